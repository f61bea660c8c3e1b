"""How near a correction comes: the rule that verdicts, cards and finds share."""

import pytest

from sinosoviet.questions.corrections import closeness, is_empty, misshapen

NAME = {"as": "name", "value": "Lorenz M. Lüthi"}
SURNAME = {**NAME, "words": [["Luthi"], ["Lu", "Thi"]]}
TEXT = {
    "as": "text",
    "value": "The Soviet note gave it as its reason",
    "words": [["note", "reason"]],
}


@pytest.mark.parametrize(
    ("given", "right", "expected"),
    [
        ("1960-07-16", {"as": "date", "value": "1960-07-16"}, 1),
        ("16th July 1960", {"as": "date", "value": "1960-07-16"}, 1),
        ("the 16th of July 1960", {"as": "date", "value": "1960-07-16"}, 1),
        ("July 16, 1960", {"as": "date", "value": "1960-07-16"}, 1),
        ("1960-07", {"as": "date", "value": "1960-07-16"}, 0.5),
        ("1960", {"as": "date", "value": "1960"}, 1),
        (1960, {"as": "date", "value": "1960"}, 1),
        (True, {"as": "date", "value": "1960"}, 0),
        (["1960"], {"as": "date", "value": "1960"}, 0),
        ("17.9 %", {"as": "number", "value": 17.9}, 1),
        (18, {"as": "number", "value": 17.9}, 0),
        (18, {"as": "number", "value": 17.9, "tolerance": 0.01}, 1),
        (-18, {"as": "number", "value": -17.9, "tolerance": 0.01}, 1),
        ("eighteen", {"as": "number", "value": 18}, 0),
        ("lorenz m luthi", NAME, 1),
        ("Luthi", NAME, 0),
        ("Luthi", SURNAME, 1),
        ("Lu Thi", SURNAME, 1),
        ("Luthi, in his book of 2008", SURNAME, 1),
        ("Luthi or Shen or Westad or Garver", SURNAME, 0),
        ("Moscow's note gave this reason; nobody can know more.", TEXT, 1),
        ("It was the reason.", TEXT, 0),
        ("reason note " * 30, TEXT, 0),
        ("", TEXT, 0),
        (None, SURNAME, 0),
        (["Luthi"], SURNAME, 1),
        ("", {"as": "text", "value": ""}, 1),
        (None, {"as": "text", "value": ""}, 1),
        ("something", {"as": "text", "value": ""}, 0),
    ],
)
def test_closeness(given, right, expected):
    assert closeness(given, right) == expected


@pytest.mark.parametrize("given", ["", " ", "-", "—", "n/a", "None", "nothing.", None])
def test_ways_of_saying_nothing(given):
    assert is_empty(given)


@pytest.mark.parametrize("given", [0, False, [], {}, "0", "nobody", "no"])
def test_what_is_no_way_of_saying_nothing(given):
    assert not is_empty(given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("7/8/1960", "cannot be read as a day"),
        ("1960/07/16", "cannot be read as a day"),
        ("16 July", "cannot be read as a day"),
        ("the 16th of July", "cannot be read as a day"),
        ("July 16", "cannot be read as a day"),
        (["1500"], "a text or a number"),
        ({"a": 1}, "a text or a number"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(given, said):
    assert said in misshapen(given)


@pytest.mark.parametrize(
    "given",
    [
        None, "", "—", 1500, 19.5, "1500", "1,500", "28,000", "19.5", "19.5 %", "-4", "1960",
        "1960-07", "1960-07-16", "1960-07-28/1960-09-01", "16 July 1960", "July 16, 1960",
        "16 Jul 1960", "16.7.1960", "the 16th of July 1960", "July 1960", "about 1,500", "19,5",
        "Mao", "the agreements of 1950 and May 1953", "General Order No. 1", "May",
        "about the weather", "bad harvests, 1959 to 1961",
    ],
)  # fmt: skip
def test_what_can_be_read_is_well_formed(given):
    assert misshapen(given) is None
