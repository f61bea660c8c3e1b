"""Originals that were fetched, read by paragraph: files of our own stand in for them."""

import matplotlib.pyplot as plt
import pytest

from sinosoviet import fetching, originals, sources, tables
from sinosoviet.errors import CourseError, UnknownName

TABLE = tables.table("originals").set_index("source")
VOLUMES = TABLE[TABLE.file.str.endswith(".xml")]
PAPERS = TABLE[TABLE.file.str.endswith(".pdf")]

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="compilation">
<div type="document" xml:id="other"><p>Another document.</p></div>
<div type="document" xml:id="{part}">
  <head>1. Memorandum<note n="1" xml:id="{part}fn1"><p>A footnote to the head.</p></note></head>
  <opener><dateline>Our town, a day.</dateline></opener>
  <p>The first paragraph has a <hi rend="italic">word</hi> in italics<note n="2">and a
     footnote</note> and goes on<lb/>over <pb n="2"/>two lines.</p>
  <list><item>One point.</item><item><p>Another point, as a paragraph.</p></item></list>
  <div><p>A paragraph of a section.</p></div>
  <p> </p>
</div></div></body></text></TEI>
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("SINOSOVIET_ORIGINALS", str(tmp_path))
    return tmp_path


def test_a_document_of_a_volume_is_split_by_paragraph_without_its_footnotes(place):
    source, row = VOLUMES.index[0], VOLUMES.iloc[0]
    (place / row.file).write_text(TEI.format(part=row.part), encoding="utf-8")
    assert originals.original(source).paragraphs == (
        "The first paragraph has a word in italics and goes on over two lines.",
        "One point.",
        "Another point, as a paragraph.",
        "A paragraph of a section.",
    )


def test_a_notebook_shows_numbered_paragraphs_and_no_markup_of_the_text(place):
    source, row = VOLUMES.index[0], VOLUMES.iloc[0]
    text = TEI.replace("One point.", "&lt;script&gt;")
    (place / row.file).write_text(text.format(part=row.part), encoding="utf-8")
    html = originals.original(source)._repr_html_()
    assert html.count("<li>") == 4
    assert "<script" not in html


def test_a_paper_in_pdf_is_split_by_page(place):
    source, row = PAPERS.index[0], PAPERS.iloc[0]
    figure = plt.figure()
    with plt.rc_context({"pdf.fonttype": 42}):
        figure.text(0.1, 0.5, "Estimate of a dispute")
        figure.savefig(place / row.file)
    assert any("Estimate of a dispute" in text for text in originals.original(source).paragraphs)


def test_what_was_not_fetched_says_how_to_fetch_it():
    source = VOLUMES.index[0]
    with pytest.raises(CourseError, match=f"fetch it with: sinosoviet sources fetch {source}"):
        originals.original(source)


def test_a_source_that_cannot_be_fetched_is_named():
    with pytest.raises(UnknownName, match="no original to fetch for 'luthi-2008'"):
        originals.original("luthi-2008")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<TEI>", "is not well-formed XML"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "has no document"),
    ],
)
def test_a_broken_volume_is_one_sentence(place, text, sentence):
    source, row = VOLUMES.index[0], VOLUMES.iloc[0]
    (place / row.file).write_text(text)
    with pytest.raises(CourseError, match=sentence):
        originals.original(source)


def test_a_paper_without_text_or_that_is_no_pdf_is_one_sentence(place):
    source, row = PAPERS.index[0], PAPERS.iloc[0]
    (place / row.file).write_bytes(b"no PDF at all")
    with pytest.raises(CourseError, match="cannot be read as a PDF"):
        originals.original(source)
    plt.figure().savefig(place / row.file)
    with pytest.raises(CourseError, match="holds no text"):
        originals.original(source)


def test_only_works_in_the_public_domain_can_be_fetched():
    for source in TABLE.index:
        assert sources.item(source)["custom"]["rights"] == "public-domain", source


def test_an_address_serves_one_file_and_a_volume_is_pinned_to_one_state():
    assert (TABLE.groupby("file").url.nunique() == 1).all()
    assert TABLE.url.str.startswith("https://").all()
    assert VOLUMES.url.str.contains(r"/[0-9a-f]{40}/").all()
    assert fetching.folder().is_dir()
