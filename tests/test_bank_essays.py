"""Free texts of simulated students: on their own question, with sources that exist."""

import re

import pytest

from sinosoviet import bank, sources, tasks
from sinosoviet.bank.essays import essay

LEVELS = ("strong", "average", "weak")


def free_text(name, variant):
    questions = tasks.draw(name, b"essays", variant).questions.values()
    return next(question for question in questions if question.kind == "free_text")


@pytest.mark.parametrize("name", bank.NAMES)
def test_each_assignment_has_texts_of_its_own(name):
    texts = {essay(name, free_text(name, 1), level) for level in LEVELS}
    others = {essay(n, free_text(n, 1), "weak") for n in bank.NAMES if n != name}
    assert len(texts) == len(LEVELS)
    assert not texts & others
    assert not any("{" in text for text in texts)


@pytest.mark.parametrize("name", bank.NAMES)
def test_a_strong_text_names_sources_of_the_course_only(name):
    for variant in range(1, 6):
        text = essay(name, free_text(name, variant), "strong")
        ids = re.findall(r"\b[a-z][a-z0-9-]*-(?:\d{2}[\w-]*|nd|d\d+)\b", text)
        assert set(ids) <= set(sources.known())
        assert ids or name == "references"


def test_a_text_speaks_of_the_very_works_that_its_variant_names():
    for variant in range(1, 6):
        card, works = free_text("sourcing", variant), free_text("references", variant)
        said = essay("sourcing", card, "strong")
        assert all(re.search(r'"(.+?)"', line)[1] in said for line in card.material[1:])
        said = essay("references", works, "strong")
        assert all(re.search("‘(.+?)’ ", line)[1] in said for line in works.material)
