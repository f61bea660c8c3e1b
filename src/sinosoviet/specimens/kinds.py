"""The eleven kinds of error that a specimen can hold, and how near one is to another."""

#: The kinds, with a one-line meaning each.
ERROR_KINDS = {
    "digits_run_together": "the digits of two numbers, or of a year and a number, have merged",
    "wrong_arithmetic": "a figure does not follow from the figures beside it",
    "date_moved": "the date belongs to another event",
    "order_reversed": "what came first is said to have come after",
    "wrong_cause": "an effect is put down to an event that did not bring it about",
    "exaggeration": "a number or a statement goes far beyond what was counted or seen",
    "motive_as_fact": "what someone wanted is told as if the author could know it",
    "name_blanked": "a name has been left out or blotted out",
    "contradiction": "two sentences of the text cannot both be true",
    "invented_reference": "the named author did not write the named work",
    "single_cause": "one cause is given where historians see several",
}

#: What a student writes as the correction of each kind.
CORRECTIONS = {
    "digits_run_together": "the number as it should stand",
    "wrong_arithmetic": "the figure that follows from the others",
    "date_moved": "the right date, in EDTF",
    "order_reversed": "the date of the event that came first, in EDTF",
    "wrong_cause": "a word or two that name the real cause or decision",
    "exaggeration": "the number that was counted, or nothing where no number is known",
    "motive_as_fact": "nothing",
    "name_blanked": "the name",
    "contradiction": "the right date or number where there is one, or nothing",
    "invented_reference": "the author of the work",
    "single_cause": "nothing",
}

#: Kinds that a careful reader can take for one another, with the credit for it.
NEAR: dict[str, dict[str, float]] = {
    "digits_run_together": {"exaggeration": 0.5, "wrong_arithmetic": 0.5},
    "wrong_arithmetic": {"digits_run_together": 0.25, "exaggeration": 0.5, "contradiction": 0.5},
    "date_moved": {"order_reversed": 0.5, "contradiction": 0.25},
    "order_reversed": {"date_moved": 0.5, "wrong_cause": 0.25, "contradiction": 0.25},
    "wrong_cause": {"single_cause": 0.25, "motive_as_fact": 0.25, "order_reversed": 0.25},
    "exaggeration": {"digits_run_together": 0.5, "contradiction": 0.25},
    "motive_as_fact": {"wrong_cause": 0.5, "single_cause": 0.5},
    "name_blanked": {},
    "contradiction": {"wrong_arithmetic": 0.25, "exaggeration": 0.25, "date_moved": 0.25},
    "invented_reference": {},
    "single_cause": {"motive_as_fact": 0.5, "wrong_cause": 0.5, "exaggeration": 0.25},
}
