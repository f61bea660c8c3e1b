"""Questions on a text with planted errors: where, of what kind, and what is right?"""

from dataclasses import dataclass

from sinosoviet.errors import UnknownName
from sinosoviet.questions.base import Answer, Input, Key, Part, Question, as_number, scaled
from sinosoviet.questions.corrections import closeness, is_empty
from sinosoviet.questions.corrections import problem as malformed

#: The kinds of error that the two specimens of the course show, with what each means.
ERROR_KINDS = {
    "digits_run_together": "two numbers have been run into one",
    "wrong_arithmetic": "the numbers given do not lead to the result given",
    "date_moved": "something is put on the day or into the year of something else",
    "order_reversed": "what came later is told as if it had come before",
    "wrong_cause": "something is put down to an event that did not bring it about",
    "exaggeration": "more is said than anybody counted or saw",
    "motive_as_fact": "a motive is stated as a fact, though no source can show it",
    "name_blanked": "a name is left out, or hidden behind a vague word",
    "contradiction": "two sentences of the text cannot both be true",
    "invented_reference": "a book or paper is cited that its named author did not write",
    "single_cause": "one cause is given where historians see several",
}

#: Kinds in which something definite has to be put in the place of what is wrong.
_MENDED = frozenset({"digits_run_together", "wrong_arithmetic", "date_moved", "name_blanked"})

#: How the points of one error are shared out.
_SENTENCE, _KIND, _CORRECTION = 0.5, 0.25, 0.25

#: What marking every true sentence costs, as a share of all points.
_ALL_MARKED = 0.75

_ROW = ("sentence", "kind", "correct")


