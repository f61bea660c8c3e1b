"""Dates in EDTF: read, said in words, compared."""

from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinosoviet import dates
from sinosoviet.dates import BadDate, closeness, in_words, parse

#: Reading a date takes milliseconds, and more on a busy machine.
few = settings(max_examples=40, deadline=None)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2000, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1960-07-16", date(1960, 7, 16), date(1960, 7, 16), "day"),
        ("1960-02", date(1960, 2, 1), date(1960, 2, 29), "month"),
        ("1960", date(1960, 1, 1), date(1960, 12, 31), "year"),
        ("195X", date(1950, 1, 1), date(1959, 12, 31), "decade"),
        ("1960-07-28/1960-09-01", date(1960, 7, 28), date(1960, 9, 1), "interval"),
        ("1950/1960-08", date(1950, 1, 1), date(1960, 8, 31), "interval"),
        ("1950-02-14/..", date(1950, 2, 14), None, "interval"),
        ("../1960-09-01", None, date(1960, 9, 1), "interval"),
    ],
)
def test_a_date_lies_between_its_first_and_its_last_day(text, earliest, latest, precision):
    span = parse(text)
    assert (span.earliest, span.latest, span.precision) == (earliest, latest, precision)


def test_white_space_around_a_date_does_not_matter():
    assert parse(" 1960-07-16\n") == parse("1960-07-16")


@pytest.mark.parametrize(
    ("text", "days"),
    [("1960-07-16", 1), ("1960-02", 29), ("1960-07-26/1960-08-21", 27), ("1960/..", None)],
)
def test_days_are_counted_with_both_ends(text, days):
    assert parse(text).days == days


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1960-07-16", False, False),
        ("1960-07-16?", True, False),
        ("1960-07-16~", False, True),
        ("1960-07-16%", True, True),
        ("1960-07~/1960-09?", True, True),
    ],
)
def test_the_marks_of_doubt_are_kept(text, uncertain, approximate):
    span = parse(text)
    assert (span.uncertain, span.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "16 July 1960",
        "1960-13",
        "1960-02-30",
        "1960-7-16",
        "16.07.1960",
        "July 1960",
        "/",
        "../..",
        "1961/1960",
        "1960-07-16/soon",
        "1960-07-16 to 1960-09-01",
    ],
)
def test_what_is_not_a_date_is_refused_with_an_example(text):
    with pytest.raises(BadDate, match=r"is not a date in EDTF\. Write a day as '1949-10-01'"):
        parse(text)


def test_a_period_has_two_ends_and_no_more():
    with pytest.raises(BadDate):
        parse("1960/1961/1962")


@pytest.mark.parametrize("value", [None, 1960, 1960.5, True, b"1960", ["1960"], {"date": "1960"}])
def test_what_is_not_text_is_not_a_date(value):
    with pytest.raises(BadDate):
        parse(value)


@pytest.mark.parametrize("text", ["/" * 5_000, "1960/" * 2_000, "(" * 5_000, "9" * 50_000])
def test_long_nonsense_is_refused_like_short_nonsense(text):
    with pytest.raises(BadDate):
        parse(text)


@few
@given(st.text(alphabet="0123456789-/X?~%. T:[]{}", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_span_of_days_or_a_bad_date(text):
    try:
        span = parse(text)
    except BadDate:
        return
    assert span.earliest or span.latest
    if span.earliest and span.latest:
        assert span.earliest <= span.latest


@few
@given(DAYS)
def test_every_day_is_read_as_that_day(day):
    span = parse(day.isoformat())
    assert (span.earliest, span.latest, span.precision) == (day, day, "day")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1960-07-16", "16 July 1960"),
        ("1960-07", "July 1960"),
        ("1960", "1960"),
        ("195X", "the 1950s"),
        ("1963-07~", "about July 1963"),
        ("1963-07?", "July 1963?"),
        ("1950/1960", "1950 to 1960"),
        ("1950-02-14/..", "from 14 February 1950"),
        ("../1960-09-01", "until 1 September 1960"),
        ("1950-02-14/", "from 14 February 1950"),
    ],
)
def test_dates_in_words(text, words):
    assert in_words(text) == words


