"""Whatever a submission sends as outputs, valid nbformat comes of it."""

import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinosoviet.grading import outputs

WORDS = st.sampled_from(
    ["output_type", "name", "text", "data", "metadata", "execution_count", "ename", "evalue",
     "traceback", "stream", "display_data", "execute_result", "error", "stdout", "text/plain",
     "text/html", "application/json", "application/javascript", "image/png", "bad mime; x"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)
OUTPUT = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "display_data", "execute_result", "error"])},
    optional={
        "name": JSON, "text": JSON, "data": st.dictionaries(WORDS, JSON), "metadata": JSON,
        "execution_count": JSON, "ename": JSON, "evalue": JSON, "traceback": JSON,
    },
)  # fmt: skip


@settings(deadline=None)
@given(JSON | st.lists(OUTPUT | JSON, max_size=5))
def test_they_are_valid_or_left_out(sent):
    made = outputs.checked(sent)
    cell = nbformat.v4.new_code_cell("1", id="a")
    cell.outputs = [nbformat.from_dict(output) for output in made]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(notebook)
    json.dumps(made).encode("utf-8")
    assert "application/javascript" not in json.dumps([list(o.get("data", {})) for o in made])


def test_honest_outputs_are_not_changed():
    honest = [
        {"output_type": "stream", "name": "stderr", "text": "a\n"},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\x1b[31mE"]},
        {"output_type": "display_data", "data": {"image/png": "aGk="}, "metadata": {"w": 1}},
        {
            "output_type": "execute_result",
            "data": {"text/plain": "1", "application/json": {"a": [1]}},
            "metadata": {},
            "execution_count": 3,
        },
    ]
    assert outputs.checked(honest) == honest


def test_text_that_cannot_be_written_is_replaced():
    (made,) = outputs.checked([{"output_type": "stream", "name": "stdout", "text": "\ud800"}])
    assert made["text"] == "?"


@pytest.mark.parametrize(
    "metadata",
    [
        {"\ud800": 1},
        {"a": {"\ud800": 1}},
        {"a": float("inf")},
        {"width": "1 src=x onerror=alert(1)"},
        {"image/png": {"width": 640, "height": "1 onerror=alert(1)"}},
        {"image/png": {"height": ["1 onerror=alert(1)"]}},
        {"filenames": {"image/png": "//evil.example/x.png"}},
        {"image/png": 5},
    ],
)
def test_metadata_that_cannot_be_written_or_ends_in_a_tag_is_left_out(metadata):
    honest = {"image/jpeg": {"width": 640, "height": "20%", "needs_background": "light"}}
    sent = {"output_type": "display_data", "data": {}, "metadata": {**metadata, **honest}}
    assert outputs.checked([sent])[0]["metadata"] == honest
