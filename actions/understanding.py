"""From one message to the facts: what was said, what it answers, what it corrects.

No immigration here: this module knows how people talk about their case, `eligibility` knows what the
case means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from actions import beside, letters, status
from actions.abroad import without_places_of_years
from actions.answering import answer_open_question, is_answer
from actions.draft import Draft
from actions.jobs import tell
from actions.memory import Memory, Turn
from actions.said import Said
from actions.spans import beyond_the_permit
from eligibility.crs_profile import PARTNERED
from eligibility.facts import FactsError, from_document
from eligibility.language import result_of_end
from eligibility.parameters import parameter

ABILITIES = ("listening", "reading", "writing", "speaking")

#: Purposes that steer the conversation; a "yes" or a number inside them answers nothing.
STEERING = frozenset({"stop", "start_over", "delete_data", "export_data", "show_data", "human"})


def understand(said: Said, facts: Mapping[str, Any] | None, memory: Memory, today: datetime.date) -> dict[str, Any]:
    """The facts after this message; ``memory`` is brought up to date in place.

    Facts that are impossible (an IELTS band of 9.7) are refused one by one and noted, the rest stays.
    """
    turn = Turn(serial=said.serial)
    memory.turn = turn
    draft = Draft(facts)
    full_time = float(parameter("cec", "full_time_hours_per_week").on(today).value)
    if letters.change(said, memory):
        turn.answered = turn.certain = True
    elif said.intent not in STEERING or (memory.asked and is_answer(said, memory.asked)):
        pending = len(memory.pending)
        said = status.tell(beside.tell(said, memory, today), draft, memory, today)
        _correct(said, draft, memory)
        tell(without_places_of_years(said, draft), draft, memory, full_time)
        _tell_tests(said, draft, memory, today)
        _tell_permit(said, draft, today)
        _tell_person(said, draft, memory.asked.kind if memory.asked else "")
        _tell_remarks(said, memory)
        _tell_day_of_test(said, draft, memory)
        if memory.asked:
            answer_open_question(said, draft, memory, full_time, today)
        if len(memory.pending) > pending and said.intent == "ask" and not said.asks:
            # "I had two months of unpaid leave" tells, and what is unclear about it is asked next.
            turn.certain = True
        turn.answered = turn.answered or bool(draft.changes) or len(memory.pending) > pending
    _refuse_impossible(draft, memory)
    beyond_the_permit(draft, memory, today)
    turn.changes = draft.changes
    if turn.changes:
        memory.last_changes = turn.changes
    status.renew(said, memory)
    return draft.facts


def _tell_tests(said: Said, draft: Draft, memory: Memory, today: datetime.date) -> None:
    asked = memory.asked.kind if memory.asked else ""
    for value in said.values("language_test"):
        if (said.intent == "convert_clb" or said.topic == "clb_conversion") and value.get("test") in (
            None,
            "clb",
            "nclc",
        ):
            # Scores to be converted: "what CLB is each" names no test that was taken.
            continue
        root = "spouse.language_tests" if value.get("spouse") or asked == "spouse_language" else "language_tests"
        if value.get("none"):
            if not draft.get(root):
                draft.put(root, [])
            continue
        if value.get("not_accepted"):
            memory.turn.notes.append({"code": "test_not_accepted", "test": value["not_accepted"]})
            continue
        at = f"{root}[{_test_index(value, draft, root)}]"
        if value.get("test"):
            draft.put(f"{at}.test", value["test"])
        if value.get("expires") and not draft.get(f"{at}.date"):
            given = result_of_end(datetime.date.fromisoformat(value["expires"]), today)
            if given <= today:
                draft.put(f"{at}.date", given.isoformat())
                memory.turn.notes.append({"code": "test_date_from_end", "date": given.isoformat()})
        days = [d for d in value.get("date_alternatives") or [value.get("date")] if d and d <= today.isoformat()]
        if len(days) == 1 or (days and not value.get("date_alternatives")):
            draft.put(f"{at}.date", days[0])
        elif days:
            # "12/09/2025" is asked back: two years from the wrong day are two years too many or too few.
            memory.pending.append({"kind": "which_date", "at": at, "options": [{"date": d} for d in days]})
        every = value.get("all")
        for ability in ABILITIES:
            score = value.get(ability, every)
            if score is not None:
                draft.put(f"{at}.{ability}", score)
        if value.get("unordered"):
            memory.pending.append({"kind": "scores_order", "at": at, "scores": value["unordered"]})
        if value.get("overall") is not None and not any(value.get(a) is not None for a in ABILITIES):
            memory.turn.notes.append({"code": "overall_is_not_enough", "overall": value["overall"]})


#: Questions that a bare day answers.
_ASK_FOR_DAYS = frozenset({"period", "test_date", "which_date", "leave_dates", "filing", "birth_date"})


#: All that may stand beside a day that is told alone.
_FILLERS = frozenset(
    (
        *("no", "nope", "oh", "oops", "wait", "sorry", "my", "bad", "actually", "correction", "i", "mean", "meant"),
        *("it", "was", "it's", "its", "is", "on", "in", "from", "taken", "took", "the", "test", "date", "of", "that"),
    )
)
#: "No wait, 20 December": the day that was told just before is put right.
_CHANGED = re.compile(r"(?:oh )?(?:no|oops|wait|sorry|my bad|actually|correction|i meant?)\b", re.I)


def _tell_day_of_test(said: Said, draft: Draft, memory: Memory) -> None:
    """A day alone, said right after the scores of a test that has none: the day of that test."""
    asked = memory.asked.kind if memory.asked else ""
    paths = [str(change["path"]) for change in memory.last_changes]
    if asked in _ASK_FOR_DAYS or not paths or not all(path.startswith("language_tests[") for path in paths):
        return
    days = [v for v in said.values("date") if isinstance(v, dict) and v.get("grain") in ("day", "month")]
    if len(days) != 1 or len(said.entities) != 1 or draft.changes:
        return
    besides = said.text.lower().replace(str(days[0].get("text")).lower(), " ")
    at = paths[-1].partition(".")[0]
    right = bool(_CHANGED.match(said.text.strip())) or not draft.get(f"{at}.date")
    if right and set(re.findall(r"[a-z']+", besides)) <= _FILLERS:
        draft.put(f"{at}.date", days[0]["start"])


def _test_index(value: Mapping[str, Any], draft: Draft, root: str) -> int:
    """Which test of a list is meant: the one of the same name, or a new one."""
    tests = draft.get(root) or []
    for index, test in enumerate(tests):
        if not value.get("test") or test.get("test") in (None, value["test"]):
            return index
    return len(tests)


def _tell_permit(said: Said, draft: Draft, today: datetime.date) -> None:
    """The permit that is held now. One that has ended is not it where another is told of; its last day goes with it."""
    told = said.values("permit")
    kinds = {value["kind"] for value in told if value.get("kind")}
    for value in told:
        kind, expires = value.get("kind"), value.get("expires")
        known = draft.get("permit.kind")
        lasts = str(draft.get("permit.expires") or "") >= today.isoformat()
        used = any(job.get("current") and job.get("authorization") == known for job in draft.jobs)
        holds_another = known not in (None, kind) and (lasts or used)
        if kind and expires and str(expires) < today.isoformat() and (kinds - {kind} or holds_another):
            continue
        if kind and known and kind != known and not expires and not said.values("correction"):
            draft.drop("permit.expires")
        for key in ("kind", "expires"):
            if value.get(key):
                draft.put(f"permit.{key}", value[key])


def _tell_person(said: Said, draft: Draft, asked: str) -> None:
    if (outside := said.first("outside_quebec")) is not None:
        draft.drop("destination_province")
        draft.put("intends_outside_quebec", bool(outside))
    for value in said.values("place"):
        if value.get("role") == "destination" and value.get("province"):
            draft.drop("intends_outside_quebec")
            draft.put("destination_province", value["province"])
    if (ground := said.first("inadmissibility")) is not None:
        draft.put("inadmissibility", ground)
    if (born := said.first("birth_date")) is not None:
        draft.drop("person.age")
        draft.put("person.birth_date", born)
    elif (age := said.first("age")) is not None:
        draft.put("person.age", age)
    if (status := said.first("marital_status")) is not None:
        draft.put("person.marital_status", status)
    _tell_education(said, draft, asked)
    for name in ("spouse_accompanies", "spouse_is_canadian"):
        if (told := said.first(name)) is not None:
            draft.put(f"person.{name}", bool(told))
    for value in said.values("spouse"):
        if isinstance(value, dict) and value.get("canadian_work_years") is not None:
            draft.put("spouse.canadian_work_years", value["canadian_work_years"])
    for name in (
        "trade_certificate",
        "provincial_nomination",
        "sibling_in_canada",
        "family_size",
    ):
        if (told := said.first(name)) is not None:
            draft.put(name, told)
    _tell_family(said, draft)
    if (abroad := _years_abroad(said)) is not None:
        draft.put("foreign_work_years", abroad)
    here = [job for job in draft.jobs if job.get("country") in (None, "CA")]
    if (years := said.first("canadian_work_years")) is not None and not here:
        # Jobs give the years by themselves, and exactly.
        draft.put("canadian_work_years", years)


def _years_abroad(said: Said) -> float | None:
    """Stretches add up; one that is the sum of the others, or is told twice, counts once."""
    years = list(dict.fromkeys(said.values("foreign_work_years")))
    if not years:
        return None
    longest, rest = max(years), sum(years) - max(years)
    return longest if longest == rest else sum(years)


def _tell_family(said: Said, draft: Draft) -> None:
    """How many they are, where that isn't said itself but whether there is a partner and how many children."""
    children, status = said.first("children"), draft.get("person.marital_status")
    if children is None or status is None or said.first("family_size") is not None:
        return
    draft.put("family_size", children + (2 if status in PARTNERED else 1))


