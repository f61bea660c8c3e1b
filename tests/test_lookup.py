"""Search through events, extracts and sources."""

import pytest

from sinosoviet import lookup, sources, tables
from sinosoviet.errors import CourseError, UnknownName


def found(text):
    return set(map(tuple, lookup.search(text)[["found_in", "id"]].itertuples(index=False)))


def test_port_arthur_is_found_in_all_three_and_under_its_other_names():
    rows = lookup.search("Port Arthur")
    assert list(rows) == ["found_in", "id", "date", "text"]
    assert set(rows.found_in) >= {"events", "extracts", "sources"}
    assert found("Port Arthur") == found("Lüshun") == found("lushun")


def test_case_and_accents_do_not_matter():
    assert found("khrushchev") == found("KHRUSHCHEV")
    assert ("sources", "luthi-2008") in found("luthi")
    assert found("luthi") == found("Lüthi")


def test_a_person_is_found_under_each_name():
    person = tables.record("people", "mao-zedong")
    for name in (person.name_native, *person.other_names):
        assert found(name) == found("Mao Zedong")


def test_a_word_is_found_at_its_beginning_only():
    texts = lookup.search("Ili").text.str.lower()
    assert not texts[texts.str.contains("military") & ~texts.str.contains(r"\bili")].any()


def test_what_is_found_can_be_looked_up():
    events = set(tables.table("events").id)
    for row in lookup.search("Zhou Enlai").itertuples():
        if row.found_in == "events":
            assert row.id in events
        elif row.found_in == "glossary":
            assert tables.record("glossary", row.id)["term"]
        else:
            name, _, number = row.id.partition("#")
            card = sources.source(name)
            assert row.found_in == "sources" or row.text in card.points[int(number) - 1]


def test_each_kind_is_in_order_of_time():
    rows = lookup.search("Moscow")
    assert list(rows.found_in) == sorted(rows.found_in)
    events = rows[rows.found_in == "events"]
    days = tables.table("events").set_index("id").earliest[list(events.id)]
    assert days.is_monotonic_increasing


def test_nothing_found_offers_the_nearest_name():
    with pytest.raises(UnknownName, match=r"no mention of 'Prot Arthur'.*'Port Arthur'"):
        lookup.search("Prot Arthur")


@pytest.mark.parametrize("text", ["(", "[a-z]+", ".*", "\\"])
def test_a_text_is_taken_letter_by_letter(text):
    try:
        rows = lookup.search(text)
    except CourseError:
        return
    assert rows.text.str.contains(text, regex=False).any()


@pytest.mark.parametrize("text", ["", "   ", None, 7])
def test_an_empty_search_says_what_to_write(text):
    with pytest.raises(CourseError, match="Say what to look for"):
        lookup.search(text)


def test_a_term_is_found_by_its_name_and_a_memoir_by_its_author():
    assert ("glossary", "secret-speech") in found("secret speech")
    assert ("sources", "shi-zhe-memoir") in found("Shi Zhe")
    assert ("sources", "luthi-2008") in found("Lorenz M. Lüthi")


def test_a_word_that_is_nowhere_and_like_no_name_is_told_so_without_a_list():
    with pytest.raises(CourseError, match=r"no mention of 'zzzz'\. Try another word"):
        lookup.search("zzzz")