@dataclass(frozen=True, kw_only=True, repr=False)
class FindErrors(Question):
    """A text of numbered sentences, its material, in which errors are to be found.

    Key: ``errors``, a list of dicts: ``sentence``, its number, or a list of numbers any
    of which will do; ``kind``; ``near``, other kinds with the credit they deserve;
    ``correct`` with ``as`` (``date``, ``number``, ``name``, ``text``, or ``none`` where
    nothing is to be put in its place), ``value`` and what else `corrections.closeness`
    takes. A misconception is a sentence's number, or ``3=date_moved``.

    Each error has an equal share of the points: half for its sentence, a quarter for
    its kind, a quarter for the correction (the kind has both, where there is nothing to
    correct). Marking true sentences costs 0.75 (k / t)² of all points, with k of the t
    true sentences marked: one costs little, all of them more than finding every error
    in that way brings. Of several rows on one sentence the first counts.

    Attributes
    ----------
    rows : how many rows the answer begins with; it may have fewer or more.
    """

    rows: int = 6
    kind = "find_errors"
    numbered = True

    @property
    def form(self) -> str:
        return (
            "a row for each error: 'sentence' is its number, 'kind' one of "
            f"{', '.join(ERROR_KINDS)}; 'correct' is what it should say (a date in EDTF, a number, "
            "a name, a few words), or stays empty where nothing can be put in its place. Rows "
            "that you do not need stay as they are."
        )

    def blank(self) -> Answer:
        return [{"sentence": None, "kind": "", "correct": ""} for _ in range(self.rows)]

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not list or any(
            type(row) is not dict or set(row) != set(_ROW) for row in answer
        ):
            return (
                f"{self.id}: keep the brackets, and 'sentence', 'kind' and 'correct' in each row, "
                "as they were."
            )
        filled = [row for row in answer if not all(is_empty(row[name]) for name in _ROW)]
        if not filled:
            return f"{self.id}: no row is filled in yet."
        seen: set[int] = set()
        for row in filled:
            number = row["sentence"]
            if type(number) is not int or not 1 <= number <= len(self.material):
                return (
                    f"{self.id}: 'sentence' must be a number from 1 to {len(self.material)}, "
                    "without quotation marks."
                )
            if number in seen:
                return f"{self.id}: sentence {number} stands in two rows."
            seen.add(number)
            if is_empty(row["kind"]):
                return f"{self.id}: choose a 'kind' for sentence {number}."
            if type(row["kind"]) is not str or row["kind"] not in ERROR_KINDS:
                return f"{self.id}: {UnknownName('kind of error', row['kind'], ERROR_KINDS)}"
            if row["kind"] in _MENDED and is_empty(row["correct"]):
                return f"{self.id}: say in 'correct' what sentence {number} should say."
            if found := malformed(row["correct"]):
                return f"{self.id}: sentence {number}: {found}"
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        marked = self._marked(answer)
        errors = [(_places(error), error) for error in key["errors"]]
        parts = [_part(places, error, marked, len(errors)) for places, error in errors]
        wrong = {number for places, _ in errors for number in places}
        false = [number for number in marked if number not in wrong]
        found = sum(part.weight * part.credit for part in parts)
        if false:
            true = len(self.material) - len(wrong)
            cost = _ALL_MARKED * (len(false) / true) ** 2
            parts = scaled(parts, max(0.0, found - cost) / found if found else 0.0)
        says = [f"Sentence {n}: no error was found there." for n in sorted(false)]
        missed = sum(not marked.keys() & set(places) for places, _ in errors)
        says += [f"{missed} of {len(errors)} errors were not found."] if missed else []
        return [*parts, *(Part(0, 0, sentence) for sentence in says)]

    def _marked(self, answer: Answer) -> dict[int, dict[str, Answer]]:
        """The first row on each sentence that the text has."""
        marked: dict[int, dict[str, Answer]] = {}
        for row in answer if type(answer) is list else []:
            number = as_number(row.get("sentence")) if type(row) is dict else None
            if number is not None and number in range(1, len(self.material) + 1):
                marked.setdefault(int(number), row)
        return marked

    def model(self, key: Key) -> Answer:
        return [
            {
                "sentence": _places(error)[0],
                "kind": error["kind"],
                "correct": "" if error["correct"]["as"] == "none" else error["correct"]["value"],
            }
            for error in key["errors"]
        ]

    def inputs(self) -> list[Input]:
        numbers = {str(n): line for n, line in enumerate(self.material, start=1)}
        return [
            made
            for row in range(self.rows)
            for made in (
                Input((row, "sentence"), f"error {row + 1}: sentence", "number", numbers),
                Input((row, "kind"), f"error {row + 1}: kind", "option", ERROR_KINDS),
                Input((row, "correct"), f"error {row + 1}: it should say", "text"),
            )
        ]

    def legend(self) -> dict[str, dict[str, str]]:
        return {"Kinds of error": ERROR_KINDS}

    def said(self, answer: Answer) -> list[str]:
        marked = self._marked(answer)
        return [text for n, row in marked.items() for text in (str(n), f"{n}={row.get('kind')}")]


def _places(error: Key) -> list[int]:
    """The sentences any of which will do for an error."""
    places = error["sentence"]
    return list(places) if type(places) is list else [places]


def _part(places: list[int], error: Key, marked: dict[int, dict[str, Answer]], of: int) -> Part:
    """What was found of one error, by the best row on it."""
    judged = [(*_judge(error, marked[n]), n) for n in places if n in marked]
    if not judged:
        return Part(1 / of, 0, "")
    credit, says, number = max(judged)
    return Part(1 / of, credit, f"Sentence {number}: there is an error. {says}")


def _judge(error: Key, row: dict[str, Answer]) -> tuple[float, str]:
    """The credit of a row that names the right sentence, and a sentence."""
    given, right = str(row.get("kind")), error["correct"]
    kind = 1.0 if given == error["kind"] else float(error.get("near", {}).get(given, 0))
    says = f"The kind is {_word(kind)}."
    if right["as"] == "none":
        return _SENTENCE + (_KIND + _CORRECTION) * kind, says
    mended = closeness(row.get("correct"), right)
    if is_empty(row.get("correct")):
        says += " No correction was given."
    else:
        says += f" The correction is {_word(mended)}."
    return _SENTENCE + _KIND * kind + _CORRECTION * mended, says


def _word(credit: float) -> str:
    return "right" if credit == 1 else "near" if credit else "not right"
