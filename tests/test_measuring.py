"""Simulated students: every assignment is possible, no lottery, and alike in all variants."""

from dataclasses import replace

import pytest

from sinosoviet import authoring, bank, cli
from sinosoviet.authoring import Item, Measured, measuring

GOOD = Item("q1", 2, 0.7, 0.4, 0.68, 0.72)
FINE = Measured("polemics", 1.0, 0.0, 0.1, [GOOD])


@pytest.mark.parametrize("name", bank.NAMES)
def test_an_assignment_is_possible_selective_and_fair(name):
    found = authoring.measure(name, students=300)
    assert found.problems() == []
    assert (found.model, found.blank) == (1, 0)
    for item in found.items:
        assert 0.3 < item.difficulty < 0.95, item
        assert item.discrimination > 0.15, item


@pytest.fixture
def quick(monkeypatch):
    """Fewer variants and slips: enough to see that it works, too few to judge by."""
    monkeypatch.setattr(measuring, "_VARIANTS", 2)
    monkeypatch.setattr(measuring, "_SLIPS", 2)


def test_the_same_seed_gives_the_same_class(quick):
    first, again, other = (authoring.measure("corroboration", 50, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (replace(FINE, model=0.99), "model answers earn 99.0%, not all"),
        (replace(FINE, blank=0.01), "blank answers earn 1.0%"),
        (replace(FINE, guess=0.15), "blind guesses earn 15.0%"),
        (replace(FINE, items=[replace(GOOD, lowest=0.55)]), "polemics, q1: an average student"),
    ],
    ids=["model", "blank", "guess", "variants"],
)
def test_what_is_not_as_it_should_be_is_told(found, says):
    (sentence,) = found.problems()
    assert says in sentence
    assert FINE.problems() == []


def test_the_command_shows_every_question(quick, monkeypatch, capsys):
    words = ["sinosoviet", "assignments", "measure", "corroboration", "--students", "20"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code in (0, 1)
    out = capsys.readouterr().out
    assert out.startswith("corroboration: model answers 100.0%, blank 0.0%")
    assert out.count(" to ") == 9
