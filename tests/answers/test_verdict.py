"""What is missing, in words."""

from __future__ import annotations

from answers.verdict import missing_words


def test_a_spouses_facts_are_the_spouses() -> None:
    paths = ["spouse.language_tests", "spouse.canadian_work_years", "canadian_work_years", "family_size"]
    words = missing_words(paths, {}, most=4)
    assert words == (
        "your spouse's language test; your spouse's years of work in Canada; your years of skilled work in Canada; "
        "how many people your family counts"
    )


def test_a_job_is_named_and_no_word_said_twice() -> None:
    facts = {"jobs": [{"title": "cook"}]}
    assert missing_words(["jobs[0].paid", "jobs[0].noc", "jobs[0].teer"], facts) == (
        "whether the work was paid (cook); the occupation of cook"
    )
