"""Questions that ask for a verdict on a statement, a correction and evidence."""

from dataclasses import dataclass

from sinosoviet import dates, sources
from sinosoviet.errors import UnknownName
from sinosoviet.questions.base import Answer, Key, Part, Question, as_number

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

#: What people write where there is nothing to write.
_NOTHING = ("", "none", "nothing", "n/a", "no correction")

#: Sources that have nothing to do with the matter cost credit beyond this many.
_SPARE = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Verdict(Question):
    """A verdict (half the points), a correction and evidence (a quarter each).

    Key: ``verdict``; ``near``, other verdicts with the credit they deserve;
    ``correct`` with ``as`` (``date``, ``number`` or ``text``) and ``value``, left
    out where there is nothing to correct; ``evidence``, the fitting source ids.
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
        if answer["verdict"] == "contradicted" and _is_empty(answer["correct"]):
            return f"{self.id}: say in 'correct' what the evidence gives instead."
        if type(answer["evidence"]) is not list or not answer["evidence"]:
            return f"{self.id}: put at least one source id into the list 'evidence'."
        known = sources.known()
        for source in answer["evidence"]:
            if type(source) is not str or source not in known:
                return f"{self.id}: {UnknownName('source', source, known)}"
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        # What lacks the three parts is no answer, and 'nothing to correct' is not said by silence.
        given = answer if type(answer) is dict else {}
        return [
            _verdict_part(given.get("verdict"), key),
            _correction_part(given.get("correct", False), key.get("correct")),
            _evidence_part(given.get("evidence"), key["evidence"]),
        ]

    def model(self, key: Key) -> Answer:
        correct = key.get("correct")
        return {
            "verdict": key["verdict"],
            "correct": correct["value"] if correct else "",
            "evidence": key["evidence"][:1],
        }

    def said(self, answer: Answer) -> list[str]:
        if type(answer) is not dict:
            return []
        number = as_number(answer.get("correct"))
        return [str(answer.get("correct")), *([f"{number:g}"] if number is not None else [])]


def _is_empty(given: Answer) -> bool:
    return given is None or (type(given) is str and given.strip(" .-–").casefold() in _NOTHING)


def _verdict_part(verdict: Answer, key: Key) -> Part:
    if verdict == key["verdict"]:
        return Part(0.5, 1, "The verdict is right.")
    credit = float(key.get("near", {}).get(str(verdict), 0))
    says = "The verdict is near." if credit else "The verdict is not right."
    return Part(0.5, credit, f"{says} Set the statement beside the data, word by word.")


def _correction_part(given: Answer, key: Key | None) -> Part:
    if key is None:
        empty = _is_empty(given)
        return Part(0.25, float(empty), "" if empty else "There was nothing to correct.")
    if key["as"] == "number":
        number = as_number(given)
        right = number is not None and abs(number - key["value"]) < 1e-9
        credit = float(right)
    elif key["as"] == "date":
        words = dates.from_words(given) if type(given) is str else ""
        credit = dates.closeness(words, key["value"])
    else:
        credit = float(str(given).strip().casefold() == str(key["value"]).casefold())
    if credit == 1:
        return Part(0.25, 1, "The correction is right.")
    if _is_empty(given):
        return Part(0.25, 0, "No correction was given.")
    says = "The correction is near, not exact." if credit else "The correction is not right."
    return Part(0.25, credit, says)


def _evidence_part(given: Answer, fitting: list[str]) -> Part:
    cited = list(dict.fromkeys(s for s in given if type(s) is str)) if type(given) is list else []
    if not cited:
        return Part(0.25, 0, "No evidence was given.")
    hits = [source for source in cited if source in fitting]
    if not hits:
        return Part(0.25, 0, "None of the sources cited is among those that our data gives here.")
    strays = len(cited) - len(hits)
    if strays <= _SPARE:
        return Part(0.25, 1, "The evidence fits.")
    return Part(
        0.25,
        max(0.0, 1 - 0.25 * (strays - _SPARE)),
        f"{strays} of the sources cited are not among those that our data gives here.",
    )
