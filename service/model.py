"""The trained model that belongs to these sources: found by a fingerprint, trained when there is none."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from nlu import occupations
from service.paths import MODELS, ROOT, var
from service.quiet import quiet

#: What a model depends on: settings, data, the components that were trained, the names and numbers they read.
SOURCES = ("config.yml", "domain.yml", "data", "nlu", "eligibility/noc", "eligibility/parameters", "uv.lock")
_SUFFIXES = {".py", ".yml", ".yaml", ".csv", ".txt", ".lock"}
#: Models of other sources that are kept, so that going back and forth doesn't train each time.
_KEPT = 3


class TrainingError(RuntimeError):
    """Training ended without a model."""


def _files() -> Iterator[Path]:
    for name in SOURCES:
        path = ROOT / name
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES and p.is_file())


def fingerprint() -> str:
    """Twelve hexadecimal digits that change when any source of the model does."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def model_path() -> Path:
    """Where the model of these sources lies, or will lie."""
    return MODELS / f"cec-{fingerprint()}.tar.gz"


def ensure_model(force: bool = False) -> Path:
    """The model of these sources; trained first when there is none (or ``force``), with a word on progress.

    Raises `TrainingError` when training fails. Two starts at once train twice but never see half a model:
    it is trained in a folder of its own and moved into place.
    """
    path = model_path()
    if path.is_file() and not force:
        return path
    print("Training the model – this takes two to four minutes, and only when something changed ...", file=sys.stderr)
    begun = time.monotonic()
    MODELS.mkdir(exist_ok=True)
    target = MODELS / f".training-{os.getpid()}"
    try:
        trained = _train(target)
        occupations.prepare(var())
        trained.replace(path)
    finally:
        for left in target.glob("*"):
            left.unlink()
        if target.is_dir():
            target.rmdir()
    print(f"Trained in {time.monotonic() - begun:.0f} seconds: {path.name}", file=sys.stderr)
    _tidy(path)
    return path


def _train(target: Path) -> Path:
    quiet()
    import logging

    from rasa.api import train

    logging.getLogger("rasa").setLevel(logging.WARNING)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        result = train(
            domain="domain.yml", config="config.yml", training_files=["data"], output=str(target), force_training=True
        )
    finally:
        os.chdir(here)
    if result.code != 0 or not result.model:
        raise TrainingError("training the model failed; the lines above say why")
    return Path(result.model)


def _tidy(newest: Path) -> None:
    """Keep the newest few models of ours; others' files in the folder are left alone."""
    ours = sorted(MODELS.glob("cec-*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in [p for p in ours if p != newest][_KEPT - 1 :]:
        old.unlink(missing_ok=True)