@pytest.mark.parametrize("text", ["1960-21", "19XX", "[1667,1668]", "{1960,1961}", "1960/61"])
def test_words_never_say_more_than_the_date_or_something_else(text):
    """A spring is not a whole year, a century is no decade; else it is refused."""
    try:
        precision, words = parse(text).precision, in_words(text)
    except BadDate:
        return
    assert (precision, words) not in [("year", "1960"), ("decade", "the 1900s")]
    assert "1667s" not in words
    assert words != "the 1960s"


def test_words_of_a_text_that_is_no_date_are_refused():
    for text in ("soon", "soon/later", "../.."):
        with pytest.raises(BadDate):
            in_words(text)


@few
@given(DAYS)
def test_the_true_date_is_as_near_as_can_be(day):
    assert closeness(day.isoformat(), day.isoformat()) == 1


@few
@given(DAYS, st.data())
def test_closeness_falls_with_distance(day, data):
    def drawn(fits):
        return closeness(data.draw(DAYS.filter(fits)).isoformat(), day.isoformat())

    start = date(day.year, day.month, 1)
    near = start + timedelta(days=data.draw(st.integers(0, 27).filter(lambda n: n + 1 != day.day)))
    same_month = closeness(near.isoformat(), day.isoformat())
    month = data.draw(st.integers(1, 12).filter(lambda m: m != day.month))
    same_year = closeness(date(day.year, month, 5).isoformat(), day.isoformat())
    other_year = drawn(lambda d: d.year != day.year)
    assert 1 > same_month > same_year > other_year == 0


@few
@given(DAYS)
def test_closeness_falls_with_vagueness(day):
    truth = day.isoformat()
    by_month, by_year = closeness(truth[:7], truth), closeness(truth[:4], truth)
    by_decade = closeness(f"{truth[:3]}X", truth)
    assert 1 > by_month > by_year > by_decade


@pytest.mark.parametrize("vague", ["1960", "1960/..", "../1960-12-31", "1900/2000", "19XX"])
def test_a_vague_answer_never_earns_everything(vague):
    assert closeness(vague, "1960-07-16") < 1
    assert closeness(vague, "1960-07-28/1960-09-01") < 1


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        ("1960-07-28/1960-09-01", 1),
        ("1960-07-28/1960-09-02", 0.75),
        ("1960-07-28/1961-09-01", 0.5),
        ("1959-07-28/1961-09-01", 0),
        ("1960-07-28/..", 0.5),
    ],
)
def test_each_end_of_a_period_counts_half(answer, credit):
    assert closeness(answer, "1960-07-28/1960-09-01") == credit


def test_a_mark_of_doubt_on_the_right_day_costs_nothing():
    assert closeness("1960-07-16~", "1960-07-16") == 1


@few
@given(st.text(max_size=30))
def test_closeness_of_any_text_lies_between_0_and_1(text):
    assert 0 <= closeness(text, "1960-07-16") <= 1
    assert closeness("not a date", text) == 0


def test_every_date_of_the_data_can_be_said_in_words():
    from sinosoviet import tables

    for text in {*tables.table("events").date, *tables.table("series").period}:
        words = dates.in_words(text)
        assert "/" not in words
        assert any(year in words for year in (text[:4], f"{text[:3]}0s"))


@pytest.mark.parametrize("text", ["1960-00", "1960-00-05", "1960-07-00", "1960-13", "1960-02-30"])
def test_a_month_or_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(dates.BadDate):
        dates.parse(text)


@few
@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "?", "~", "%"]),
)
def test_plain_dates_are_read_as_the_edtf_library_reads_them(day, length, mark):
    text = day.isoformat()[:length] + mark
    value = edtf.parse_edtf(text)
    span = dates.parse(text)
    assert span.earliest == date(*value.lower_strict()[:3])
    assert span.latest == date(*value.upper_strict()[:3])


@pytest.mark.parametrize("text", ["195X", "199X", "19XX", "000X", "00XX"])
def test_decades_and_centuries_are_read_as_the_edtf_library_reads_them(text):
    value = edtf.parse_edtf(text)
    try:
        expected = date(*value.lower_strict()[:3]), date(*value.upper_strict()[:3])
    except ValueError:  # there is no year 0 in our calendar
        with pytest.raises(BadDate):
            parse(text)
    else:
        assert (parse(text).earliest, parse(text).latest) == expected
