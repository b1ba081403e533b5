"""Replies to questions, wherever they are asked: topics, the person's own dates, NOC, CLB, small talk."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import beside, handoff, letters, scoring, status, tips
from actions.asking import next_asked, numbers, why
from actions.hours import asks_for_hours, tell_hours
from actions.listing import occupations_asked
from actions.memory import Memory
from actions.readback import readback
from actions.results import RESULTS, others
from actions.said import UNSURE, Said
from actions.tracking import assessed, facts_of, for_answers, kept, memory_of, serial_of
from actions.understanding import ABILITIES
from answers import answer, question_of
from answers import timeline as timeline_words
from answers.beside import told as beside_words
from answers.categories import if_occupation
from answers.dates import grouped
from answers.phrases import phrase, phrases
from answers.pictures import timeline as draw_timeline
from answers.rounds import types_named
from answers.summary import day, number, say, summary
from answers.topic import topic_of
from answers.verdict import criterion, missing_words, other_program, sources
from eligibility.cec import hours_possible_since
from eligibility.facts import FactsError, from_document
from eligibility.language import clb
from eligibility.noc import search
from eligibility.parameters import parameter
from eligibility.timeline import timeline
from nlu.clock import today
from nlu.occupations import CLEAR, deeds, find
from service.paths import var

#: Answers an intent; whether the questions of the form should begin after it.
Respond = Callable[[Said, dict[str, Any], Memory, CollectingDispatcher], bool]

#: A "why" of so many words is about what the bot asked or said.
_A_WHY_ALONE = 6
#: So many of the next likeliest topics are named beside a guess.
_OTHERS = 2
#: What starts questions or a result of its own: on a guess a topic is answered instead.
_STARTS = frozenset(
    {
        "check_fsw",
        "check_fst",
        "compare_principal",
        "what_if",
        "raise_score",
        "show_timeline",
        "draft_letter",
        "check_score",
        status.INTENT,
    }
)
#: So many words may stand around a job's name that is asked about; more describe the work.
_AROUND = 2
#: So often a topic is answered in a row: in short, then in detail.
_TIMES = 2
#: Topics that answer a purpose of the conversation.
TOPICS = {"bot_challenge": "what_is_this_bot", "human": "human_help"}


class Reply(Action):
    """Answers whatever interrupts or stands outside the intake."""

    def name(self) -> str:
        """The rules' name for it."""
        return "action_reply"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """One reply; afterwards the form goes on by its rule, or begins when the answer needs facts."""
        facts, memory = facts_of(tracker), memory_of(tracker)
        said = Said.from_parse(tracker.latest_message, serial_of(tracker))
        in_form = (tracker.active_loop or {}).get("name") == "intake_form"
        if not in_form and (memory.turn.certain or said.tells_rather(memory.turn.changes)):
            # "Actually I was invoicing them" after the verdict: a fact that may change it, not a question.
            return [kept(memory), FollowupAction("intake_form")]
        if not in_form and (echo := readback(memory, facts)):
            dispatcher.utter_message(text=echo)
            memory.turn.changes, memory.turn.notes = [], []
        if memory.wants_occupation:
            memory.wants_occupation = False
            if said.intent == "out_of_scope" or said.confidence < UNSURE:
                # The duties that were asked for, whatever they look like.
                said = replace(said, intent="find_noc", topic=None)
        if said.intent in _STARTS and said.confidence < UNSURE and said.likely:
            said = replace(said, intent="ask", topic=said.likely)
        said = _directed(said, facts, memory)
        begin = _RESPONSES.get(said.intent, _small_talk)(said, facts, memory, dispatcher)
        for intent, topic in said.others:
            if intent in _RESPONSES:
                also = replace(said, intent=intent, topic=topic, confidence=1.0)
                begin = _RESPONSES[intent](also, facts, memory, dispatcher) or begin
        events: list[EventType] = [kept(memory)]
        if begin and not in_form:
            events.append(FollowupAction("intake_form"))
        return events


