"""Texts to audit: dealt out over a class, or drawn freely; and what they tell."""

from itertools import combinations
from random import Random

import pytest

from sinosoviet.bank import Place, chronology, passage, quantities

DEALT = [("quantities", "aid", quantities._GROUPS), ("chronology", None, chronology._GROUPS)]


@pytest.mark.parametrize("secret", [b"one", b"another", b"third"])
@pytest.mark.parametrize(("name", "theme", "groups"), DEALT, ids=[name for name, *_ in DEALT])
def test_a_thousand_texts_share_at_most_half_of_their_errors(name, theme, groups, secret):
    dealt = passage._variants(secret, theme, groups)
    errors = [frozenset(planting.id for planting in plantings) for plantings in dealt]
    assert len(errors) == 1000
    assert max(len(one & other) for one, other in combinations(errors, 2)) <= len(groups) / 2


def test_a_text_that_is_drawn_has_an_error_of_each_group_from_its_themes():
    groups = (("date_moved",), ("order_reversed", "exaggeration"))
    for number in range(20):
        text = passage.drawn(Random(number), "projects", groups, ["plan"])
        kinds = sorted(error.kind for error in text.errors)
        assert len(kinds) == 2
        assert "date_moved" in kinds
        assert set(kinds) & set(groups[1])


def test_a_text_tells_the_rows_of_its_true_and_of_its_false_sentences():
    place = Place(b"one", 3)
    text = passage.dealt(Random(1), place, "aid", quantities._GROUPS)
    told = passage.told(text)
    assert {row for error in text.errors for row in error.rows} <= told
    assert len(told) > sum(len(error.rows) for error in text.errors)


def test_a_day_is_found_with_or_without_its_year():
    text = passage.dealt(Random(1), Place(b"one", 2), None, chronology._GROUPS)
    printed = next(error.printed for error in text.errors if error.kind == "date_moved")
    assert passage.gives_day(text, printed)
    assert not passage.gives_day(text, "1901-02-28")
