"""The task *sourcing*: keys that the cards bear out, fair variants, and nothing told twice."""

import re
from collections import Counter

import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources, tables
from sinosoviet.bank import catalogue, sourcing
from sinosoviet.bank.documents import documents, statements
from sinosoviet.bank.statements import fact
from sinosoviet.questions import score

NAME = "sourcing"
DRAWS = checks.class_of(NAME)


def test_model_answers_earn_every_point_and_blank_ones_nothing():
    checks.model_answers_earn_everything(DRAWS)
    checks.blanks_earn_nothing(DRAWS)


def test_a_blind_guess_earns_little():
    checks.guesses_earn_little(DRAWS)


#: How many pairs of variants may share a key, where more than one in a hundred do.
SHARED = {"q1": 0.08, "q2": 0.08, "q6": 0.02, "q7": 0.02, "q8": 0.15}


@pytest.mark.parametrize("name", [f"q{n}" for n in range(1, 9)])
def test_two_variants_seldom_share_a_key(name):
    assert checks.shared(DRAWS, name) <= SHARED.get(name, 0.01)


def test_two_variants_seldom_share_the_free_text():
    pairs = Counter(drawn.questions["q9"].material for drawn in DRAWS)
    assert len(pairs) >= 10
    assert max(pairs.values()) <= 0.25 * len(DRAWS)


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


# Keys rest on the data -------------------------------------------------------------------


def cards(drawn):
    return [(drawn.questions[n], drawn.keys[n]["card"]) for n in ("q1", "q2")]


def said_in(material):
    """The statement that a question quotes."""
    (text,) = material
    (found,) = [s for s in statements() if f"“{s.text}”" == text]
    return found


def test_every_document_is_sure_and_has_a_day():
    for source, document in documents().items():
        assert checks.sure(source)
        assert dates.parse(document.day).precision == "day"


def test_the_writers_are_those_of_the_cards():
    for source, document in documents().items():
        listed = [a.get("family") or a["literal"] for a in sources.item(source).get("author", [])]
        if document.writer:
            assert any(name in " ".join(listed) for name in document.writer), source


def test_every_statement_is_a_point_that_was_read():
    points = tables.table("extracts").set_index(["source", "number"])
    for said in statements():
        row = points.loc[(said.document.source, said.point)]
        assert row.basis == "read"
        assert row.confidence != "low"


def test_a_statement_is_found_by_a_word_of_it_and_names_nobody():
    points = [text.casefold() for text in tables.table("extracts").point]
    where = tables.table("extracts").set_index(["source", "number"]).point
    for said in statements():
        own = where[(said.document.source, said.point)].casefold()
        words = [w for w in re.findall(r"[\w,]{3,}", said.text.casefold()) if w in own]
        assert min(sum(word in text for text in points) for word in words) <= 12, said.text
        for name in [*said.speaker, *said.document.writer]:
            assert not re.search(rf"\b{name}\b", said.text), said.text


def test_every_speaker_is_named_on_the_card():
    for said in statements():
        if said.speaker:
            card = repr(ss.source(said.document.source))
            assert any(name in card for name in said.speaker), said.text


def test_cards_agree_with_what_ss_source_shows():
    for drawn in DRAWS:
        for question, card in cards(drawn):
            source = said_in(question.material).document.source
            shown = ss.source(source)
            about = dict(shown.about)
            assert about["date"] == dates.in_words(card["date"])
            assert shown.side == card.get("side", card.get("pen"))
            assert card["writer"] in shown.citation or card["writer"] in ("Song", "CIA")
            assert about["made for"]


def test_kinds_agree_with_the_cards():
    word = {"then": "primary", "later": "primary"}
    remembered = re.compile("memoir|recollection|interview")
    for kind, listed in sourcing._data()["kinds"].items():
        for source in listed:
            assert checks.sure(source)
            card = ss.source(source)
            assert card.kind == word.get(kind, kind)
            document = dict(card.about)["document"]
            assert bool(remembered.search(document)) == (kind == "later"), source


def test_events_have_a_day_that_the_table_gives_and_a_word_finds_them():
    for event, clause in sourcing._data()["events"].items():
        row = fact("events", event)
        assert event not in checks.unsure_rows()
        assert dates.parse(row["date"]).precision == "day"
        assert row["date"][:4] not in clause
        words = re.findall(r"[A-Za-z0-9']{4,}", clause)
        found = [f for f in (ss.events(about=word) for word in words) if event in f.index]
        assert min(map(len, found)) <= 25, event


def test_sources_of_claims_are_sure_and_on_two_sides():
    for claim in sourcing._data()["claims"]:
        fitting = [source for group in claim["groups"] for source in group]
        assert len(set(fitting)) == len(fitting)
        assert all(map(checks.sure, fitting))
        assert len({catalogue.side(s) for s in fitting} - {"scholarly"}) >= 2


#: Events of the table that tell a claim, by a word of it.
TOLD_BY = {
    "loan": ["stalin-offers-liu-credit-1949"],
    "finger": ["mao-outline-1959"],
    "Press Club": ["acheson-press-club-1950"],
    "Security Council": ["security-council-resolution-83-1950", "stalin-explains-absence-1950"],
    "Xinjiang": ["exodus-from-xinjiang-1962"],
    "Ussuri": ["zhenbao-clash-1969"],
    "Kosygin": ["kosygin-zhou-airport-1969"],
    "plant": ["pauley-cable-removals-1945", "british-protest-removals-1946"],
    "landed": ["soviet-landing-port-arthur-1945"],
    "fleet": ["mao-yudin-talk-1958", "khrushchev-secret-visit-1958"],
    "normal": ["gorbachev-beijing-1989"],
}