def _tell_education(said: Said, draft: Draft, asked: str) -> None:
    """The person's own and the spouse's, each in its place; from another country it is no Canadian credential."""
    for value in said.values("education"):
        if not isinstance(value, dict):
            continue
        if value.get("spouse") or asked == "spouse_education":
            if value.get("level"):
                draft.put("spouse.education_level", value["level"])
            continue
        if value.get("level"):
            draft.put("education.level", value["level"])
        if value.get("canadian_credential"):
            draft.put("education.canadian_credential", value["canadian_credential"])
        elif value.get("country") not in (None, "CA"):
            draft.put("education.canadian_credential", "none")
        if value.get("eca") is not None:
            draft.put("education.eca", bool(value["eca"]))


def _tell_remarks(said: Said, memory: Memory) -> None:
    for level in said.values("noc_level"):
        memory.turn.notes.append({"code": "old_level", "level": level})
    for value in said.values("language_test"):
        if value.get("none") and value.get("planned"):
            memory.turn.notes.append({"code": "test_planned", "date": value["planned"]})


def _correct(said: Said, draft: Draft, memory: Memory) -> None:
    """ "Sorry, 2022 not 2023", "7 not 6.5": the old value tells which fact is meant."""
    for value in said.values("correction"):
        old = value.get("old")
        new = value.get("new")
        if new is None:
            new = _bare(said, besides=old)
        if new is None:
            continue
        if old is None and not _speaks_of_another(said, memory):
            old = _last_value_like(new, memory)
        if old is not None and _replace(draft, str(old), str(new)):
            memory.turn.answered = True
            return


