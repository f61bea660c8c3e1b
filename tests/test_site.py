"""The web site as a reader opens it: from disk, in a real browser, without a network."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sinosoviet import editions, lessons
from sinosoviet.editions import site as module
from sinosoviet.errors import CourseError

lab = pytest.importorskip("lab", reason="the browser tests need playwright")
axe = pytest.importorskip("axe_playwright_python", reason="the browser tests need axe-core")
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"

AXE = "() => axe.run(document, {preload: false, resultTypes: ['violations']})"

browser_only = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.CHROMIUM is None and "CI" not in os.environ, reason=lab.WITHOUT),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every edition of every lesson."""
    from contextlib import contextmanager

    @contextmanager
    def bar(title, total):
        yield lambda name, look: None

    folder = tmp_path_factory.mktemp("made")
    editions.build(NOTEBOOKS, folder, bar)
    return folder


@pytest.fixture(scope="module")
def page():
    assert lab.CHROMIUM, lab.WITHOUT
    with lab.browser(1200, 900) as page:
        yield page


def pages(made):
    return sorted(path for path in (made / "site").rglob("*.html") if "_static" not in path.parts)


def test_every_link_inside_the_site_leads_somewhere(made):
    broken = []
    for path in pages(made):
        for target in re.findall(r'(?:href|src)="([^"]+)"', path.read_text(encoding="utf-8")):
            parts = urlsplit(target)
            if parts.scheme or not parts.path:
                continue
            if not (path.parent / unquote(parts.path)).exists():
                broken.append((path.name, target))
    assert broken == []


def test_nothing_in_the_site_is_fetched_from_elsewhere(made):
    for path in pages(made):
        said = path.read_text(encoding="utf-8")
        fetched = re.findall(
            r'<(?:script|img|iframe|link)\b[^>]*(?:src|href)="(https?:[^"]+)"', said
        )
        assert fetched == [], path


def test_every_output_that_a_lesson_asks_to_guess_is_folded(made):
    folded = 0
    for lesson in lessons.read(NOTEBOOKS):
        cells = [c for c in lesson.edition("student")["cells"] if "guess" in lessons.tags(c)]
        said = (made / "site" / "lessons" / f"{lesson.name}.html").read_text(encoding="utf-8")
        assert said.count('<details class="guess">') == len(cells), lesson.name
        folded += len(cells)
    assert folded >= 10


@pytest.mark.parametrize("width", [1200, 420])
class TestReader:
    pytestmark = browser_only

    def test_no_serious_finding_of_axe_on_any_page(self, made, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
        found = []
        every = [*pages(made), *sorted((made / "handouts").glob("*.html"))]
        # In a narrow window a few will do: all pages have the same frame.
        for path in every if width > 1000 else every[::5]:
            page.goto(path.as_uri())
            page.evaluate(script)
            result = page.evaluate(
                "() => axe.run(document, {preload: false, resultTypes: ['violations']})"
            )
            found += [
                (path.name, rule["id"], rule["nodes"][0]["html"][:120])
                for rule in result["violations"]
                if rule["impact"] in ("serious", "critical")
            ]
        assert found == []

    def test_a_page_is_not_wider_than_its_window(self, made, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        for path in pages(made):
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            article = page.locator(".bd-article-container")
            assert article.evaluate("node => node.scrollWidth - node.clientWidth") <= 1, path.name


class TestSearch:
    pytestmark = browser_only

    def test_the_search_finds_a_lesson_from_disk(self, made, page):
        page.goto((made / "site" / "search.html").as_uri() + "?q=Heilongjiang")
        hit = page.locator("#search-results a", has_text="The withdrawal of July 1960").first
        hit.wait_for()
        hit.click()
        page.wait_for_selector("h1:has-text('The withdrawal of July 1960')")

    def test_the_answers_of_the_quiz_are_folded_until_they_are_wanted(self, made, page):
        page.goto((made / "site" / "lessons" / "09-withdrawal.html").as_uri())
        answers = page.locator("details.answers ol")
        assert not answers.is_visible()
        page.locator("details.answers summary").click()
        assert answers.is_visible()

    def test_what_is_to_be_guessed_is_folded_opens_by_keyboard_and_prints(self, made, page):
        page.goto((made / "site" / "lessons" / "07-peak.html").as_uri())
        figure = page.locator("details.guess figure img")
        assert figure.count() == 1
        assert not figure.is_visible()
        page.emulate_media(media="print")
        assert figure.is_visible()
        page.emulate_media(media="null")
        page.locator("details.guess summary").focus()
        page.keyboard.press("Enter")
        assert figure.is_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
class TestPaper:
    pytestmark = browser_only

    def test_each_source_card_has_a_page_of_its_own_at_most(self, made, page, paper, tmp_path):
        from pypdf import PdfReader

        for path in sorted((made / "handouts").glob("*.html")):
            page.goto(path.as_uri())
            page.pdf(path=tmp_path / "cards.pdf", format=paper)
            sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "cards.pdf").pages]
            cards = path.read_text(encoding="utf-8").count("<section>")
            assert len(sheets) <= cards, path.name
            # A card that is cut would have its questions on another sheet.
            for sheet in sheets:
                assert sheet.count("Who made it, when") == len(
                    re.findall(r"^Source \d", sheet, re.M)
                )


def test_without_sphinx_the_sentence_says_how_to_get_it(monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "sphinx.application", None)
    with pytest.raises(CourseError, match=r"needs Sphinx.*pip install 'sinosoviet\[site\]'"):
        module.build([], "student", tmp_path / "site", tmp_path / "work", lambda name, look: None)
