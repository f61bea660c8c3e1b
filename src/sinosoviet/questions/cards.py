"""Questions on a source as a historian meets it: who made it, when, for whom, on which side?"""

from dataclasses import dataclass

from sinosoviet import dates
from sinosoviet.questions.base import Answer, Input, Key, Part, Question
from sinosoviet.questions.corrections import closeness, is_empty


@dataclass(frozen=True, kw_only=True, repr=False)
class SourcingCard(Question):
    """The card of a source to fill in: author, date, kind, audience, side and the like.

    Key: ``card``, the right content of each field; ``words``, for a field that is
    written out, lists of words each of which is enough, such as surnames; ``near``, for
    a field with options, other options with the credit they deserve. A misconception is
    written ``side=joint``.

    Each field has an equal share of the points; a date earns by precision and distance,
    see `dates.closeness`.

    Attributes
    ----------
    fields : each with its options (what is written, and what it stands for); without
        options ``date`` takes a date in EDTF, and any other field a few words.
    """

    fields: dict[str, dict[str, str]]
    kind = "sourcing_card"

    @property
    def form(self) -> str:
        return "; ".join(self._form(field) for field in self.fields) + "."

    def _form(self, field: str) -> str:
        if options := self.fields[field]:
            return f"'{field}' is one of {', '.join(options)}"
        wants = "a date in EDTF, such as '1949-10-01'" if field == "date" else "a few words"
        return f"'{field}' is {wants}"

    def blank(self) -> Answer:
        return dict.fromkeys(self.fields, "")

    def problem(self, answer: Answer) -> str | None:
        if type(answer) is not dict or set(answer) != set(self.fields):
            return f"{self.id}: keep the curly brackets and the names of the fields as they were."
        for field, options in self.fields.items():
            given = answer[field]
            if is_empty(given):
                return f"{self.id}: nothing stands yet in {field!r}."
            if options and (type(given) is not str or given not in options):
                return f"{self.id}: {field!r} must be one of {', '.join(options)}."
            if not options and field == "date":
                try:
                    dates.parse(_day(given))
                except dates.BadDate as error:
                    return f"{self.id}: {error}"
        return None

    def parts(self, answer: Answer, key: Key) -> list[Part]:
        given = answer if type(answer) is dict else {}
        parts = []
        for field in self.fields:
            credit = self._credit(field, given.get(field), key)
            says = "right" if credit == 1 else "near, not exact" if credit else "not right"
            says = "nothing was given" if is_empty(given.get(field)) else says
            parts.append(Part(1 / len(self.fields), credit, f"{field}: {says}."))
        return parts

    def _credit(self, field: str, given: Answer, key: Key) -> float:
        right = key["card"][field]
        if self.fields[field]:
            near = key.get("near", {}).get(field, {})
            return 1.0 if given == right else float(near.get(str(given), 0))
        if field == "date":
            return closeness(given, {"as": "date", "value": right})
        words = key.get("words", {}).get(field, [])
        return closeness(given, {"as": "name", "value": right, "words": words})

    def model(self, key: Key) -> Answer:
        return {field: key["card"][field] for field in self.fields}

    def inputs(self) -> list[Input]:
        return [
            Input((field,), field, "option", options)
            if options
            else Input((field,), field, "date" if field == "date" else "text")
            for field, options in self.fields.items()
        ]

    def legend(self) -> dict[str, dict[str, str]]:
        return {
            field: options
            for field, options in self.fields.items()
            if any(text not in ("", name) for name, text in options.items())
        }

    def said(self, answer: Answer) -> list[str]:
        given = answer if type(answer) is dict else {}
        written = {field: given.get(field) for field in self.fields}
        if "date" in written:
            written["date"] = _day(written["date"])
        return [f"{field}={text}" for field, text in written.items()]


def _day(given: Answer) -> str:
    return dates.from_words(given) if type(given) is str else str(given)
