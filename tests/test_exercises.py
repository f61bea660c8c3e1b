"""The lessons' exercises: right, nearly or not yet, and never the answer."""

import re

import pytest

from sinosoviet import dates
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.exercises import check, exercises
from sinosoviet.questions import VERDICTS

IDS = sorted(exercises())

each = pytest.mark.parametrize("name", IDS)


def model(name):
    exercise = exercises()[name]
    return exercise.question.model(exercise.key)


def wrong_answers(name):
    """Well-formed answers, most of them wrong."""
    question, key = exercises()[name].question, exercises()[name].key
    slips = list(key.get("misconceptions", {}))
    right = model(name)
    match question.kind:
        case "choice":
            return list(question.options)
        case "date":
            return [*slips, "1917-11-07", right[:4], right[:7], f"{right[:8]}28", f"{right[:4]}/.."]
        case "quantities":
            shifts = [lambda v: v * 1.01, lambda v: v * 10, lambda v: v + 1, lambda _: 0]
            answers = [{label: shift(v) for label, v in right.items()} for shift in shifts]
            answers += [dict.fromkeys(right, float(slip)) for slip in slips]
            answers += [{**right, label: 1} for label in right]
            return [*answers, dict(zip(right, reversed(right.values()), strict=True))]
        case "order":
            swaps = [
                [*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)
            ]
            return [*swaps, right[::-1], sorted(right)]
        case "reference":
            return [{"field": f, "correct": c} for f in question.entry for c in ("x", *slips)]
        case "verdict":
            return [
                {"verdict": verdict, "correct": correct, "evidence": evidence}
                for verdict in VERDICTS
                for correct in ("1917", 5, "someone", *slips)
                for evidence in (["griffith-1966"], right["evidence"])
            ]
    return ["A text."]


def secrets(name):
    """Texts that would give the answer away."""
    question, key = exercises()[name].question, exercises()[name].key
    match question.kind:
        case "choice":
            letter = key["choice"]
            return [question.options[letter], f"'{letter}'", f"option {letter}", f"({letter})"]
        case "date":
            return [key["date"], dates.in_words(key["date"])]
        case "quantities":
            return [form(v) for v in key["values"].values() for form in ("{:g}".format, _shown)]
        case "order":
            letters = key["order"]
            return ["".join(letters), ", ".join(letters), ", ".join(map(repr, letters))]
        case "reference":
            return [key["value"]]
        case "verdict":
            correct = key["correct"]["value"] if key["correct"] else ""
            return [key["verdict"].replace("_", " "), key["verdict"], str(correct)]
    return []


def _shown(value):
    return f"{value:,.2f}".removesuffix(".00")


def stands_in(text, part):
    return re.search(rf"(?<![\w,.-]){re.escape(part)}(?![\w-]|[,.]\d)", text, re.IGNORECASE)


def test_there_are_exercises():
    assert len(IDS) >= 5
    for name in IDS:
        assert re.fullmatch(r"L\d\d-Q?\d+", name)


@each
def test_the_model_answer_is_right_and_explained(name):
    reply = check(name, model(name))
    assert reply.word == "right"
    assert len(reply.says) > 20


@each
def test_a_blank_answer_is_not_yet_right(name):
    reply = check(name, exercises()[name].question.blank())
    assert reply.word == "not yet"
    assert reply.says


@each
def test_no_answer_at_all_is_not_yet_right(name):
    assert check(name, None).word == "not yet"


@each
def test_a_reply_to_a_wrong_answer_says_something_but_not_the_answer(name):
    wrong = 0
    for answer in wrong_answers(name):
        reply = check(name, answer)
        if reply.word == "right":
            continue
        wrong += 1
        assert reply.word in ("nearly", "not yet")
        assert reply.says
        for secret in secrets(name):
            if secret:
                assert not stands_in(reply.says, secret), (answer, secret)
        assert exercises()[name].key.get("explanation", "-") not in reply.says
    assert wrong > 0


