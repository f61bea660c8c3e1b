"""How near a correction comes: the rule that verdicts, cards and finds share."""

import pytest

from sinosoviet.questions.corrections import closeness, is_empty, problem

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
        ("16.7.1960", "write the date '16.7.1960' as EDTF"),
        ("7/8/1960", "write the date"),
        ("16th July 1960", "write the date"),
        ("the 16th of July, 1960", "write the date"),
        ("16 July", "write the date"),
        ("July 1960", "write the date"),
        ("about 1,500", "alone: '1,500'"),
        ("~1500", "alone: '1500'"),
        ("c. 1960-07", "alone: '1960-07'"),
        ("19,5", "with a point: '19.5'"),
        ("19,5 per cent", "with a point: '19.5 per cent'"),
        (["1500"], "a text or a number"),
        ({"a": 1}, "a text or a number"),
    ],
)
def test_what_could_be_misread_is_told_in_a_sentence(given, said):
    assert said in problem(given)


@pytest.mark.parametrize(
    "given",
    [
        None, "", "—", 1500, 19.5, "1500", "1,500", "28,000", "19.5", "19.5 %", "-4", "1960",
        "1960-07", "1960-07-16", "1960-07-28/1960-09-01", "16 July 1960", "July 16, 1960",
        "16 Jul 1960", "Mao", "the agreements of 1950 and May 1953", "General Order No. 1", "May",
        "about the weather", "bad harvests, 1959 to 1961",
    ],
)  # fmt: skip
def test_what_can_be_read_is_well_formed(given):
    assert problem(given) is None
