"""The task *references*: keys that the list of sources bears out, and fair variants."""

import re
from itertools import combinations

import pytest

import bank_checks as checks
import sinosoviet as ss
from sinosoviet import dates, sources, tables
from sinosoviet.bank import catalogue, shelf
from sinosoviet.questions import ERROR_KINDS, score
from sinosoviet.questions.corrections import words

NAME = "references"
DRAWS = checks.class_of(NAME)
LISTED = shelf.listed()


def test_model_answers_earn_every_point_and_blank_ones_nothing():
    checks.model_answers_earn_everything(DRAWS)
    checks.blanks_earn_nothing(DRAWS)


def test_a_blind_guess_earns_little():
    checks.guesses_earn_little(DRAWS)


#: How many pairs of variants may share a key, where more than one in a hundred do.
SHARED = {"q3": 0.02, "q5": 0.15, "q6": 0.12, "q7": 0.02}


@pytest.mark.parametrize("name", [f"q{n}" for n in range(1, 9)])
def test_two_variants_seldom_share_a_key(name):
    assert checks.shared(DRAWS, name) <= SHARED.get(name, 0.01)


def test_two_variants_have_other_reading_lists():
    assert len({drawn.questions["q9"].material for drawn in DRAWS}) == len(DRAWS)


def test_notebook_and_questions_agree():
    checks.notebook_and_questions_agree(NAME, DRAWS[0])


# What the data say -----------------------------------------------------------------------


def every_work():
    return {*LISTED["books"], *LISTED["articles"], *LISTED["parts"]["works"]}


def by_title():
    return {shelf.title(work): work for work in every_work()}


def true_entry(work):
    item = sources.item(work)
    return {
        "author": catalogue.written_by(work),
        "title": shelf.title(work),
        "publisher": item.get("publisher"),
        "journal": item.get("container-title"),
        "year": str(item["issued"]["date-parts"][0][0]),
    }


def test_every_work_is_sure_and_no_year_of_it_is_known_from_recall():
    for work in [*every_work(), *LISTED["documents"], *LISTED["accounts"]]:
        assert checks.sure(work)
    for work in [*LISTED["books"], *LISTED["articles"]]:
        assert "recall" not in (sources.item(work)["custom"].get("note") or "")


def test_a_title_is_found_as_it_is_shown():
    """A student copies a part of it into the search, and its capitals do not set it apart."""
    for work in every_work():
        assert shelf.title(work) in ss.reference(work)
        assert true_entry(work)["year"] in ss.reference(work)
        for name in catalogue.families(work):
            assert name.split()[-1] in ss.reference(work)


def test_presses_and_journals_are_named_by_their_words():
    for work, about in LISTED["books"].items():
        named = words(sources.item(work)["publisher"])
        assert all(set(words(" ".join(w))) <= set(named) for w in about["press"][:1])
    for work, enough in LISTED["articles"].items():
        assert set(words(" ".join(enough[0]))) <= set(words(sources.item(work)["container-title"]))


# Entries ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["q1", "q2"])
def test_an_entry_is_wrong_in_exactly_one_field(name):
    for drawn in DRAWS:
        entry, key = drawn.questions[name].entry, drawn.keys[name]
        found = [
            work
            for work in every_work()
            if all(true_entry(work)[f] == text for f, text in entry.items() if f != key["field"])
        ]
        assert found
        (true,) = {true_entry(work)[key["field"]] for work in found}
        assert key["value"] == true != entry[key["field"]]


@pytest.mark.parametrize("name", ["q1", "q2"])
def test_a_false_field_is_not_enough_for_the_right_one(name):
    for drawn in checks.class_of(NAME, 300):
        entry, key = drawn.questions[name].entry, drawn.keys[name]
        answer = {"field": key["field"], "correct": entry[key["field"]]}
        assert score(drawn.questions[name], answer, key).share == 0.5


def test_a_wrong_year_of_an_article_could_be_a_year_of_print():
    newest = max(map(shelf.year, LISTED["books"]))
    for drawn in checks.class_of(NAME, 300):
        assert int(drawn.questions["q2"].entry["year"]) <= newest


