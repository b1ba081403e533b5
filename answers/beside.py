"""What an answer may say of things told beside the facts: an invitation, who applies together, a child's birthday.

They stand under the key ``beside`` of the facts, as `actions.beside` keeps them. As in `answers.your_case`, a condition
is ``None`` where what it turns on was not said.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta

from answers.dates import day_of, long_date
from answers.figures import money
from answers.phrases import phrase
from answers.verdict import criterion
from eligibility.crs_grid import grid_on
from eligibility.crs_profile import PARTNERED
from eligibility.fees import Bill, permanent_residence
from eligibility.parameters import parameter
from eligibility.timeline import application_due

Document = Mapping[str, Any]
_ONE_DAY = datetime.timedelta(days=1)


def _said(facts: Document, name: str) -> Any:
    return (facts.get("beside") or {}).get(name)


def told(beside: Document, lang: str = "en") -> list[str]:
    """What was told, as short pieces."""
    facts = {"beside": beside}
    pieces = []
    if beside.get("invited"):
        pieces.append(
            phrase("beside.invited", lang, day=_day(beside["invited"], lang), last=apply_until(facts, {}, lang))
        )
    for name in ("adults", "children"):
        if beside.get(name) is not None:
            pieces.append(_count(name, int(beside[name]), lang))
    if beside.get("child"):
        when = child_birthday(facts, {}, lang)
        pieces.append(phrase("beside.child", lang, age=beside["child"]["age"], when=when))
    return pieces


def _day(iso: str, lang: str) -> str:
    return long_date(datetime.date.fromisoformat(iso), lang)


# --- the invitation -------------------------------------------------------------------------------------


def _last_day(facts: Document) -> datetime.date | None:
    """The last day to apply after the invitation."""
    invited = _said(facts, "invited")
    return None if invited is None else application_due(datetime.date.fromisoformat(str(invited)))


def invitation_open(facts: Document, assessment: Document) -> bool | None:
    """An invitation was told, and the time to apply still runs."""
    last = _last_day(facts)
    return None if last is None else day_of(assessment) <= last


def invitation_over(facts: Document, assessment: Document) -> bool | None:
    """An invitation was told, and the time to apply is over."""
    still = invitation_open(facts, assessment)
    return None if still is None else not still


def test_ends_before_application(facts: Document, assessment: Document) -> bool | None:
    """The test results stop counting before the last day to apply."""
    last = _last_day(facts)
    until = (criterion(assessment, "language").get("evidence") or {}).get("valid_until")
    return None if last is None or until is None else str(until) < last.isoformat()


def invited(facts: Document, assessment: Document, lang: str) -> str | None:
    """The day of the invitation."""
    day = _said(facts, "invited")
    return None if day is None else _day(str(day), lang)


def apply_until(facts: Document, assessment: Document, lang: str) -> str | None:
    """The last day to apply."""
    last = _last_day(facts)
    return None if last is None else long_date(last, lang)


def apply_days_left(facts: Document, assessment: Document, lang: str) -> str | None:
    """The days that are left, the last one included; nothing when it is over."""
    last = _last_day(facts)
    if last is None or last < day_of(assessment):
        return None
    return str((last - day_of(assessment)).days)


# --- who applies together -------------------------------------------------------------------------------


def _adults(facts: Document) -> int | None:
    """One or two: as said, by the size of the family, or by whether there is a partner who comes along."""
    children, size = _said(facts, "children"), facts.get("family_size")
    adults = _said(facts, "adults")
    if adults is None and children is not None and size is not None:
        adults = int(size) - int(children)
    if adults is None and (status := (facts.get("person") or {}).get("marital_status")) is not None:
        along = (facts.get("person") or {}).get("spouse_accompanies") is not False
        adults = 2 if status in PARTNERED and along else 1
    return int(adults) if adults in (1, 2) else None


def brings_children(facts: Document, assessment: Document) -> bool | None:
    """How many adults and children apply together is known, and there are children."""
    children = _said(facts, "children")
    if children is None or _adults(facts) is None:
        return None
    return int(children) > 0


def two_adults(facts: Document, assessment: Document) -> bool | None:
    """Two adults apply together."""
    adults = _adults(facts)
    return None if adults is None else adults == 2


def _bill(facts: Document, assessment: Document) -> Bill | None:
    adults, children = _adults(facts), _said(facts, "children")
    if adults is None or children is None:
        return None
    return permanent_residence(day_of(assessment), spouse=adults == 2, children=int(children))


def party(facts: Document, assessment: Document, lang: str) -> str | None:
    """ "2 adults and 1 child"."""
    adults, children = _adults(facts), _said(facts, "children")
    if adults is None or children is None:
        return None
    return phrase(
        "beside.party", lang, adults=_count("adults", adults, lang), children=_count("children", children, lang)
    )


def _count(name: str, count: int, lang: str) -> str:
    return phrase(f"beside.{name}.{'one' if count == 1 else 'many'}", lang, count=count)


def fees_total(facts: Document, assessment: Document, lang: str) -> str | None:
    """All fees of the government for those who apply together."""
    bill = _bill(facts, assessment)
    return None if bill is None else money(bill.total, lang)


def fees_sum(facts: Document, assessment: Document, lang: str) -> str | None:
    """The lines of that bill."""
    bill = _bill(facts, assessment)
    if bill is None:
        return None
    lines = []
    for fee in bill.fees:
        amount = phrase("beside.fees.times", lang, count=fee.count, amount=money(fee.amount, lang))
        shown = amount if fee.count > 1 else money(fee.amount, lang)
        lines.append(phrase(f"beside.fees.{fee.name}", lang, amount=shown))
    return phrase("beside.fees.plus", lang).join(lines)


# --- birthdays ------------------------------------------------------------------------------------------


def child_too_old_soon(facts: Document, assessment: Document) -> bool | None:
    """A child was told of who reaches the age from which it is no dependent."""
    child = _said(facts, "child")
    if child is None:
        return None
    return bool(int(child["age"]) == parameter("permits", "child_age").on(day_of(assessment)).value)


def child_birthday(facts: Document, assessment: Document, lang: str) -> str | None:
    """The day or the month of a child's birthday."""
    child = _said(facts, "child")
    if child is None:
        return None
    day = datetime.date.fromisoformat(str(child["day"]))
    if child["grain"] == "day":
        return phrase("beside.on_day", lang, day=long_date(day, lang))
    return phrase("beside.in_month", lang, month=long_date(day, lang).partition(" ")[2])


