"""What every lesson has: its parts, its alt texts, its tags, its citations."""

import itertools
import json
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from sinosoviet import sources, tables
from sinosoviet.exercises import exercises

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    notebook = json.loads(request.param.read_text(encoding="utf-8"))
    nbformat.validate(nbformat.from_dict(notebook))
    for cell in notebook["cells"]:
        cell["text"] = "".join(cell["source"])
        cell["tags"] = cell["metadata"].get("tags", [])
    return notebook


def headings(cells):
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in cell["text"].splitlines():
                found = re.match(r"(#+) (.+)", line)
                if found:
                    yield len(found[1]), found[2]


@pytest.mark.parametrize("edition", ["teacher", "student"])
def test_headings_are_in_order(lesson, edition):
    cells = [c for c in lesson["cells"] if edition == "teacher" or "teacher" not in c["tags"]]
    levels = [level for level, _ in headings(cells)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_cells_are_short_and_define_no_functions(lesson):
    for cell in lesson["cells"]:
        if cell["cell_type"] == "code":
            assert len(cell["text"].splitlines()) <= 12, cell["id"]
            assert "def " not in cell["text"], cell["id"]


def test_no_output_is_an_error_and_every_picture_has_its_description(lesson):
    pictures = 0
    for cell in lesson["cells"]:
        for output in cell.get("outputs", []):
            assert output["output_type"] != "error", cell["id"]
            assert output.get("name") != "stderr", cell["id"]
            html = "".join(output.get("data", {}).get("text/html", ""))
            for image in re.findall(r"<img [^>]+>", html):
                pictures += 1
                assert re.search(r'alt="[^"]{40,}"', image), cell["id"]
            assert "image/png" not in output.get("data", {}), cell["id"]
    assert pictures >= 2


def test_the_parts_of_a_lesson_are_there(lesson):
    text = "\n".join(cell["text"] for cell in lesson["cells"])
    for part in ("Central question", "What you will be able to do", "Key terms", "Discuss"):
        assert part in text
    for part in ("Exit quiz", "Key points", "Further reading", "Source it", "Corroborate it"):
        assert part in text
    cards = re.findall(r'ss\.source\("([^"]+)"\)', text)
    assert 3 <= len(cards) <= 5
    assert len({sources.source(card).side for card in cards}) >= 2
    assert [cell for cell in lesson["cells"] if "teacher" in cell["tags"]]


def test_the_minutes_of_the_plan_add_up_to_fifty(lesson):
    text = "\n".join(cell["text"] for cell in lesson["cells"])
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", text, re.MULTILINE)]
    assert spans[0][0] == 0
    assert spans[-1][1] == 50
    assert all(one[1] == two[0] for one, two in itertools.pairwise(spans))


def test_every_citation_in_the_text_is_one_of_the_course(lesson):
    known = {sources.cite(source).strip("()") for source in sources.known()}
    cited = 0
    for cell in lesson["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        flat = re.sub(r"\s+", " ", cell["text"].replace("\n> ", "\n"))
        for bracket in re.findall(r"\(([^()]*(?:\d{4}[a-z]?|n\.d\.))\)", flat):
            for citation in bracket.split("; "):
                # A bracket that ends in a year and is no citation begins in lower case.
                if re.match(r"[A-Z‘]", citation) and " " in citation:
                    cited += 1
                    assert citation in known, f"{cell['id']}: {citation}"
    assert cited >= 30


def test_claims_are_tagged_with_ids_that_exist(lesson):
    tags = {t.removeprefix("claim:") for c in lesson["cells"] for t in c["tags"] if ":" in t}
    assert tags <= set(tables.table("claims")["id"])
    assert tags


def test_exercises_are_asked_in_the_notebook_as_they_are_checked(lesson):
    number = re.match(r"# (\d+)", lesson["cells"][0]["text"])[1].zfill(2)
    text = re.sub(r"\s+", " ", "\n".join(cell["text"] for cell in lesson["cells"]))
    mine = {name: e for name, e in exercises().items() if name.startswith(f"L{number}-")}
    assert len(mine) >= 10
    for name, exercise in mine.items():
        asked = f'ss.quiz("{name[:3]}")' if "-Q" in name else f'ss.check("{name}"'
        assert asked in text, name
        assert re.sub(r"\s+", " ", exercise.question.prompt) in text, name
        for option in getattr(exercise.question, "options", {}).values():
            assert option in text, name


def test_the_student_edition_stands_alone_and_gives_nothing_away(lesson):
    cells = [cell for cell in lesson["cells"] if "teacher" not in cell["tags"]]
    names = {
        name for cell in cells for name in re.findall(r"^(\w+) = ", cell["text"], re.MULTILINE)
    }
    for cell in cells:
        if cell["cell_type"] == "code":
            outputs = json.dumps(cell["outputs"])
            if "ss.check(" in cell["text"]:
                assert "Not yet." in outputs, cell["id"]
            compile(cell["text"], cell["id"], "exec")
    assert "answer" in names


def test_every_lesson_has_its_notebook():
    assert LESSONS


def background(lesson):
    """The paragraphs of the background, without its exercises and the teacher's cells."""
    inside = False
    for cell in lesson["cells"]:
        if cell["cell_type"] != "markdown" or "teacher" in cell["tags"]:
            continue
        titles = [title for _, title in headings([cell])]
        inside = any(t.startswith("Background") for t in titles) or (
            inside and not any(level <= 2 for level, _ in headings([cell]))
        )
        if inside and not any(title.startswith("Exercise") for title in titles):
            # The lines of a table are statements of their own.
            yield from re.split(r"\n\s*\n|\n(?=\|)", cell["text"])


def test_every_paragraph_of_background_that_names_a_year_cites(lesson):
    paragraphs = [text for text in background(lesson) if not text.startswith(("#", "*"))]
    stated = [text for text in paragraphs if re.search(r"\b19\d\d\b", text)]
    assert len(stated) >= 2
    for text in stated:
        flat = " ".join(text.split())
        assert re.search(r"\([^()]*(\d{4}[a-z]?|n\.d\.(-\w)?)\)", flat), flat


def test_there_are_three_or_four_objectives_and_each_begins_with_a_verb(lesson):
    text = "\n".join(cell["text"] for cell in lesson["cells"])
    part = text.split("What you will be able to do")[1].split("\n## ")[0]
    listed = re.findall(r"^\d\. \*\*(\w+)", part, re.MULTILINE)
    assert 3 <= len(listed) <= 4
    assert all(word[0].isupper() for word in listed)


def test_two_to_four_figures_and_five_exercises_or_more(lesson):
    student = [cell for cell in lesson["cells"] if "teacher" not in cell["tags"]]
    text = "\n".join(cell["text"] for cell in student if cell["cell_type"] == "code")
    assert 2 <= len(re.findall(r"ss\.figures\.\w+\(|ss\.explore\(", text)) <= 4
    assert len(set(re.findall(r'ss\.check\("(L\d\d-\d)"', text))) >= 5


@cache
def originals():
    urls = [sources.source(name).url for name in sources.known()]
    return {url.rstrip("/") for url in urls if url}


def test_what_a_lesson_links_to_is_the_original_of_a_source_of_the_course(lesson):
    for cell in lesson["cells"]:
        text = re.sub(r"<(http[^>]+)>", r"[](\1)", cell["text"])
        assert not re.search(r"(?<!\()http", text), cell["id"]  # the site links no bare address
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if target.startswith("http"):
                assert target.rstrip("/") in originals(), f"{cell['id']}: {target}"
            else:
                assert (ROOT / "notebooks" / target.partition("#")[0]).exists(), cell["id"]