def test_every_field_is_wrong_in_some_variant():
    many = checks.class_of(NAME, 300)
    assert {d.keys["q1"]["field"] for d in many} == {"author", "title", "publisher", "year"}
    assert {d.keys["q2"]["field"] for d in many} == {"author", "journal", "year"}


def test_the_first_field_is_not_one_that_a_lesson_or_another_assignment_asks_for():
    elsewhere = {shelf.title(work) for work in LISTED["elsewhere"]["books"]}
    assert not elsewhere & {drawn.questions["q1"].entry["title"] for drawn in DRAWS}


# Existence -------------------------------------------------------------------------------


def parted(text):
    """The author and the title of a recommended work."""
    return text.removesuffix("’").split(", ‘", 1)


def judged(text):
    """What the list shows of a recommended book, worked out anew."""
    author, title = parted(text)
    titles = by_title()
    if title not in titles:
        main, _, sub = title.partition(": ")
        assert any(known.startswith(main + ": ") for known in titles)
        lent = [*titles, *map(shelf.title, LISTED["lenders"]["works"])]
        assert any(known.endswith(": " + sub) for known in lent)
        return "joined"
    work = titles[title]
    if true_entry(work)["author"] != author:
        return "other_author"
    return "real" if work in LISTED["books"] else "part"


def test_existence_is_as_the_list_has_it():
    for drawn in DRAWS:
        question, key = drawn.questions["q3"], drawn.keys["q3"]
        assert {a: judged(text) for a, text in question.items.items()} == key["pairs"]
        assert set(key["pairs"].values()) == set(question.options)


def test_no_joined_title_stammers():
    for drawn in checks.class_of(NAME, 300):
        for text in [*drawn.questions["q3"].items.values(), *drawn.questions["q9"].material]:
            main, _, sub = re.search("‘(.+)’", text)[1].partition(": ")
            assert not sub.startswith(main)


def test_no_joined_title_and_no_wrong_author_is_that_of_a_work():
    known = {" ".join(words(sources.item(s)["title"])) for s in sources.known()}
    for drawn in DRAWS:
        question, key = drawn.questions["q3"], drawn.keys["q3"]
        for a, finding in key["pairs"].items():
            author, title = parted(question.items[a])
            if finding == "joined":
                assert " ".join(words(title)) not in known
            if finding == "other_author":
                main = words(title.partition(":")[0])
                for source in sources.known():
                    item = sources.item(source)
                    if words(item["title"].partition(":")[0]) == main:
                        names = [a.get("family", "-") for a in item.get("author", [])]
                        assert not set(words(author)) & {word for n in names for word in words(n)}


# Historians ------------------------------------------------------------------------------


def accounts():
    return tables.table("historiography").set_index("work")


def test_positions_belong_to_their_holders():
    table, says = accounts(), {a["says"]: work for work, a in LISTED["accounts"].items()}
    for drawn in DRAWS:
        question, key = drawn.questions["q4"], drawn.keys["q4"]
        for a, text in question.items.items():
            assert question.options[key["pairs"][a]] == table.scholar[says[text]]
        assert len(set(key["pairs"].values())) == 5
        assert len(question.options) == 7


def test_no_two_holders_share_a_person():
    for drawn in DRAWS:
        for one, other in combinations(drawn.questions["q4"].options.values(), 2):
            assert not set(words(one)) & set(words(other)) & {"shen", "chen", "radchenko", "xia"}


#: Words in the names of parties that tell nothing.
_COMMON = {"chinese", "soviet", "official", "public", "central", "committee"}


def test_a_position_names_nobody_who_may_hold_it():
    for drawn in DRAWS:
        for text in drawn.questions["q4"].items.values():
            for holder in drawn.questions["q4"].options.values():
                names = {word for word in words(holder) if len(word) > 3} - _COMMON
                assert not names & set(words(text)), text


