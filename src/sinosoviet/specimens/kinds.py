"""What mends each kind of error that a specimen can hold, and how near one kind is to another."""

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
