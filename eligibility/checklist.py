"""Which papers an application under Express Entry needs, from the facts: codes with where each stands.

Papers that everybody needs come first; then those that a fact calls for. What was not said calls for nothing, but is
named in ``open``, so that a list never looks complete when it isn't.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from eligibility.crs_profile import PARTNERED
from eligibility.facts import Facts
from eligibility.parameters import Reference, parameter

_ON_MAINTAINED_STATUS = "maintained_status"


@dataclass(frozen=True)
class Paper:
    """One paper: its code, what it is about (a job's index, say), and the source."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference | None = None


@dataclass(frozen=True)
class Checklist:
    """The papers in order, and the facts that would add to them if they were told."""

    papers: tuple[Paper, ...]
    open: tuple[str, ...]


def checklist(facts: Facts, as_of: datetime.date) -> Checklist:
    """The papers of an application under the Canadian Experience Class on ``as_of``.

    `eligibility.parameters.ParameterError` for a day before the first value of a parameter that is read.
    """
    papers = [*_always(as_of), *_work(facts, as_of), *_family(facts), *_study(facts)]
    return Checklist(tuple(papers), tuple(_open(facts)))


def _always(as_of: datetime.date) -> Iterator[Paper]:
    photo = parameter("process", "photo").on(as_of)
    police = parameter("process", "police_certificates").on(as_of)
    medical = parameter("process", "upfront_medical").on(as_of)
    yield Paper("passport")
    yield Paper("photo", dict(photo.value), photo.reference)
    yield Paper("language_results")
    yield Paper("police_certificates", dict(police.value), police.reference)
    if medical.value:
        yield Paper("medical", {}, medical.reference)
    yield Paper("funds_letter")
    yield Paper("fees")


def _work(facts: Facts, as_of: datetime.date) -> Iterator[Paper]:
    letter = parameter("process", "reference_letter").on(as_of)
    proof = parameter("process", "canadian_work_proof").on(as_of)
    for index, job in enumerate(facts.jobs or ()):
        yield Paper("reference_letter", {"job": index}, letter.reference)
        if job.country in (None, "CA"):
            yield Paper("work_proof", {"job": index}, proof.reference)
    kinds = {job.authorization for job in facts.jobs or () if job.authorization}
    if facts.permit and facts.permit.kind:
        kinds.add(facts.permit.kind)
    if kinds - {"permit_exempt", "none"}:
        yield Paper("permits")
    if _ON_MAINTAINED_STATUS in kinds:
        yield Paper("extension_proof")


def _family(facts: Facts) -> Iterator[Paper]:
    status = facts.person.marital_status if facts.person else None
    if status == "married":
        yield Paper("marriage_certificate")
    if status == "common_law":
        yield Paper("common_law_proof")
    if status in ("divorced", "widowed"):
        yield Paper("end_of_marriage", {"status": status})
    if status in PARTNERED:
        yield Paper("spouse_papers")
    adults = 2 if status in PARTNERED else 1
    if facts.family_size and facts.family_size > adults:
        yield Paper("children_papers", {"children": facts.family_size - adults})


def _study(facts: Facts) -> Iterator[Paper]:
    study = facts.education
    if study and study.canadian_credential not in (None, "none"):
        yield Paper("canadian_diploma")
    if study and study.eca:
        yield Paper("eca_report")
    if facts.provincial_nomination:
        yield Paper("nomination")
    if facts.trade_certificate:
        yield Paper("trade_certificate")
    if facts.sibling_in_canada:
        yield Paper("sibling_proof")


def _open(facts: Facts) -> Iterator[str]:
    if facts.jobs is None:
        yield "jobs"
    if facts.person is None or facts.person.marital_status is None:
        yield "person.marital_status"
    if facts.family_size is None:
        yield "family_size"
    if facts.education is None or facts.education.level is None:
        yield "education.level"
