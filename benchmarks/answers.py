"""Asks a running assistant the questions of a file and prints how many answers hold their facts, and the misses.

    cec serve &                       # in another terminal
    python benchmarks/answers.py FILE [--url http://localhost:5005] [--lang en]

FILE is YAML: a list of ``{id, text, lang, kind, topic, expected_facts: [{fact, keywords: [...]}]}``. An answer holds a
fact when one of its keywords (regular expressions, any case) is found; entries of kind ``out_of_scope`` are counted as
declined when the answer says so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.request
import uuid
from collections import Counter
from typing import Any

import yaml

_DECLINED = re.compile(
    r"outside what i can help|can't help with that|didn't catch|don't help with that|only english|que l'anglais|"
    r"i'm sorry|automated",
    re.I,
)


def ask(url: str, text: str) -> str:
    """One message of a new conversation; all texts of the answer."""
    body = json.dumps({"sender": f"bench-{uuid.uuid4().hex}", "message": text}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return "\n".join(str(m["text"]) for m in json.loads(answer.read()) if m.get("text"))


def main() -> int:
    """0 when everything held, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--url", default="http://localhost:5005")
    parser.add_argument("--lang", default="en")
    args = parser.parse_args()
    with open(args.file, encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.safe_load(file)
    count: Counter[str] = Counter()
    for row in rows:
        if row["lang"] != args.lang or row["kind"] == "statement":
            continue
        answer = ask(args.url, row["text"]).replace("’", "'")
        if row["kind"] == "out_of_scope":
            count["out of scope"] += 1
            held = bool(_DECLINED.search(answer))
            count["declined"] += held
            missed = [] if held else ["not declined"]
        else:
            missed = [
                fact["fact"]
                for fact in row["expected_facts"]
                if not any(re.search(keyword, answer, re.I) for keyword in fact["keywords"])
            ]
            count["questions"] += 1
            count["whole"] += not missed
            count["facts"] += len(row["expected_facts"])
            count["facts held"] += len(row["expected_facts"]) - len(missed)
        if missed:
            print(f"{row['id']} ({row['topic']}): {row['text']}\n  missed: {missed}\n  answer: {answer[:200]!r}\n")
    print(
        f"questions answered with all facts: {count['whole']} of {count['questions']}; facts: {count['facts held']} of "
        f"{count['facts']}; out of scope declined: {count['declined']} of {count['out of scope']}"
    )
    return 0 if count["whole"] == count["questions"] and count["declined"] == count["out of scope"] else 1


if __name__ == "__main__":
    sys.exit(main())
