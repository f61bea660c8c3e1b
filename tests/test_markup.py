"""Ordinary HTML passes as it is; what could run or load anything is shown as text."""

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import filters

import sinosoviet as ss
from sinosoviet.grading import markup


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a < b and c > d",
        "<b>bold</b> <br/> <a href='https://example.org/x?y=1'>link</a>",
        '<img alt="a" src="data:image/png;base64,aGk=">',
        "<style scoped>.dataframe tbody tr th { vertical-align: top; }</style>",
    ],
)
def test_ordinary_html_is_harmless(text):
    assert markup.harmless(text)
    assert markup.html(text) == text
    assert markup.markdown(text) == text


def test_what_the_course_displays_is_harmless():
    shown = [
        ss.events(since="1960-07", until="1960-08"),
        ss.compare("specialists withdrawn, 1960"),
        ss.source("soviet-note-1960-07-16"),
    ]
    for thing in shown:
        text = thing._repr_html_()
        assert markup.html(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<img src=x onerror=alert(1)//",
        "<svg onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<iframe srcdoc='x'></iframe>",
        "<form action='/formgrader/api/grade/1'><button>x</button></form>",
        "<p style='background:url(//x)'>x</p>",
        "<style>@import '//x';</style>",
        "<style>p { color: red</style><script>1</script>",
        "<style><img src=x onerror=1></style>",
        "<meta http-equiv=refresh content='0;url=//x'>",
        "<base href=//x>",
        "<!--><script>1</script>-->",
        "<![CDATA[<script>1</script>]]>",
        "<?php 1 ?>",
        "<link rel=stylesheet href=//x>",
        "<math><mtext><script>1</script></mtext></math>",
        "<object data=x></object>",
        "<b onclick=x>y</b>",
        "<img src='http://tracker.example/x.png'>",
        "<p/onmouseover=alert(1)>x",
        "<details open ontoggle=alert(1)>",
    ],
)
def test_anything_active_is_shown_as_text(text):
    assert not markup.harmless(text)
    assert "<script" not in markup.html(text).lower()
    shown = markup.markdown(text)
    assert "<" not in shown


def test_links_of_markdown_s_own_lead_nowhere_odd():
    for kept in ("[x](https://example.org)", "[1]: the data: 1,390", "[x](#notes)", "[a](b, c)"):
        assert markup.markdown(kept) == kept
    assert markup.markdown("[x](javascript:alert(1)).") == "[x](#javascript:alert(1))."


@settings(deadline=None)
@given(st.text("<>abimgsrcpt /='\"onerjx&!-", max_size=60))
def test_what_is_made_of_anything_is_harmless(text):
    assert markup.harmless(markup.html(text))
    assert markup.harmless(markup.markdown(text))


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](\njavascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](javascript\\:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x]\n\n[x]: javascript:alert(1)",
        "[x]\n\n[x]:\n  <JavaScript&#58;alert(1)>",
        "[x][y]\n\n[y]: vbscript:x",
        "![x](data:text/html;base64,aGk=)",
        "[x](&#" + "9" * 5000 + ";javascript:alert(1))",
        "[[x](javascript:alert(1))](javascript:alert(2))",
        "<javascript:alert(1)>",
    ],
)
def test_no_link_of_markdown_s_own_runs_when_it_is_clicked(link):
    shown = filters.markdown2html(markup.markdown(link)).lower()
    for target in re.findall(r"(?:href|src)=[\"']?([^\"'\s>]*)", shown):
        assert not re.match(r"[^\w#]*(?:javascript|vbscript|data)", unescape(target)), shown


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<a b='", '<a b="', "<a b", "<!--", "<![CDATA[", "</a ", "<style>", "<b>", "<a b=c ",
     "](", "](  <", "]: ", "](\n", " ", "&#", "<a href='&#9", "<style", "x=", "<a\t/"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "](", "<a ", "<style>", "<a b='"])
def test_the_time_goes_by_the_length(before, piece):
    text = before + piece * 100_000
    start = time.process_time()
    markup.markdown(text)
    markup.html(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        "<a href='&#" + "9" * 5000 + "'>x</a>",
        "<style/><img src=x onerror=alert(1)>",
        "<style>p { color: red }",
        "<b title='\n\n<script>1</script>'>",
        '<b title="`"><script>1</script>',
        "<b x='\"' onclick=y>",
    ],
)
def test_what_readers_may_take_differently_is_not_trusted(text):
    assert not markup.harmless(text)