#: Words for what a fact is about, by where it stands.
_ABOUT = {
    "language_tests": r"test|exam|scores?|results?|ielts|celpip|pte|tef|tcf",
    "jobs": r"jobs?|work\w*|start\w*|hours|left|quit|finish\w*|ended",
    "permit": r"permits?|visa|pgwp|bowp|expir\w*",
    "person": r"born|birth\w*|age",
}


def _speaks_of_another(said: Said, memory: Memory) -> bool:
    """Whether a correction names something else than what was told last: "I had a new permit from 1 May"."""
    roots = {re.split(r"[.\[]", str(change["path"]))[0] for change in memory.last_changes}
    named = {root for root, words in _ABOUT.items() if re.search(rf"\b(?:{words})\b", said.text, re.I)}
    return bool(named) and not named & roots


def _bare(said: Said, besides: Any) -> Any:
    """The one value that a correction brings, when it stands alone."""
    if any(e["entity"] in ("period", "hours_per_week", "language_test", "occupation", "place") for e in said.entities):
        return None
    for value in said.values("date", "number"):
        plain = value.get("date") or value.get("start") or value.get("value") if isinstance(value, dict) else value
        if isinstance(value, dict) and value.get("grain") == "year" and plain:
            plain = str(plain)[:4]
        if plain is not None and str(plain) != str(besides):
            return plain
    return None


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")


