"""The dialog about one's own status, turn by turn."""

from __future__ import annotations

import pytest

from tests.actions.dialog import Dialog

COOK = "cook in Calgary since May 2025, 40 hours a week"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def sources(dialog: Dialog) -> list[str]:
    """The source lines of the last answer."""
    return [line for line in dialog.text.splitlines() if line.startswith("Source:")]


# --- bridging permit -----------------------------------------------------------------------------------------


def test_a_bridging_permit_is_decided_with_three_questions() -> None:
    dialog = Dialog()
    dialog.say("my permit expires in March and I have AOR, can I get a BOWP", "check_status")
    assert "31 March 2027" in dialog.text
    assert dialog.asked == "principal_applicant"
    dialog.say("Yes, I am", "affirm")
    assert dialog.asked == "outside_quebec"
    dialog.say("yes", "affirm")
    assert dialog.facts["intends_outside_quebec"] is True
    dialog.say("Yes, I'm in Canada", "inform")
    assert "you may work today, 24 November 2026" in dialog.text
    assert "valid until 31 March 2027" in dialog.text
    # Four months before the end: 30 November, six days ahead.
    assert "From 30 November 2026 to 31 March 2027" in dialog.text
    assert "not legal advice" in dialog.text
    assert len(sources(dialog)) == 1 and "checked 15 June 2026" in sources(dialog)[0]
    assert "Show my timeline" in dialog.buttons
    assert dialog.asked is None and not dialog.in_form


def test_within_the_months_of_advice_it_is_plainly_now() -> None:
    dialog = Dialog()
    dialog.say("I have my AOR, I'm the principal applicant, permit ends 15 January 2027, can I bridge", "check_status")
    dialog.say("Yes, outside Quebec", "affirm")
    dialog.say("yes", "affirm")
    assert "you can apply now. Do it by 15 January 2027" in dialog.text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("I only have an ITA", "an invitation or a profile isn't enough"),
        ("my wife is the principal applicant", "only for the principal applicant"),
        ("I'm outside Canada now", "not from abroad"),
    ],
)
def test_what_fails_ends_the_questions(told: str, said: str) -> None:
    dialog = Dialog()
    dialog.say(f"{told}, my permit is valid until 30 June 2027, can I get a bridging permit", "check_status")
    assert said in dialog.text
    assert "permit is valid until 30 June 2027" in dialog.text
    assert dialog.asked is None
    assert "Show my timeline" not in dialog.buttons


def test_where_somebody_lives_is_where_they_are() -> None:
    dialog = Dialog()
    dialog.say(
        "I have AOR, permit ends 31 May 2027, I'm the principal applicant and live in Toronto, can I bridge",
        "check_status",
    )
    dialog.say("yes", "affirm")
    assert "Bridging permit: yes" in dialog.text
    assert "jobs" not in dialog.facts


def test_a_named_permit_is_read_back_once() -> None:
    dialog = Dialog()
    dialog.say("my pgwp expired on 2 November and I applied for a visitor record on 30 October", "check_status")
    assert dialog.text.count("2 November 2026") == 2  # noted, and in the decision
    assert "lets you stay until it is decided" in dialog.text


def test_quebec_is_read_from_the_facts() -> None:
    dialog = Dialog(slots={"facts": {"destination_province": "QC", "permit": {"expires": "2027-03-31"}}})
    dialog.say("can I get a bowp in my case", "check_status")
    assert "people who plan to live in Quebec" in dialog.text


# --- the right to work ---------------------------------------------------------------------------------------


def test_applied_three_days_before_the_end() -> None:
    dialog = Dialog()
    dialog.say("can I still work, I applied 3 days before it expired", "check_status")
    assert "applied 3 days before the permit ended" in dialog.text
    assert dialog.asked == "permit_expires"
    dialog.say("10 nov 2026")
    assert dialog.asked == "extension"
    # The button's words resemble a topic; it is an answer all the same.
    dialog.say("A work permit, not decided yet", "ask", "maintained_status")
    assert dialog.asked == "left_canada"
    dialog.say("No, I stayed in Canada", "deny")
    assert "Yes, you may work today" in dialog.text
    assert "applied for on 7 November 2026" in dialog.text
    assert "maintained status" in dialog.text
    assert sources(dialog)
    assert "jobs" not in dialog.facts


def test_a_correction_changes_the_decision() -> None:
    dialog = Dialog()
    dialog.say("may I work, my permit ended on 10 November and I renewed on 7 November", "check_status")
    dialog.say("no I didn't leave", "deny")
    assert "Yes, you may work today" in dialog.text
    dialog.say("sorry, I applied on 12 November", "correct")
    assert "No, you may not work" in dialog.text
    assert "on 12 November 2026 came after that" in dialog.text
    assert "8 February 2027" in dialog.text
    dialog.say("and I left on 20 November", "inform")
    assert "only for those who remain in Canada" in dialog.text


