#!/bin/sh
# Tries the assistant on a real PostgreSQL: a cluster of its own in a temporary folder, started, stopped, hung and
# started again. Needs PostgreSQL's server programs (Debian: apt-get install postgresql); as root it runs them as the
# user `postgres`. Takes about two minutes.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -1)
export PATH
if ! command -v initdb >/dev/null 2>&1; then
    echo "initdb isn't found: install PostgreSQL's server (Debian: apt-get install postgresql)" >&2
    exit 2
fi
exec .venv/bin/python -m deploy.check_postgres "$@"