def _last_value_like(new: Any, memory: Memory) -> Any:
    """What the last changes wrote, in the shape of the new value: the nearest day or year, else the newest."""
    text = str(new)
    written = [str(change["new"]) for change in reversed(memory.last_changes)]
    days = [other for other in dict.fromkeys(written) if _DAY.fullmatch(other)]
    if _DAY.fullmatch(text):
        return _day_like(text, days)
    if _YEAR.fullmatch(text) and (others := [int(day[:4]) for day in days if day[:4] != text]):
        return str(min(others, key=lambda year: abs(year - int(text))))
    numbers = (other for other in written if re.fullmatch(r"\d+(\.\d+)?", other) and len(text) < 4)
    return next(numbers, None) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _day_like(day: str, days: list[str]) -> str | None:
    """The day that another one puts right: of its month, else of its year, else the only one; ``None`` in doubt.

    "Sorry, 10 March 2025" is the 3 March that was told before, not the end of the permit told after it.
    """
    for length in (7, 4):
        if near := [other for other in days if other[:length] == day[:length]]:
            return near[0]
    return days[0] if len(days) == 1 else None


def _replace(draft: Draft, old: str, new: str) -> bool:
    """Replace the newest fact that shows ``old``; whether one did."""
    year = re.fullmatch(r"\d{4}", old) and re.fullmatch(r"\d{4}", new)
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", old) and re.fullmatch(r"\d{4}-\d\d-\d\d", new)
    for path, value in reversed(list(_leaves(draft.facts))):
        written = str(value)
        if year and re.match(rf"{old}-\d\d-\d\d$", written):
            draft.put(path, new + written[4:])
            return True
        if day and written == old:
            draft.put(path, new)
            return True
        if isinstance(value, (int, float)) and not isinstance(value, bool) and _number(old) == value:
            number = _number(new)
            if number is not None:
                draft.put(path, number)
                return True
    return False


def _number(text: str) -> float | int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _leaves(node: Any, path: str = "") -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _leaves(value, f"{path}[{index}]")
    else:
        yield path, node


def _refuse_impossible(draft: Draft, memory: Memory) -> None:
    """Take back what the facts refuse, and note it so that the person hears why."""
    for _ in range(12):
        try:
            from_document(draft.facts)
            return
        except FactsError as error:
            changed = [change["path"] for change in draft.changes]
            for problem in error.problems:
                path, _, reason = problem.partition(": ")
                culprit = next((p for p in reversed(changed) if p == path), None) or next(
                    (p for p in reversed(changed) if p.startswith(path) or path.startswith(p)), None
                )
                if culprit is None and path.endswith((".end", ".start", ".current")):
                    stem = path.rpartition(".")[0]
                    culprit = next((p for p in reversed(changed) if p.startswith(stem)), None)
                if culprit is not None:
                    value = draft.revert(culprit)
                    memory.turn.notes.append({"code": "impossible", "path": culprit, "value": value, "problem": reason})
                    break
            else:
                # No single change explains it: keep what stood before this message.
                memory.turn.notes.append({"code": "impossible_together", "problem": error.problems[0]})
                draft.reset()
                return