def test_works_in_support_are_those_of_the_table():
    table = accounts()
    texts = {entry["text"]: entry for entry in LISTED["lists"]}
    for drawn in checks.class_of(NAME, 60):
        groups = drawn.keys["q5"]["groups"]
        (asked,) = [
            t for text, t in texts.items() if f"works that {text}," in str(drawn.questions["q5"])
        ]
        fitting = table[table[asked["column"]].str.contains(asked["holds"], regex=False)]
        assert {work for group in groups for work in group} == set(fitting.index)
        assert (fitting.confidence != "low").all()
        assert (fitting.basis != "recall").all()
        assert len(groups) >= 3
        for one, other in combinations(groups, 2):
            assert not people(one) & people(other)


def people(group):
    return {
        (a.get("family"), a.get("given"))
        for work in group
        for a in sources.item(work).get("author", [])
    }


# Dates and order -------------------------------------------------------------------------


def test_a_document_has_another_day_than_that_of_which_it_tells():
    for source, about in LISTED["documents"].items():
        shown = dict(ss.source(source).about)["date"]
        assert shown == dates.in_words(catalogue.day(source))
        assert dates.in_words(about["other"]) in about["called"]
        assert shown not in about["called"]


def test_the_order_has_no_ties_and_shows_no_year_of_print():
    for drawn in DRAWS:
        question, key = drawn.questions["q7"], drawn.keys["q7"]
        works = {a: by_title()[parted(t)[1]] for a, t in question.items.items()}
        years = [shelf.year(works[a]) for a in key["order"]]
        assert years == sorted(set(years))
        assert len(years) == 5


# Reading lists ---------------------------------------------------------------------------

LINE = re.compile(r"(?P<author>.+?), ‘(?P<title>.+)’ \((?P<year>\d{4})\): (?P<remark>.+)\.")


def mistakes(line):
    """The fields of a line that are not those of the work with its remark."""
    found = LINE.fullmatch(line)
    (work,) = [w for w, about in LISTED["books"].items() if about["remark"] == found["remark"]]
    true = true_entry(work)
    return work, [field for field in ("author", "title", "year") if found[field] != true[field]]


def test_the_reading_list_has_the_errors_of_its_key_and_no_others():
    kinds = {"author": "invented_reference", "title": "invented_reference", "year": "date_moved"}
    for drawn in DRAWS:
        question, key = drawn.questions["q8"], drawn.keys["q8"]
        assert len(question.material) == 10
        found = {}
        for number, line in enumerate(question.material[1:8], start=2):
            work, wrong = mistakes(line)
            for field in wrong:
                found[number] = (kinds[field], true_entry(work)[field])
        assert sorted(kind for kind, _ in found.values()) == [
            "date_moved", "invented_reference", "invented_reference"
        ]  # fmt: skip
        planted = {e["sentence"]: e for e in key["errors"][:3]}
        assert {n: (e["kind"], e["correct"]["value"]) for n, e in planted.items()} == found
        assert key["errors"][3]["kind"] in ERROR_KINDS


def test_the_fourth_error_is_one_and_the_other_two_sentences_are_true():
    for drawn in checks.class_of(NAME, 200):
        question, key = drawn.questions["q8"], drawn.keys["q8"]
        kind = key["errors"][3]["kind"]
        lines = [mistakes(line) for line in question.material[1:8]]
        old = [n for n, (w, wrong) in enumerate(lines, 2) if shelf.year(w) < 1991 and not wrong]
        opens, *_, compares, closes = question.material
        assert old
        assert ("all of them printed after 1991" in opens) == (kind == "contradiction")
        if kind == "contradiction":
            assert key["errors"][3]["sentence"] == [1, *old]
        first, second = re.search(
            r"The work of (.+) was printed before that of (.+?)(?: and|, which) could",
            compares,
        ).groups()
        years = {
            " and ".join(catalogue.families(w)): shelf.year(w) for w, wrong in lines if not wrong
        }
        assert (years[first] > years[second]) == (kind == "order_reversed")
        assert ("agreed by now" in closes) == (kind == "single_cause")


