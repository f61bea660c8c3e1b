"""Search what students receive for the keys of a course."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sinosoviet import bank, tables, tasks
from sinosoviet.exercises import exercises

BANK = Path(bank.__file__).parent
#: A shorter line of the question bank can stand elsewhere by chance.
LONG_LINE = 45
#: A list or a sentence of a key that is shorter than this can stand elsewhere by chance.
LONG = 20
#: A picture in a notebook.
PICTURE = re.compile(r"(?:[A-Za-z0-9+/=]|\\n){2000,}")
#: So near to the id of its question a short answer gives it away.
NEAR = 40


def received(*places: Path) -> dict[str, str]:
    """The text of every file that students receive, by name: folders, archives, notebooks."""
    found: dict[str, str] = {}
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".whl", ".zip"):
                archive = zipfile.ZipFile(path)
                found |= {f"{path.name}/{n}": text(n, archive.read(n)) for n in archive.namelist()}
            elif path.is_file():
                found[str(path)] = text(path.name, path.read_bytes())
    return found


def text(name: str, content: bytes) -> str:
    """The text of a file; of JSON what its strings say too, without JSON's own quotation."""
    raw = content.decode("utf-8", errors="replace")
    if name.endswith((".ipynb", ".json")):
        raw = "\n".join([raw, *strings(json.loads(raw))])
    return PICTURE.sub("", raw)


def strings(value) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            yield "".join(value)
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def squeezed(said: str) -> str:
    """A text without spaces, and with one kind of quotation marks."""
    return re.sub(r"\s+", "", said).replace("'", '"').replace("\\", "")


def public_lists() -> set[str]:
    """The sources of every row of the data, and the letters of a lesson's orders: no keys."""
    named = ("events", "sources"), ("series", "sources"), ("claims", "evidence")
    rows = [list(row) for name, column in named for row in tables.table(name)[column]]
    orders = [one.key["order"] for one in exercises().values() if "order" in one.key]
    return {as_json(public) for public in [*rows, *orders]}


def whole_keys(drawn: dict[str, tasks.Draw]) -> dict[str, str]:
    """What gives a key away wherever it stands, squeezed, with what it is."""
    found: dict[str, str] = {}
    public = public_lists()
    for place, one in drawn.items():
        for name, question in one.questions.items():
            if question.kind == "free_text":
                continue
            key, about = one.keys[name], f"{place} {name}"
            for value in (key, question.model(key)):
                if isinstance(value, dict | list) and as_json(value) not in public:
                    found[as_json(value)] = f"{about}: {as_json(value)[:60]}"
            for field, value in key.items():
                if isinstance(value, dict) and value:
                    found[f'"{field}":{as_json(value)}'] = f"{about}: {field}"
                elif isinstance(value, list) and as_json(value) not in public:
                    # Two sources can stand side by side in a lesson too; three, in this order, not.
                    named = as_json(value) if len(value) > 2 else f'"{field}":{as_json(value)}'
                    found[named] = f"{about}: {field}"
            for error in key.get("errors", []):
                planted = {"sentence": error["sentence"], "kind": error["kind"]}
                found[as_json(planted)[1:-1]] = f"{about}: a planted sentence"
            slips = [says for by in key.get("slips", {}).values() for says in by.values()]
            for says in [*key.get("misconceptions", {}).values(), *slips]:
                found[squeezed(says)] = f"{about}: {says}"
    return {said: about for said, about in found.items() if len(said) >= LONG}


def as_json(value) -> str:
    return squeezed(json.dumps(value, ensure_ascii=False))


def short_answers(drawn: dict[str, tasks.Draw]) -> dict[tuple[str, str], str]:
    """Question and answer of those that are one date, number or word."""
    found = {}
    for place, one in drawn.items():
        for name, question in one.questions.items():
            if question.kind == "free_text":
                continue
            model = question.model(one.keys[name])
            offered = {option for given in question.inputs() for option in given.options}
            leaves = model.values() if isinstance(model, dict) else [model]
            for leaf in leaves:
                if (
                    isinstance(leaf, str | float | int)
                    and len(f"{leaf}") >= 3
                    and leaf not in offered
                ):
                    written = f"{leaf:g}" if isinstance(leaf, float) else str(leaf)
                    found[name, written] = f"{place} {name}: {written}"
    return found


def bank_lines() -> dict[str, str]:
    """Lines of the question bank that stand nowhere else in the project's code."""
    elsewhere = {
        line.strip()
        for path in BANK.parent.rglob("*")
        if path.suffix in (".py", ".toml") and BANK not in path.parents
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    return {
        line.strip(): f"{path.name}: {line.strip()}"
        for path in BANK.rglob("*")
        if path.suffix in (".py", ".toml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) >= LONG_LINE and line.strip() not in elsewhere
    }


def leaks(files: dict[str, str], secret: bytes, drawn: dict[str, tasks.Draw]) -> list[str]:
    """Everything in some files that gives a key away, with the file."""
    whole, lines = whole_keys(drawn), bank_lines()
    by_question: dict[str, dict[str, str]] = {}
    for (name, written), about in short_answers(drawn).items():
        by_question.setdefault(name, {})[written] = about
    found = [f"{name} is there" for name in files if "/bank/" in name or "secret" in name]
    once = {content: name for name, content in files.items()}
    tight = {squeezed(content): name for content, name in once.items()}
    together = "\n".join(tight)
    for said, about in {**whole, secret.hex(): "the secret"}.items():
        if said in together:
            found += [f"{name}: {about}" for content, name in tight.items() if said in content]
    for content, name in once.items():
        own = set(map(str.strip, content.splitlines()))
        found += [f"{name}: {lines[line]}" for line in own & lines.keys()]
        # Questions are full of dates and numbers; that they hold no field more is another test.
        near_by = {} if name.endswith("task.json") else by_question
        for question, answers in near_by.items():
            for near in re.finditer(rf"\b{question}\b(.{{1,{NEAR}}})", content, re.DOTALL):
                words = set(re.findall(r"[\w./-]+", near[1]))
                found += [f"{name}: {answers[word]}" for word in words & answers.keys()]
    return found