def test_a_correction_is_one_whatever_it_was_taken_for() -> None:
    dialog = Dialog()
    dialog.say("may I work, my permit ended on 10 November and I renewed on 7 November", "check_status")
    dialog.say("No, I stayed in Canada", "deny")
    dialog.say("sorry, I applied on 12 November", "ask", "crs_change_2026")
    assert "No, you may not work" in dialog.text and "wage" not in dialog.text
    assert dialog.facts["permit"]["expires"] == "2026-11-10"
    dialog.say("does a BOWP end when I applied on 12 November?", "ask", "bowp")
    assert "Source:" in dialog.text


def test_the_aor_changes_only_a_decision_on_bridging() -> None:
    dialog = Dialog()
    dialog.say("my permit ends on 31 January 2027, may I work", "check_status")
    dialog.say("I got my AOR", "inform")
    assert "you may work today" not in dialog.text
    dialog.say("Can I get a bridging permit in my case?", "check_status")
    assert dialog.asked == "principal_applicant"


def test_restoration_names_its_last_day() -> None:
    dialog = Dialog()
    dialog.say("permit expired 2 weeks ago, can I restore?", "check_status")
    assert dialog.asked == "extension"
    dialog.say("nothing", "deny")
    # 10 November and 90 days.
    assert "8 February 2027, 90 days after it ended" in dialog.text
    assert any("IRPR 182" in line for line in sources(dialog))


def test_after_a_refusal_the_days_run_from_it() -> None:
    dialog = Dialog()
    dialog.say("my extension was refused, what now for me", "check_status")
    dialog.say("it ended on 1 October 2026")
    assert dialog.asked == "extension_filed"
    dialog.say("On 1 October 2026 or before")
    assert dialog.asked == "refused"
    dialog.say("on 10 November")
    assert "8 February 2027" in dialog.text and "the refusal ended your status" in dialog.text


def test_i_dont_know_leaves_the_decision_hanging_on_what_is_named() -> None:
    dialog = Dialog()
    dialog.say("my permit ended on 10 November, can I work", "check_status")
    dialog.say("idk", "dont_know")
    assert "That depends on what was applied for by 10 November 2026" in dialog.text
    assert "8 February 2027" in dialog.text
    assert dialog.asked is None
    # Asked again, the question is put again.
    dialog.say("am I allowed to work", "check_status")
    assert dialog.asked == "extension"


def test_an_ambiguous_day_is_asked_back() -> None:
    dialog = Dialog()
    dialog.say("do I have maintained status", "check_status")
    dialog.say("10/11/2026")
    assert dialog.buttons == ["11 October 2026", "10 November 2026"]
    dialog.say("the second one")
    assert dialog.facts["permit"]["expires"] == "2026-11-10"


def test_a_month_around_the_last_day_needs_the_day() -> None:
    dialog = Dialog()
    dialog.say("my permit ended on 10 November, I applied to extend it in November, may I work", "check_status")
    assert dialog.asked == "extension_filed"
    assert "Give me the day" in dialog.text
    dialog.say("the 9th of November")
    assert dialog.asked == "left_canada"


def test_tomorrow_is_no_day_of_an_application() -> None:
    dialog = Dialog()
    dialog.say("my permit ended on 10 November, I applied for an extension, may I work", "check_status")
    assert dialog.asked == "extension_filed"
    dialog.say("5 December 2026")
    assert dialog.asked == "extension_filed"
    assert "Give me the day" in dialog.text


# --- beside the questions ------------------------------------------------------------------------------------


def test_a_question_in_between_is_answered_and_the_dialog_goes_on() -> None:
    dialog = Dialog()
    dialog.say("am I on maintained status", "check_status")
    dialog.say("what is maintained status", "ask", "maintained_status")
    assert "implied status" in dialog.text
    assert dialog.asked == "permit_expires"
    dialog.say("why do you ask?", "why")
    assert "Everything turns on that day" in dialog.text
    assert dialog.asked == "permit_expires"


def test_own_facts_beside_a_rule_open_the_dialog() -> None:
    dialog = Dialog()
    dialog.say("I applied to extend 2 days before expiry, am i allowed to work", "ask", "maintained_status")
    assert dialog.asked == "permit_expires"
    plain = Dialog()
    plain.say("am i allowed to work on maintained status", "ask", "maintained_status")
    assert plain.asked is None and sources(plain)


def test_after_the_decision_the_intake_goes_on() -> None:
    dialog = Dialog()
    dialog.say(f"{COOK} on a PGWP until 31 January 2027")
    open_before = dialog.memory.asked
    assert open_before is not None
    dialog.say("am I allowed to work", "check_status")
    assert "valid until 31 January 2027" in dialog.text
    assert dialog.memory.asked is not None
    assert dialog.memory.asked.kind == open_before.kind
    assert dialog.memory.goal == "cec"


