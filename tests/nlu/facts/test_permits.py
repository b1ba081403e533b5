"""Permits, status, and the day a permit ends."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.facts import AUTHORIZATIONS
from nlu.pipeline import vocabulary, written
from tests.nlu.facts.helpers import MANY, one, values
from tests.nlu.facts.test_dates import DAY_FORMS

TERMS = [
    (kind, form)
    for kind, terms in vocabulary("permits")["authorization"].items()
    for term in terms
    for form in written(term)
]
HELD = [
    (kind, term)
    for kind, term in TERMS
    if kind in ("pgwp", "open_work_permit", "employer_specific_permit", "bowp", "iec")
]


def test_every_kind_is_one_of_the_contract() -> None:
    assert {kind for kind, _ in TERMS} <= set(AUTHORIZATIONS)


@MANY
@given(st.sampled_from(TERMS), st.sampled_from([str, str.upper, str.title]))
def test_every_name_is_found(term: tuple[str, str], case) -> None:
    kind, name = term
    assert one(f"I worked there, {case(name)}, for a year", "authorization") == kind


@MANY
@given(
    st.sampled_from(HELD),
    st.dates(datetime.date(2026, 12, 1), datetime.date(2031, 1, 1)),
    st.sampled_from(DAY_FORMS),
    st.sampled_from(
        [
            "my {p} expires on {d}",
            "{p} till {d}",
            "{p} valid until {d}",
            "I have a {p}, expiry {d}",
            "{p} (exp. {d})",
            "{p} ends {d}",
            "I'm on a {p} and it is good until {d}",
            "{p} expiring {d}",
            "{p}, valid to {d}",
        ]
    ),
)
def test_the_day_it_ends(term: tuple[str, str], day: datetime.date, form, words: str) -> None:
    kind, name = term
    text = words.format(p=name, d=form(day))
    assert one(text, "permit") == {"kind": kind, "expires": day.isoformat()}
    assert one(text, "authorization") == kind
    assert values(text, "period") == [], "the date is the permit's"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pgwp till may 2027", {"kind": "pgwp", "expires": "2027-05-31"}),
        ("my permit expires in june 2027", {"expires": "2027-06-30"}),
        ("work permit expiry date is 05 Jan 2027", {"expires": "2027-01-05"}),
        ("permit good thru 2028", {"expires": "2028-12-31"}),
        ("my pgwp expires in march", {"kind": "pgwp", "expires": "2027-03-31"}),
        ("my pgwp expired in march", {"kind": "pgwp", "expires": "2026-03-31"}),
        ("my permit ends on 15 January", {"expires": "2027-01-15"}),
        ("pgwp valid from May 2024 to May 2027", {"kind": "pgwp", "expires": "2027-05-31"}),
        ("LMIA based closed permit", {"kind": "employer_specific_permit"}),
        ("first on a study permit, now pgwp", {"kind": "pgwp"}),
        ("got a three year pgwp in october 2024", {"kind": "pgwp"}),
        ("mon permis ouvert expire le 2 mai 2027", {"kind": "open_work_permit", "expires": "2027-05-02"}),
    ],
)
def test_permits_held(text: str, value: dict[str, str]) -> None:
    assert one(text, "permit") == value


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I'm on maintained status", ["maintained_status"]),
        ("I did it on my study permit", ["study_permit_off_campus"]),
        ("it was a co-op work permit", ["study_permit_coop"]),
        ("I was a cook on a closed permit from 2022 to 2023", ["employer_specific_permit"]),
        ("i had no work permit", ["none"]),
        ("I was exempt from a work permit", ["permit_exempt"]),
        ("PGWP expired, on restoration", ["restoration"]),
    ],
)
def test_what_allowed_work_that_is_over_is_not_held_now(text: str, kinds: list[str]) -> None:
    assert values(text, "authorization") == kinds
    assert all(kind not in [value.get("kind") for value in values(text, "permit")] for kind in kinds)


@pytest.mark.parametrize(
    "text",
    [
        "i dont have a pgwp",
        "i will apply for a bowp",
        "waiting for my pgwp",
        "my bowp was refused",
        "I never had an open work permit",
        "my wife has an open work permit",
        "my passport expires in 2029",
        "my contract ends in march 2027",
        "after pgwp what next",
    ],
)
def test_no_permit_of_the_person(text: str) -> None:
    assert values(text, "permit", "authorization") == []


def test_a_test_date_is_no_expiry() -> None:
    assert one("I have a pgwp. IELTS 7 in all, valid until May 2027", "permit") == {"kind": "pgwp"}


def test_each_permit_takes_its_own_day() -> None:
    text = "my closed permit ended in May 2026, my new open work permit is valid till May 2028"
    assert values(text, "permit") == [
        {"kind": "employer_specific_permit", "expires": "2026-05-31"},
        {"kind": "open_work_permit", "expires": "2028-05-31"},
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my work permit is tied to the bakery", "employer_specific_permit"),
        ("the permit is only for this employer", "employer_specific_permit"),
        ("work permit (ICT, only for that company)", "employer_specific_permit"),
        ("permit is of the employer", "employer_specific_permit"),
        ("Permit closed with the hotel", "employer_specific_permit"),
        ("my permit is open (spouse)", "open_work_permit"),
        ("cook on my husband's open work permit", "open_work_permit"),
    ],
)
def test_kinds_in_other_words(text: str, kind: str) -> None:
    assert [v for v in values(text, "authorization")] == [kind]


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        ("my work permit was extended to March 2027", "2027-03-31"),
        ("my permit got renewed until 5 May 2028", "2028-05-05"),
        ("PGWP finished 10 Sept 2026", "2026-09-10"),
        ("my PGWP got over on 8 Aug 2026", "2026-08-08"),
    ],
)
def test_ends_in_other_words(text: str, expires: str) -> None:
    assert one(text, "permit")["expires"] == expires


@pytest.mark.parametrize(
    "text", ["I never worked without papers", "my wife's open permit ends in May", "open to any permit"]
)
def test_no_kind(text: str) -> None:
    assert values(text, "authorization") == []


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        ("till march 2028 my permit", "2028-03-31"),
        ("until 2030 is the work permit", "2030-12-31"),
        ("my visa dies in jan 2027", "2027-01-31"),
        ("the pgwp is up on 4 May 2027", "2027-05-04"),
        ("work permit goes to 3 May 2028", "2028-05-03"),
        ("my permit: 03/2028", "2028-03-31"),
        ("BOWP came last week, it says 2028-02-28", "2028-02-28"),
        ("I got an open permit on 2 May 2024. It is valid till 1 May 2027.", "2027-05-01"),
        ("renewed it, the new one is good until 09/2028", "2028-09-30"),
        ("ICT, 40 hours, valid upto 9-Sep-2027", "2027-09-09"),
        ("only six weeks left on my work permit", "2027-01-05"),
        ("my pgwp has 5 months left", "2027-04-24"),
        ("the permit runs out in 3 weeks", "2026-12-15"),
    ],
)
def test_ends_told_in_passing(text: str, expires: str) -> None:
    assert [value["expires"] for value in values(text, "permit") if "expires" in value] == [expires]


@pytest.mark.parametrize(
    "text",
    [
        "IELTS 7 7 7 7. It expires in March 2027",
        "i will apply for pgwp in June 2027",
        "my passport is good until 2030",
        "I have a PGWP, my contract is valid until 3 May 2027",
        "got pgwp; starting new job 5 January 2027",
        "my pgwp was valid for 3 years",
        "I worked 9 months on my permit",
    ],
)
def test_other_days_end_no_permit(text: str) -> None:
    assert not [value for value in values(text, "permit") if "expires" in value]