def _directed(said: Said, facts: dict[str, Any], memory: Memory) -> Said:
    """The message with the question that its facts make of it."""
    if beside.asks_for_time_left(said, memory):
        # "I got my ITA on 10 November, how long do I have": one question, whatever its halves resemble.
        return replace(said, intent="ask", topic=beside.SIXTY_DAYS, confidence=1.0, others=())
    if beside.asks_for_fees(said, memory):
        return replace(said, intent="ask", topic=beside.FEES, confidence=1.0, others=())
    if status.INTENT in (said.intent, *(intent for intent, _ in said.others)):
        # The decision of the own case answers its neighbours too.
        others = tuple(other for other in said.others if other[0] == status.INTENT or other[1] not in status.NEAR)
        return replace(said, others=others)
    if said.intent in _OF_POINTS and said.values("birth_date") and not said.others and _alone(said, "birth_date"):
        return replace(said, intent="ask", topic="age", confidence=1.0)
    return said


#: Purposes under which a birthday asks what it costs in points.
_OF_POINTS = frozenset({"what_would_help", "raise_score", "what_if"})


def _alone(said: Said, name: str) -> bool:
    return {entity["entity"] for entity in said.entities} <= {name, "age", "number", "date"}


def _utter(dispatcher: CollectingDispatcher, text: str, buttons: list[str] | tuple[str, ...] = ()) -> None:
    dispatcher.utter_message(text=text, buttons=[{"title": b, "payload": b} for b in buttons])


