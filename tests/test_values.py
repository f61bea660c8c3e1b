"""Answers come out of the sandbox as they were, and nothing else comes out."""

import json
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinosoviet.grading import frames, values

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**29), 10**29)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=20)
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(-99, 99), inner, max_size=4)
    ),
    max_leaves=12,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["list", "tuple", "dict", "frame", "series", "labels", "index", "columns"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def through(value):
    return values.decode(frames.load(frames.dump(values.encode(value))))


@settings(deadline=None)
@given(PLAIN)
def test_plain_answers_come_out_with_their_types(value):
    again = through(value)
    assert again == value
    assert repr(again) == repr(value)


@settings(deadline=None)
@given(JSON)
def test_whatever_is_sent_is_plain_data_or_refused(value):
    try:
        made = values.decode(json.loads(json.dumps(value)))
    except values.NotPlain:
        return
    assert type(made) in (
        type(None), bool, int, float, str, list, tuple, dict, pd.DataFrame, pd.Series,
    )  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1, 2], "b": [1.5, None], "c": ["x", None], "d": [True, False]}),
        pd.DataFrame({"when": pd.to_datetime(["1960-07-16", None])}),
        pd.DataFrame({"a": [1]}, index=["row"]),
        pd.DataFrame({1: [1], "b": [2]}),
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.Series([3, 4], name="count").to_frame(),
    ],
)
def test_frames_of_plain_columns_come_out(frame):
    pd.testing.assert_frame_equal(
        through(frame), frame, check_dtype=False, check_index_type=False, check_column_type=False
    )


def test_a_series_comes_out():
    pd.testing.assert_series_equal(through(pd.Series([1.5, None, 2])), pd.Series([1.5, None, 2]))


class Sly(dict):
    pass


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({1, 2}, "it holds a set"),
        (Sly(a=1), "it holds a Sly"),
        (b"bytes", "it holds a bytes"),
        (lambda: 1, "it holds a function"),
        ([object()], "it holds a object"),
        (float("nan"), "not finite"),
        (10**40, "too many digits"),
        ("\ud800", "cannot be written"),
        (["a"] * 200_000, "too much"),
        (pd.DataFrame({"a": [object()]}), "it holds a object"),
        (pd.DataFrame({"a": range(200_000)}), "too much"),
        (pd.DataFrame({"a": pd.Categorical(["x"])}).dtypes, "it holds"),
    ],
)
def test_anything_else_is_refused_with_a_reason(value, reason):
    with pytest.raises(values.NotPlain, match=reason):
        values.encode(value)


def test_a_list_in_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(values.NotPlain, match="too deep"):
        values.encode(value)


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())))
def test_a_reason_is_one_short_line(reason):
    said = values.sentence(reason)
    assert 0 < len(said) <= 200
    assert said.isprintable()


NO_FRAME = {"labels": [], "index": [], "columns": []}


@pytest.mark.parametrize(
    "made_up",
    [
        {"series": NO_FRAME},
        {"list": [{"frame": NO_FRAME}] * 90_000},
        {"frame": {"labels": ["a"] * 90_000, "index": [], "columns": [["int64", []]] * 90_000}},
        {"dict": [[k * (2**61 - 1), 0] for k in range(49_000)]},
        {"frame": {"labels": [[]], "index": [], "columns": [["int64", []]]}},
        {"frame": {**NO_FRAME, "index": [{}]}},
    ],
    ids=["no column", "many frames", "many columns", "keys that collide", "list", "dict"],
)
def test_what_is_made_up_is_refused_and_soon(made_up):
    start = time.process_time()
    with pytest.raises(values.NotPlain):
        values.decode(made_up)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("value", [{2**61: 1}, [pd.DataFrame()] * 2000])
def test_what_would_be_refused_is_not_sent_either(value):
    with pytest.raises(values.NotPlain):
        values.encode(value)
