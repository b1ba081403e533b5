"""Numbers as people write them."""

from __future__ import annotations

import pytest

from answers.dates import grouped


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1560, "1,560"), (1560.0, "1,560"), (1560.5, "1,560.5"), (1559.99, "1,559.99"), (10.04, "10.04")],
)
def test_what_is_short_of_a_whole_number_never_looks_like_it(value: float, expected: str) -> None:
    assert grouped(value) == expected
