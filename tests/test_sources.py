"""Source cards, extracts and citations."""

from html import escape
from html.parser import HTMLParser

import pytest

from sinosoviet import sources, tables
from sinosoviet.errors import CourseError, UnknownName

IDS = sorted(sources.known())
NOTE = "soviet-note-1960-07-16"


class Tags(HTMLParser):
    """Fails where a tag is not closed; collects the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(html):
    page = Tags()
    page.feed(html)
    assert page.open == []
    return page.text


@pytest.mark.parametrize("source", IDS)
def test_every_source_has_a_card_that_can_be_read(source):
    card = sources.source(source)
    text = read(card._repr_html_())
    for expected in (source, card.citation, card.side, card.kind):
        assert expected in text
    assert repr(card).startswith(card.citation)
    labels = [label for label, _ in card.about]
    assert len(labels) == len(set(labels))
    assert "read by us" in labels


def test_a_card_numbers_its_points_as_the_table_does():
    card = sources.source(NOTE)
    extracts = tables.table("extracts")
    rows = extracts[extracts.source == NOTE].sort_values("number")
    assert len(card.points) == len(rows) > 1
    for row, point in zip(rows.itertuples(), card.points, strict=True):
        assert row.point in point
        assert row.locator in point
        assert f"[{row.number}] {point}" in repr(card)


def test_a_card_says_for_whom_and_why_and_what_it_cannot_tell():
    labels = [label for label, _ in sources.source(NOTE).about]
    for label in ("date", "made for", "made to", "can tell us", "cannot tell us"):
        assert label in labels


def test_a_card_gives_the_date_in_words():
    assert dict(sources.source(NOTE).about)["date"] == "16 July 1960"


def test_a_card_links_to_the_original_where_there_is_one():
    linked = next(s for s in IDS if "URL" in sources.item(s))
    bare = next(s for s in IDS if "URL" not in sources.item(s))
    assert f'href="{escape(sources.item(linked)["URL"])}"' in sources.source(linked)._repr_html_()
    assert "href" not in sources.source(bare)._repr_html_()


def test_what_stands_in_a_card_cannot_become_markup():
    bad = '<script>alert("x")</script>'
    card = sources.SourceCard(bad, "c", "c", bad, bad, ((bad, bad),), (bad,), 'x"><script>')
    html = card._repr_html_()
    assert "<script" not in html
    assert bad in read(html)


@pytest.mark.parametrize("ask", [sources.source, sources.item, sources.cite, sources.reference])
def test_an_unknown_source_gets_the_nearest_id(ask):
    with pytest.raises(UnknownName, match=r"no source 'luthi-208'.*'luthi-2008'"):
        ask("luthi-208")


def test_several_sources_are_cited_in_one_bracket_in_the_order_asked_for():
    one, two = sources.cite("luthi-2008"), sources.cite("garver-2016")
    assert sources.cite("luthi-2008", "garver-2016") == f"{one[:-1]}; {two[1:]}"
    assert sources.cite("garver-2016", "luthi-2008") == f"{two[:-1]}; {one[1:]}"


@pytest.mark.parametrize("source", IDS)
def test_citations_are_plain_text_with_letters_as_they_are(source):
    for text in (sources.cite(source), sources.reference(source)):
        assert "<em>" not in text
        assert "&amp;" not in text
        assert "  " not in text
        assert "(()" not in text
    assert sources.cite(source) != "()"


def test_a_title_stands_in_italics_on_the_card_only():
    card = sources.source("luthi-2008")
    assert "<em>" in card.citation_html
    assert read(card.citation_html) == card.citation


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([[1960, 7, 16]], "1960-07-16"),
        ([[1960, 7]], "1960-07"),
        ([[1960]], "1960"),
        ([[960, 7, 6]], "0960-07-06"),
        ([[1960, 7, 28], [1960, 9, 1]], "1960-07-28/1960-09-01"),
        ([], ""),
    ],
)
def test_the_date_of_a_source_in_edtf(parts, text):
    assert sources.issued({"issued": {"date-parts": parts}}) == text


def test_a_source_without_a_date_has_none():
    assert sources.issued({}) == ""


def test_a_source_without_a_citation_says_what_to_run(monkeypatch):
    monkeypatch.setattr(sources, "_citations", dict)
    with pytest.raises(CourseError, match="has no citation yet; run 'sinosoviet data cite'"):
        sources.cite(NOTE)


@pytest.mark.parametrize("written", ["Clubb 1946a", "(Clubb 1946a)"])
def test_who_writes_a_citation_in_place_of_an_id_is_told_the_id(written):
    with pytest.raises(CourseError, match=r"is a citation.*'frus1946v10-d854'"):
        sources.source(written)