def child_apply_by(facts: Document, assessment: Document, lang: str) -> str | None:
    """The day before a child's birthday; before its month where only that was said."""
    child = _said(facts, "child")
    if child is None:
        return None
    return long_date(datetime.date.fromisoformat(str(child["day"])) - _ONE_DAY, lang)


def next_birthday(facts: Document, assessment: Document) -> tuple[datetime.date, int] | None:
    """The first birthday after the day of the assessment, and the age on it; ``None`` without a birth date."""
    born = (facts.get("person") or {}).get("birth_date")
    if born is None:
        return None
    birth, now = datetime.date.fromisoformat(str(born)), day_of(assessment)
    age = relativedelta(now, birth).years + 1
    day = birth + relativedelta(years=age)
    return day, age


def _points(facts: Document, assessment: Document) -> tuple[list[int], list[int]] | None:
    """Points for age now and from the next birthday on, each without and with a spouse who comes along."""
    birthday = next_birthday(facts, assessment)
    if birthday is None:
        return None
    now = grid_on(day_of(assessment)).band("age", birthday[1] - 1)
    then = grid_on(birthday[0]).band("age", birthday[1])
    return list(now), list(then)


def birthday_costs(facts: Document, assessment: Document) -> bool | None:
    """The next birthday takes points for age."""
    points = _points(facts, assessment)
    return None if points is None else points[1] < points[0]


def birthday(facts: Document, assessment: Document, lang: str) -> str | None:
    """The day of the next birthday."""
    found = next_birthday(facts, assessment)
    return None if found is None else long_date(found[0], lang)


def birthday_age(facts: Document, assessment: Document, lang: str) -> str | None:
    """The age on it."""
    found = next_birthday(facts, assessment)
    return None if found is None else str(found[1])


def age_points(facts: Document, assessment: Document, lang: str) -> str | None:
    """ "110 to 105": what the birthday makes of the points of somebody without a spouse who comes along."""
    return _step(facts, assessment, 0, lang)


def age_points_with_spouse(facts: Document, assessment: Document, lang: str) -> str | None:
    """The same with one."""
    return _step(facts, assessment, 1, lang)


def _step(facts: Document, assessment: Document, column: int, lang: str) -> str | None:
    points = _points(facts, assessment)
    return None if points is None else phrase("beside.points", lang, now=points[0][column], then=points[1][column])


#: By name, for `answers.your_case`.
CONDITIONS = {
    condition.__name__: condition
    for condition in (
        *(invitation_open, invitation_over, test_ends_before_application, brings_children, two_adults),
        *(child_too_old_soon, birthday_costs),
    )
}
VALUES = {
    value.__name__: value
    for value in (
        *(invited, apply_until, apply_days_left, party, fees_total, fees_sum, child_birthday, child_apply_by),
        *(birthday, birthday_age, age_points, age_points_with_spouse),
    )
}