def test_each_sort_of_fourth_error_is_drawn():
    kinds = [drawn.keys["q8"]["errors"][3]["kind"] for drawn in DRAWS]
    assert set(kinds) == {"contradiction", "order_reversed", "single_cause"}
    assert all(kinds.count(kind) >= 15 for kind in kinds)


def test_the_list_to_be_reported_on_has_two_true_entries_and_two_that_are_made_up():
    for drawn in DRAWS:
        wrong = [mistakes(line)[1] for line in drawn.questions["q9"].material]
        assert sorted(wrong) == [[], [], ["author"], ["title"]]


def test_a_moved_year_is_not_before_the_years_of_which_a_title_tells():
    for drawn in DRAWS:
        for line in drawn.questions["q8"].material[1:8]:
            found = LINE.fullmatch(line)
            told = [int(year) for year in re.findall(r"\d{4}", found["title"])]
            if mistakes(line)[1] == ["year"]:
                assert int(found["year"]) > max(told, default=0)


# Nothing is told twice -------------------------------------------------------------------


def test_no_work_serves_two_questions():
    titles = by_title()
    says = {a["says"]: work for work, a in LISTED["accounts"].items()}
    for drawn in DRAWS:
        used = [mistakes(line)[0] for n in ("q8", "q9") for line in drawn.questions[n].material
                if LINE.fullmatch(line)]  # fmt: skip
        used += [says[text] for text in drawn.questions["q4"].items.values()]
        used += [titles[parted(t)[1]] for t in drawn.questions["q7"].items.values()]
        for name in ("q1", "q2"):
            key, entry = drawn.keys[name], drawn.questions[name].entry
            used.append(titles[key["value"] if key["field"] == "title" else entry["title"]])
        for a, finding in drawn.keys["q3"]["pairs"].items():
            author, title = parted(drawn.questions["q3"].items[a])
            main = title.partition(": ")[0]
            (work,) = [
                w for t, w in titles.items()
                if t == title
                or (
                    finding == "joined"
                    and t.partition(": ")[0] == main
                    and true_entry(w)["author"] == author
                )
            ]  # fmt: skip
            used.append(work)
        assert len(set(used)) == len(used) == 5 + 2 + 5 + 5 + 7 + 4


def test_no_half_of_a_title_is_seen_twice():
    """Else a title that stands whole in one question tells of a joined one in another."""
    for drawn in DRAWS:
        shown = [line for n in ("q8", "q9") for line in drawn.questions[n].material if "‘" in line]
        shown += [*drawn.questions["q3"].items.values(), *drawn.questions["q7"].items.values()]
        titles = [re.search("‘(.+)’", text)[1] for text in shown]
        titles += [drawn.questions[n].entry["title"] for n in ("q1", "q2")]
        ends = [title.partition(": ")[2] for title in titles]
        ends = [end for end in ends if end and end != "A New History"]
        assert len(set(ends)) == len(ends)


# Feedback --------------------------------------------------------------------------------


def test_every_misconception_reaches_its_sentence():
    checks.misconceptions_reach_their_sentences(DRAWS[:40])


def test_works_of_one_author_count_once():
    told = 0
    for drawn in checks.class_of(NAME, 60):
        question, key = drawn.questions["q5"], drawn.keys["q5"]
        for group in key["groups"]:
            if len(group) > 1:
                result = score(question, group, key)
                assert result.share == pytest.approx(1 / 3, abs=0.01)
                assert "Sources that go back to one origin count once." in result.feedback
                told += 1
    assert told


def test_variants_of_a_question_are_about_equally_hard():
    many = checks.class_of(NAME, 300)
    assert checks.spread(many, "q1", lambda d: d.keys["q1"]["field"]) <= 0.1
    assert checks.spread(many, "q2", lambda d: d.keys["q2"]["field"]) <= 0.1
    assert checks.spread(many, "q5", lambda d: d.questions["q5"].prompt) <= 0.1
    assert checks.spread(many, "q8", lambda d: d.keys["q8"]["errors"][3]["kind"]) <= 0.1
