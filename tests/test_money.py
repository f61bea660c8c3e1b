"""Old roubles, new roubles and dollars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinosoviet import money
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.money import convert

UNITS = list(money.GOLD)


def test_the_official_rates_of_the_time():
    assert convert(4, "old roubles", "dollars") == pytest.approx(1, rel=1e-4)
    assert convert(0.9, "new roubles", "dollars") == pytest.approx(1, rel=1e-4)
    assert convert(4.44, "old roubles", "new roubles") == pytest.approx(1, rel=2e-3)
    assert convert(10, "old roubles", "new roubles", at="home") == 1
    assert convert(1, "new roubles", "old roubles", at="home") == 10


def test_dividing_a_debt_by_ten_is_not_what_happened_to_it():
    abroad = convert(6_600, "old roubles", "new roubles")
    assert abroad > 2 * convert(6_600, "old roubles", "new roubles", at="home")


@given(st.floats(0, 1e12), st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_there_and_back_is_the_same_sum(amount, unit, to):
    assert convert(convert(amount, unit, to), to, unit) == pytest.approx(amount)


@pytest.mark.parametrize("to", UNITS[:2])
def test_home_prices_there_and_back(to):
    other = UNITS[1 - UNITS.index(to)]
    assert convert(convert(7, to, other, at="home"), other, to, at="home") == pytest.approx(7)


def test_home_prices_have_no_rate_in_dollars():
    with pytest.raises(CourseError, match="no official rate between home prices and dollars"):
        convert(1, "old roubles", "dollars", at="home")


def test_unknown_words_get_the_nearest_ones():
    with pytest.raises(UnknownName, match="Did you mean 'old roubles'"):
        convert(1, "old rouble", "dollars")
    with pytest.raises(UnknownName, match="kind of price 'house'"):
        convert(1, "old roubles", "new roubles", at="house")