def test_the_dates_of_applications_are_not_those_of_the_job() -> None:
    dialog = Dialog()
    dialog.say(f"{COOK} on a PGWP")
    dialog.say("my permit ended on 2 november and the extension was sent 30 oct, am I ok", "check_status")
    dialog.say("I left on 5 November, now I live in Halifax")
    # The permit's last day parts the job; no other day does, and no place.
    days = [(job["start"], job.get("end"), job["province"]) for job in dialog.facts["jobs"]]
    assert days == [("2025-05-01", "2026-11-02", "AB"), ("2026-11-03", None, "AB")]
    assert dialog.facts["permit"]["expires"] == "2026-11-02"


def test_what_is_kept_is_shown() -> None:
    dialog = Dialog()
    dialog.say("permit expired on 10 November and I have not applied for anything, can I restore", "check_status")
    dialog.say("what do you have on me?", "show_data")
    assert "10 November 2026" in dialog.text
    assert "Nothing was applied for" in dialog.text


def test_no_answer_about_status_says_anything_of_work() -> None:
    dialog = Dialog()
    dialog.say("my permit ended 3 September, I applied 24 August for an extension, refused yesterday", "check_status")
    assert "The last day to apply for restoration is 21 February 2027" in dialog.text
    dialog.say("my work?", "inform")
    dialog.say("no I never left Canada", "deny")
    assert dialog.facts.get("jobs") is None


def test_restoration_says_what_it_has_not_looked_at() -> None:
    dialog = Dialog()
    dialog.say("permit expired on 20 October 2026 and I have not applied for anything, can I restore", "check_status")
    assert "18 January 2027" in dialog.text and "I haven't looked at whether you qualify for that permit" in dialog.text
    assert dialog.text.count("18 January 2027") == 2 and "If nothing was filed by then" not in dialog.text


def test_the_same_decision_is_not_read_out_again() -> None:
    dialog = Dialog()
    dialog.say("permit expired on 20 October 2026 and I have not applied for anything, can I restore", "check_status")
    dialog.say("nothing filed", "ask", "proof_of_hours")
    assert "My answer stays the same. No, you may not work" in dialog.text
    assert "Next step" not in dialog.text and "pay stub" not in dialog.text


def test_a_visitor_record_says_when_work_stops_while_the_permit_is_valid() -> None:
    dialog = Dialog()
    dialog.say(
        "permit expires 28 November 2026, i only applied for a visitor record, can i work after that", "check_status"
    )
    assert "until 28 November 2026, your permit's last day. Then work stops" in dialog.text


def test_the_short_answer_holds_the_bridging_permit_too() -> None:
    dialog = Dialog()
    dialog.say("my permit ends 5 December 2026, no AOR yet, can I get a bridging permit", "check_status")
    assert "Bridging permit: not yet" in dialog.text
    dialog.say("submitted but no AOR")
    assert "My answer stays the same" in dialog.text and "Bridging permit: not yet" in dialog.text


def test_a_province_answers_where_they_plan_to_live() -> None:
    dialog = Dialog()
    dialog.say("I have my AOR, I'm the principal applicant, permit ends 15 January 2027, can I bridge", "check_status")
    assert dialog.asked == "outside_quebec"
    dialog.say("ontario")
    assert dialog.facts["destination_province"] == "ON" and "jobs" not in dialog.facts
    assert dialog.asked == "in_canada"


@pytest.mark.parametrize(
    "text",
    ["When can I apply for a bridging open work permit?", "should i apply for an extension", "how do i renew it"],
)
def test_what_is_only_asked_was_not_filed(text: str) -> None:
    dialog = Dialog()
    dialog.say("my closed permit ends 5 December 2026")
    dialog.say(text, "check_status")
    assert "extension" not in (dialog.memory.filing.get("told") or {})


def test_what_was_refused_had_been_applied_for() -> None:
    dialog = Dialog()
    text = "refused my extension on 1 nov 2026. permit was until 30 june 2026, applied 10 june"
    dialog.say(text, "ask", "refusal_reapply")
    assert "No, you may not work: the refusal ended your status" in dialog.text
    # 1 November and 90 days.
    assert "The last day to apply for restoration is 30 January 2027" in dialog.text


def test_a_rule_asked_of_oneself_after_a_permit_was_told() -> None:
    dialog = Dialog()
    dialog.say("my closed permit ends 5 December 2026")
    dialog.say("can i get the bridging thing", "ask", "bowp")
    assert dialog.asked == "application_complete"
    # The text of a button asks for the rule.
    dialog = Dialog()
    dialog.say("my closed permit ends 5 December 2026")
    dialog.say("When can I apply for a bridging open work permit?", "ask", "bowp")
    assert 'Say "more"' in dialog.text and dialog.memory.goal != "status"


def test_an_extension_told_decides_whatever_the_question_resembles() -> None:
    dialog = Dialog()
    text = "my pgwp ends 10 January 2027, i applied for an extension 2 November. can i keep working after"
    dialog.say(text, "ask", "layoff")
    assert "may go on under the same conditions until it is decided" in dialog.text


def test_stuck_offers_a_person() -> None:
    dialog = Dialog()
    dialog.say("am I out of status", "check_status")
    dialog.say("blue")
    dialog.say("green")
    assert "Talk to a person" in dialog.buttons and "I don't know" in dialog.buttons