def _topic(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    if said.intent == "ask" and status.concerns(said, memory, facts):
        return _status(said, facts, memory, dispatcher)
    if said.intent == "ask" and scoring.supposes(said, facts):
        return scoring.what_if(said, facts, memory, dispatcher)
    topic = said.topic or TOPICS.get(said.intent) or memory.topic
    if topic is None:
        return _small_talk(said, facts, memory, dispatcher)
    if topic == "clb_conversion" and any(_scores(test) for test in _tests(said)):
        return _convert_clb(said, facts, memory, dispatcher)
    supposed = [e["value"] for e in said.hypothetical if e["entity"] == "crs_score"]
    points = next(iter([*said.values("crs_score"), *supposed]), None)
    if isinstance(points, int) and (topic in ("good_crs_score", "latest_draw") or types_named(said.text)):
        scoring.is_enough(points, said.text, facts, dispatcher)
        return False
    if topic == "latest_draw" and said.confidence >= UNSURE and scoring.past_rounds(said.text, dispatcher):
        memory.topic = topic
        return False
    if topic == "category_based" and (nocs := occupations_asked(said, facts, memory)):
        memory.topic = topic
        following = [question_of(name) for name in topic_of(topic).next]
        _utter(dispatcher, if_occupation(nocs, today()), () if memory.asked else following)
        return False
    if topic == "principal_applicant" and scoring.couple_known(facts):
        memory.topic = topic
        return scoring.compare_principal(said, facts, memory, dispatcher)
    if topic in letters.TOPICS and letters.requested(said.text):
        return letters.begin(said, facts, memory, dispatcher)
    memory.topic = topic
    reply = answer(topic, for_answers(facts, memory), assessed(facts), today(), more=False)
    text, buttons = reply.text, reply.buttons
    if said.intent == "ask" and said.confidence < UNSURE:
        # Better said than hidden: a confident answer to another question does harm.
        buttons = tuple(question_of(other) for other in said.ranked if other != topic)[:_OTHERS]
        text = phrase("replies.unsure", title=topic_of(topic).title, answer=text)
        if buttons:
            text += "\n" + phrase("replies.unsure_others", others=" / ".join(buttons))
    _utter(dispatcher, text, () if memory.asked else buttons)
    if topic in tips.PAPERS:
        tips.once("papers", memory, dispatcher)
    return False


def _human(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """People to talk to: the operator's, if there are any, else where help is found."""
    to = handoff.configured()
    return handoff.begin(facts, memory, dispatcher, to) if to else _topic(said, facts, memory, dispatcher)


def _other_language(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """So far English only: said in the person's language where we have the sentence."""
    known = phrases("replies")["other_language"]
    _utter(dispatcher, known.get(said.language, known["any"]))
    return False


def _more(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    if memory.topic is None:
        _utter(dispatcher, phrase("replies.more_nothing"))
        return False
    reply = answer(memory.topic, for_answers(facts, memory), assessed(facts), today(), more=True)
    _utter(dispatcher, reply.text, () if memory.asked else reply.buttons)
    return False


def _why(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    if said.likely is not None and len(said.text.split()) > _A_WHY_ALONE:
        # "They didn't count my co-op year. Why?" asks about that, not about our question.
        return _topic(replace(said, intent="ask", topic=said.likely, confidence=1.0), facts, memory, dispatcher)
    if memory.asked is not None:
        _utter(dispatcher, why(memory.asked, today()))
        return False
    if memory.topic is not None:
        return _more(said, facts, memory, dispatcher)
    _utter(dispatcher, phrase("replies.why_nothing"))
    return False


def _when(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """ "When can I apply?": the day, or what is needed to name it; "how many hours so far?": the hours."""
    assessment = assessed(facts)
    result = assessment["result"]
    if not facts.get("jobs"):
        _utter(dispatcher, phrase("verdict.when.no_facts"))
        return True
    what = missing_words(assessment["missing"], facts) if assessment["missing"] else ""
    work = criterion(assessment, "work_experience")
    if asks_for_hours(said.text):
        tell_hours(facts, dispatcher)
        return False
    if result == "eligible":
        until = assessment["eligible_until"]
        text = (
            phrase("verdict.when.eligible", eligible_until=day(until))
            if until
            else phrase("verdict.when.eligible_open")
        )
    elif result == "will_be_eligible":
        text = phrase("verdict.when.will_be_eligible", eligible_from=day(assessment["eligible_from"]))
    elif result == "needs_information":
        hours_from = work.get("evidence", {}).get("hours_from")
        since = hours_possible_since(from_document(facts), today())
        if hours_from:
            text = phrase("verdict.when.needs_from", hours_from=day(hours_from), what=what)
        elif since and work["status"] == "unknown":
            text = phrase(
                "verdict.when.needs_since",
                since=day(since),
                required=grouped(work["evidence"]["required_hours"]),
                what=what,
            )
        else:
            text = phrase("verdict.when.needs", what=what)
    else:
        failed = [c for c in assessment["criteria"] if c["status"] in ("not_met", "not_yet", "cannot_say")]
        text = phrase(f"verdict.when.{result}", detail=failed[0]["detail"] if failed else "")
    _utter(dispatcher, f"{text}\n{_source(work)}")
    return result == "needs_information"


def _source(row: Any) -> str:
    return sources({"criteria": [{"references": row["references"][:1]}]})


def _would_help(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """What would change the answer, requirement by requirement."""
    assessment = assessed(facts)
    if assessment["result"] == "eligible":
        _utter(dispatcher, phrase("replies.help_eligible"))
        return False
    figures = numbers(today())
    lines = [phrase("replies.help_first")]
    for row in assessment["criteria"]:
        step = _step(row, assessment, facts, figures)
        if step:
            lines.append(phrase("replies.help_line", name=phrase(f"verdict.criteria.{row['id']}"), step=step))
    lines += [line for row in others(facts, assessment) if (line := other_program(row, facts))]
    lines.append(_source(criterion(assessment, "work_experience")))
    _utter(dispatcher, "\n".join(lines))
    return bool(assessment["result"] == "needs_information")


#: Where the facts of a requirement stand.
_ASKED_FOR = {
    "work_experience": "jobs",
    "language": "language_tests",
    "outside_quebec": "intends_outside_quebec",
    "admissibility": "inadmissibility",
}


def _step(row: dict[str, Any], assessment: dict[str, Any], facts: dict[str, Any], figures: dict[str, Any]) -> str:
    evidence = row.get("evidence") or {}
    if row["status"] == "met":
        return ""
    if row["status"] == "unknown":
        root = _ASKED_FOR[row["id"]]
        paths = [p for p in assessment["missing"] if p.startswith(root)]
        return phrase("replies.steps.unknown", what=missing_words(paths, facts)) if paths else ""
    if row["id"] == "work_experience":
        counted = evidence.get("counted_hours") or 0
        paths = [p for p in assessment["missing"] if p.startswith("jobs")]
        if evidence.get("possible_hours", counted) > counted and paths:
            # Hours of unknown worth are not "none that counts".
            return phrase("replies.steps.unknown", what=missing_words(paths, facts))
        short = max(0, evidence["required_hours"] - counted)
        return phrase(
            "replies.steps.hours" if counted else "replies.steps.all_hours",
            short=f"{round(short):,}",
            required=figures["required"],
            teers=figures["teers"],
        )
    if row["id"] == "language":
        levels = evidence.get("clb") or {}
        required = evidence.get("required_clb") or figures["high"]
        if levels and row["reason"] == "test_expired":
            return phrase("replies.steps.new_test", required=required)
        if levels:
            return phrase("replies.steps.language", required=required, lowest=min(levels.values()))
        return phrase("replies.steps.no_test", required=required)
    return phrase(f"replies.steps.{row['id']}")


def _find_noc(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    named = [e["value"] for e in (*said.entities, *said.hypothetical) if e["entity"] == "occupation"]
    codes = [e["value"] for e in (*said.entities, *said.hypothetical) if e["entity"] == "noc"]
    candidates: list[dict[str, Any]] = []
    for wanted in codes:
        candidates += [_row(m) for m in search(wanted, limit=1)]
    described = len(deeds(said.text).split())
    for value in named:
        rows = value.get("candidates") or []
        if rows and rows[0]["score"] >= CLEAR and described <= len(str(value.get("title", "")).split()) + _AROUND:
            candidates += rows
    if not candidates:
        # Deeds around a name say more than the name: "make lattes and manage shifts".
        candidates = [_row(m) for m in find(said.text, var())]
    if not candidates:
        memory.wants_occupation = True
        _utter(dispatcher, phrase("replies.no_noc"))
        return False
    rule = parameter("cec", "eligible_teers").on(today())
    rows = [phrase("replies.noc_found")]
    for row in candidates[:3]:
        counts = "noc_counts" if row["teer"] in rule.value else "noc_counts_not"
        rows.append(
            phrase(
                "replies.noc_row",
                group=row["title"],
                code=row["code"],
                teer=row["teer"],
                counts=phrase(f"replies.{counts}"),
            )
        )
    title = rule.reference.title.partition(":")[0]
    rows.append(phrase("replies.noc_duties", source=title, checked=day(rule.checked)))
    _utter(dispatcher, "\n".join(rows))
    return False


def _row(match: Any) -> dict[str, Any]:
    return {"code": match.code, "title": match.title, "teer": match.teer}


def _tests(said: Said) -> list[dict[str, Any]]:
    """The tests that a message names, supposed ones too."""
    return [e["value"] for e in (*said.entities, *said.hypothetical) if e["entity"] == "language_test"]


def _scores(test: dict[str, Any]) -> dict[str, Any]:
    """The scores of a test by ability."""
    return {a: test.get(a, test.get("all")) for a in ABILITIES if test.get(a, test.get("all")) is not None}


def _convert_clb(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    test = next((test for test in _tests(said) if _scores(test)), None)
    if test is None:
        _utter(dispatcher, phrase("replies.clb_none"))
        return False
    scores = _scores(test)
    # Whoever asks for CLB levels names CLB as what is wanted, not as the test that was taken.
    name = None if test.get("test") in ("clb", "nclc") else test.get("test")
    lines: list[str] = []
    if name is None:
        if not any(float(s) % 1 for s in scores.values()) or max(scores.values()) > 9:
            _utter(dispatcher, phrase("replies.clb_which"))
            return False
        name = "ielts_general"
        lines.append(phrase("replies.clb_assumed", test=say(f"tests.{name}")))
    try:
        levels = clb(name, scores, None)
    except FactsError as error:
        _utter(dispatcher, phrase("replies.clb_impossible", problem="; ".join(error.problems)))
        return False
    lines.append(phrase("replies.clb_rows", test=say(f"tests.{name}")))
    for ability, score in scores.items():
        key = "clb_row" if levels[ability] else "clb_row_below"
        values = {"ability": say(f"abilities.{ability}").capitalize(), "score": number(score)}
        lines.append(phrase(f"replies.{key}", level=levels[ability], lowest=4, **values))
    figures = numbers(today())
    lines.append(phrase("replies.clb_lowest", level=min(levels.values()), **_thresholds(), **_pick(figures)))
    rule = parameter("cec", "minimum_clb").on(today())
    title = rule.reference.title.partition(":")[0]
    lines.append(phrase("replies.clb_source", source=title, checked=day(rule.checked)))
    _utter(dispatcher, "\n".join(lines))
    return False


def _thresholds() -> dict[str, str]:
    levels: dict[Any, int] = parameter("cec", "minimum_clb").on(today()).value
    top = max(levels.values())
    high = [str(t) for t, level in sorted(levels.items()) if level == top]
    low = [str(t) for t, level in sorted(levels.items()) if level != top]
    joiner = f" {phrase('questions.or')} "
    return {"high_teers": joiner.join(high), "low_teers": joiner.join(low)}


def _pick(figures: dict[str, Any]) -> dict[str, Any]:
    return {"high": figures["high"], "low": figures["low"]}


def _show(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    lines = [*summary(facts), *map(_capital, (*status.told(facts, memory), *beside_words(memory.beside)))]
    if not lines:
        _utter(dispatcher, phrase("summary.empty"))
    else:
        _utter(dispatcher, "\n".join([say("heading"), *(f"• {line}" for line in lines)]))
    return False


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _export(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """Everything that is kept: the facts, and beside them what was said for status, answers and letters."""
    besides = {
        "filing": memory.filing.get("told"),
        "beside": memory.beside,
        "letters": memory.told_for_letters,
        "letter": memory.letter.get("fields") or memory.letter_given.get("fields"),
        "handoff": memory.handoff,
    }
    held = {**facts, **{name: value for name, value in besides.items() if value}}
    document = json.dumps(held, indent=2, ensure_ascii=False)
    _utter(dispatcher, f"{phrase('verdict.export')}\n{document}")
    return False


def _repeat(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    if memory.asked is not None:
        # The form asks again by itself.
        _utter(dispatcher, phrase("replies.going_on"))
        return False
    return _topic(said, facts, memory, dispatcher)


def _out_of_scope(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    again = "out_of_scope" in memory.told
    memory.told = [*memory.told, "out_of_scope"] if not again else memory.told
    if again:
        _utter(dispatcher, phrase("replies.out_of_scope_again"))
    else:
        _utter(dispatcher, phrase("replies.out_of_scope", url=phrases("links")["department"]))
    return False


def _small_talk(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    known = phrases("replies")
    key = said.intent if isinstance(known.get(said.intent), str) else "not_understood"
    offers = () if memory.asked else known["suggestions"]
    _utter(dispatcher, phrase(f"replies.{key}"), offers if key in ("greet", "help", "not_understood") else ())
    return False


def _goodbye(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """The rules have ended the questions; they go on when the person comes back and says so."""
    _utter(dispatcher, phrase("replies.goodbye_midway" if memory.asked else "replies.goodbye"))
    memory.asked = None
    return False


def _status(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """One's own status: the rules that were named, then the questions that decide this case."""
    # The decision names rule and source by itself; the rules come first while it needs more than was told.
    ready = status.wanted(facts, memory, today()) is None
    for topic, words in _STATUS_TOPICS.items():
        if not ready and any(word in said.text.lower() for word in words):
            _utter(dispatcher, answer(topic, for_answers(facts, memory), assessed(facts), today(), more=False).text)
    return status.begin(said, facts, memory, dispatcher)


#: What people call the rules that a decision about status rests on.
_STATUS_TOPICS = {
    "bowp": ("bowp", "bridging"),
    "restoration": ("restor", "90 days"),
    "maintained_status": ("maintained", "implied"),
}


def _program(program: str) -> Respond:
    """The Federal Skilled Worker or Trades class: its questions, then its answer."""

    def respond(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
        memory.aim(program)
        if next_asked(facts, memory, today()) is not None:
            _utter(dispatcher, phrase(f"replies.begin_{program}"))
            return True
        RESULTS[program](dispatcher, facts, memory)
        memory.goals.remove(program)
        return False

    return respond


def _timeline(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """The days of this person's case, as text and as a picture."""
    found = timeline(from_document(facts), today())
    if len(found.events) < 2:
        _utter(dispatcher, phrase("score.timeline_nothing"))
        return not facts.get("jobs")
    text = timeline_words.lines(found, facts=facts)
    picture = base64.b64encode(draw_timeline(timeline_words.rows(found), today())).decode("ascii")
    card = {"card": "image", "data": f"data:image/png;base64,{picture}", "alt": text}
    dispatcher.utter_message(text=text, json_message={"data": card})
    return False


_RESPONSES: dict[str, Respond] = {
    "ask": _topic,
    "human": _human,
    "goodbye": _goodbye,
    "bot_challenge": _topic,
    "more": _more,
    "repeat": _repeat,
    "why": _why,
    "when_eligible": _when,
    "what_would_help": _would_help,
    "check_score": scoring.check_score,
    "raise_score": scoring.raise_score,
    "what_if": scoring.what_if,
    "compare_principal": scoring.compare_principal,
    "check_fsw": _program("fsw"),
    "check_fst": _program("fst"),
    "show_timeline": _timeline,
    "draft_letter": letters.begin,
    status.INTENT: _status,
    "other_language": _other_language,
    "find_noc": _find_noc,
    "convert_clb": _convert_clb,
    "show_data": _show,
    "export_data": _export,
    "out_of_scope": _out_of_scope,
}
