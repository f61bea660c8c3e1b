"""Questions that ask for a verdict on a statement, a correction and evidence."""

from dataclasses import dataclass

from sinosoviet.errors import UnknownName
from sinosoviet.questions import citing
from sinosoviet.questions.base import Answer, Input, Key, Part, Question, as_number, in_digits
from sinosoviet.questions.corrections import closeness, is_empty
from sinosoviet.questions.corrections import problem as malformed

#: The verdicts of the course, with what each means.
VERDICTS = {
    "supported": "the evidence carries the statement",
    "partly_supported": "part is right, part is not or goes too far",
    "contradicted": "the evidence says something else",
    "garbled": "the text is damaged, or two things are run together",
    "misleading": "the parts are true, the whole gives a false impression",
    "contested": "sides or scholars disagree about the evidence",
    "interpretation": "a judgement or reading that no document can settle",
    "unverifiable": "no source could show it",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Verdict(Question):
    """A verdict (half the points), a correction and evidence (a quarter each).

    Key: ``verdict``; ``near``, other verdicts with the credit they deserve;
    ``correct`` with ``as`` (``date``, ``number``, ``name`` or ``text``), ``value`` and
    what else `corrections.closeness` takes, left out where there is nothing to correct;
    ``evidence``, the fitting source ids, or groups of them. A misconception is a wrong
    correction. One fitting source is enough; each that does not fit, beyond one, takes a
    quarter of the evidence's points away.
    """

    kind = "verdict"

    @property
    def form(self) -> str:
        return (
            "'verdict' is one of " + ", ".join(VERDICTS) + "; 'correct' is the right date "
            "(EDTF) or number if the statement is wrong, else it stays empty; 'evidence' is a "
            "list of source ids, such as ['griffith-1966']."
        )

    def blank(self) -> Answer:
        return {"verdict": "", "correct": "", "evidence": []}

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict or set(answer) != {"verdict", "correct", "evidence"}:
            return (
                f"{self.id}: keep the curly brackets, 'verdict', 'correct' and 'evidence' "
                "as they were."
            )
        if answer["verdict"] == "":
            return f"{self.id}: choose a 'verdict': {', '.join(VERDICTS)}."
        if type(answer["verdict"]) is not str or answer["verdict"] not in VERDICTS:
            return f"{self.id}: {UnknownName('verdict', answer['verdict'], VERDICTS)}"
        if answer["verdict"] == "contradicted" and is_empty(answer["correct"]):
            return f"{self.id}: say in 'correct' what the evidence gives instead."
        found = malformed(answer["correct"]) or citing.problem(answer["evidence"])
        return f"{self.id}: {found}" if found else None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        # What lacks the three parts is no answer, and 'nothing to correct' is not said by silence.
        given = answer if type(answer) is dict else {}
        return [
            _verdict_part(given.get("verdict"), key),
            _correction_part(given.get("correct", False), key.get("correct")),
            _evidence_part(given.get("evidence"), _fitting(key)),
        ]

    def model(self, key: Key) -> Answer:
        correct = key.get("correct")
        return {
            "verdict": key["verdict"],
            "correct": correct["value"] if correct else "",
            "evidence": _fitting(key)[:1],
        }

    def inputs(self) -> list[Input]:
        return [
            Input(("verdict",), "verdict", "option", VERDICTS),
            Input(("correct",), "correct", "text"),
            Input(("evidence",), "evidence", "ids"),
        ]

    def legend(self) -> dict[str, dict[str, str]]:
        return {"Verdicts": VERDICTS}

    def said(self, answer: Answer) -> list[str]:
        if type(answer) is not dict:
            return []
        number = as_number(answer.get("correct"))
        return [str(answer.get("correct")), *([in_digits(number)] if number is not None else [])]


def _fitting(key: Key) -> list[str]:
    """The fitting sources, in one list, also where the key has them in groups."""
    groups = [[item] if type(item) is str else item for item in key["evidence"]]
    return [source for group in groups for source in group]


def _verdict_part(verdict: Answer, key: Key) -> Part:
    if verdict == key["verdict"]:
        return Part(0.5, 1, "The verdict is right.")
    credit = float(key.get("near", {}).get(str(verdict), 0))
    says = "The verdict is near." if credit else "The verdict is not right."
    return Part(0.5, credit, f"{says} Set the statement beside the data, word by word.")


def _correction_part(given: Answer, right: Key | None) -> Part:
    if right is None:
        empty = is_empty(given)
        return Part(0.25, float(empty), "" if empty else "There was nothing to correct.")
    credit = closeness(given, right)
    if credit == 1:
        return Part(0.25, 1, "The correction is right.")
    if is_empty(given):
        return Part(0.25, 0, "No correction was given.")
    says = "The correction is near, not exact." if credit else "The correction is not right."
    return Part(0.25, credit, says)


def _evidence_part(given: Answer, fitting: list[str]) -> Part:
    named = citing.cited(given)
    strays = sum(not citing.fits(source, fitting) for source in named)
    if not named:
        return Part(0.25, 0, "No evidence was given.")
    if strays == len(named):
        return Part(0.25, 0, "None of the sources cited is among those that our data gives here.")
    worth = citing.relevance(strays)
    if worth == 1:
        return Part(0.25, 1, "The evidence fits.")
    says = f"{strays} of the sources cited are not among those that our data gives here."
    return Part(0.25, worth, says)