@each
def test_every_misconception_can_be_met_and_is_not_the_answer(name):
    """Each known slip is an answer that somebody can give, and its sentence is read then."""
    question, key = exercises()[name].question, exercises()[name].key
    slips = key.get("misconceptions", {})
    assert not set(question.said(model(name))) & set(slips)
    for slip, sentence in slips.items():
        answers = [slip] if question.kind in ("choice", "date") else wrong_answers(name)
        assert any(sentence in check(name, answer).says for answer in answers), slip


@each
def test_a_wrong_answer_that_is_far_off_gets_the_hint(name):
    exercise = exercises()[name]
    far = [a for a in wrong_answers(name) if exercise.question.problem(a) is None]
    replies = [check(name, answer) for answer in far]
    assert any(r.word == "not yet" and exercise.hint in r.says for r in replies)


@each
@pytest.mark.parametrize("answer", ["", "?", 0, True, [], {}, [[]], {"x": 1}, 1.5, ["x", "y"]])
def test_any_plain_answer_gets_a_reply(name, answer):
    reply = check(name, answer)
    assert reply.word == "not yet"
    assert reply.says[:1] == reply.says[:1].upper()
    assert not reply.says.startswith("L")


@pytest.mark.parametrize("answer", [{1, 2}, b"x", float("nan"), object(), print])
def test_what_is_not_plain_data_is_refused_in_a_sentence(answer):
    with pytest.raises(CourseError, match=f"^{IDS[0]}: the answer is not plain data: it holds"):
        check(IDS[0], answer)


def test_an_unknown_exercise_gets_the_nearest_one():
    with pytest.raises(UnknownName, match=f"no exercise '{IDS[0]}x'.*'{IDS[0]}'"):
        check(f"{IDS[0]}x", "")


def test_a_reply_is_read_as_text_and_as_html_without_markup_of_its_own():
    name = IDS[0]
    reply = check(name, model(name))
    assert repr(reply).startswith("Right. ")
    assert "Right." in reply._repr_html_()
    shown = type(reply)("not yet", "<b>x</b>")._repr_html_()
    assert "<b>" not in shown
    assert "Not yet." in shown


def test_the_three_words_differ_by_more_than_colour():
    kinds = {word: type(check(IDS[0], ""))(word, "")._repr_html_() for word in
             ("right", "nearly", "not yet")}  # fmt: skip
    signs = {re.search(r"<strong>(.)", html)[1] for html in kinds.values()}
    assert len(signs) == 3


@pytest.mark.parametrize("name", [None, 5, "", "L09", ["L09-1"], {"L09-1": 1}])
def test_what_is_no_name_of_an_exercise_is_said_to_be_none(name):
    with pytest.raises(UnknownName, match="no exercise"):
        check(name, "1960-07-16")


@pytest.mark.parametrize("name", [n for n in IDS if exercises()[n].question.kind == "quantities"])
def test_a_number_that_is_a_twentieth_off_is_not_right(name):
    for shift in (0.95, 1.05):
        far = {label: number * shift for label, number in model(name).items()}
        assert check(name, far).word != "right"


@pytest.mark.parametrize("work", ["zagoria-1962", "griffith-1966", "friedman-2015", "kong-2008"])
def test_a_dispute_of_historians_can_be_shown_by_any_of_them(work):
    answer = {"verdict": "contested", "correct": "", "evidence": [work]}
    assert check("L12-6", answer).word == "right"


def test_a_capital_or_a_space_does_no_harm():
    assert check("L09-2", [f" {letter.upper()}" for letter in model("L09-2")]).word == "right"


def test_who_is_nearly_right_gets_the_hint_too():
    reply = check("L01-5", {"Manchuria": 5, "Germany": 65.7})
    assert reply.word == "nearly"
    assert exercises()["L01-5"].hint in reply.says