def test_what_the_table_of_events_gives_for_a_claim_is_evidence_for_it():
    """A student finds the event and cites its sources: none of them may be refused."""
    events = tables.table("events").set_index("id")
    for claim in sourcing._data()["claims"]:
        (word,) = [word for word in TOLD_BY if word in claim["text"]]
        fitting = {source for group in claim["groups"] for source in group}
        for event in TOLD_BY[word]:
            assert set(events.sources[event]) <= fitting, claim["text"]


def test_the_calendar_is_right():
    days = {text: fact("events", e)["date"] for e, text in sourcing._data()["events"].items()}
    for drawn in DRAWS:
        question, key = drawn.questions["q5"], drawn.keys["q5"]
        for letter, text in question.items.items():
            day = catalogue.day(text.partition(":")[0])
            before = [name for name, event in question.options.items() if days[event] < day]
            last = max(before, key=lambda name: days[question.options[name]])
            assert key["pairs"][letter] == last


def test_a_verdict_follows_from_two_days():
    clauses = {text: fact("events", e)["date"] for e, text in sourcing._data()["events"].items()}
    for drawn in DRAWS:
        for name in ("q6", "q7"):
            (text,) = drawn.questions[name].material
            said, clause = text.removesuffix(".").split(", was written after ")
            written = dates.from_words(said.rpartition(" of ")[2])
            key = drawn.keys[name]
            assert (written > clauses[clause]) == (key["verdict"] == "supported")
            assert (key["correct"] or {"value": None})["value"] in (None, clauses[clause])


def test_both_verdicts_stand_in_both_places():
    found = {tuple(drawn.keys[n]["verdict"] for n in ("q6", "q7")) for drawn in DRAWS}
    assert len(found) == 4


# Nothing is told twice -------------------------------------------------------------------


def used(drawn):
    """The documents of each question."""
    by_text = {s.text: s.document.source for s in statements()}
    called = {d.called.casefold(): source for source, d in documents().items()}
    found = {
        "q1": [said_in(drawn.questions["q1"].material).document.source],
        "q2": [said_in(drawn.questions["q2"].material).document.source],
        "q3": [text.partition(":")[0] for text in drawn.questions["q3"].items.values()],
        "q4": [by_text[text] for text in drawn.questions["q4"].items.values()],
        "q5": [text.partition(":")[0] for text in drawn.questions["q5"].items.values()],
        "q8": [source for group in drawn.keys["q8"]["groups"] for source in group],
        "q9": re.findall(r'ss\.source\("(.*?)"\)', " ".join(drawn.questions["q9"].material)),
    }
    for name in ("q6", "q7"):
        (text,) = drawn.questions[name].material
        found[name] = [called[text.split(", of ")[0].casefold()]]
    return found


def test_no_document_serves_two_questions():
    for drawn in DRAWS:
        every = [source for listed in used(drawn).values() for source in listed]
        assert len(set(every)) == len(every)


def test_no_event_is_asked_for_twice_or_told_by_a_claim():
    days = {text: event for event, text in sourcing._data()["events"].items()}
    claims = {claim["text"]: claim.get("tells", []) for claim in sourcing._data()["claims"]}
    for drawn in DRAWS:
        asked = [days[text] for text in drawn.questions["q5"].options.values()]
        for name in ("q6", "q7"):
            (text,) = drawn.questions[name].material
            asked.append(days[text.removesuffix(".").split(" was written after ")[1]])
        (claim,) = drawn.questions["q8"].material
        assert len(set(asked)) == 8
        assert not set(asked) & set(claims[claim])


# Feedback --------------------------------------------------------------------------------


def slip(question, key, said):
    model = question.model(key)
    if question.kind == "verdict":
        return {**model, "correct": said}
    field, _, wrong = said.partition("=")
    return {**model, field: wrong}


def test_every_misconception_reaches_its_sentence():
    checks.misconceptions_reach_their_sentences(DRAWS[:40])


def test_the_day_of_the_talk_is_told_from_the_day_of_the_record():
    told = 0
    for drawn in checks.class_of(NAME, 300):
        for name in ("q1", "q2"):
            question, key = drawn.questions[name], drawn.keys[name]
            talks = [s for s in key["misconceptions"] if s.startswith("date=")]
            for said in talks:
                result = score(question, slip(question, key, said), key)
                assert any("day of the talk" in sentence for sentence in result.feedback)
                told += 1
    assert told > 20


def test_one_origin_counts_once():
    for drawn in DRAWS:
        question, key = drawn.questions["q8"], drawn.keys["q8"]
        for group in key["groups"]:
            if len(group) > 1:
                result = score(question, group, key)
                assert result.share <= 0.75
                assert "Sources that go back to one origin count once." in result.feedback


def test_variants_of_a_question_are_about_equally_hard():
    many = checks.class_of(NAME, 300)
    assert checks.spread(many, "q1", lambda d: d.keys["q1"]["card"]["side"]) <= 0.1
    assert checks.spread(many, "q2", lambda d: d.keys["q2"]["card"]["pen"]) <= 0.1
    assert checks.spread(many, "q6", lambda d: d.keys["q6"]["verdict"]) <= 0.1
    assert checks.spread(many, "q8", lambda d: d.questions["q8"].material) <= 0.1
