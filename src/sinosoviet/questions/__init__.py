"""The kinds of question: prompt, form of the answer, and a pure scoring rule.

A question is public; its key is not, and the two never stand in one object.
Answers are plain data (text, numbers, lists, dicts), so that scoring can run
where a student's code cannot reach.
"""

from sinosoviet.questions.base import Answer, Key, Part, Question, Score, plain, score
from sinosoviet.questions.kinds import (
    Choice,
    DateQuestion,
    FreeText,
    Order,
    Quantities,
    Reference,
    from_dict,
    to_dict,
)
from sinosoviet.questions.verdict import VERDICTS, Verdict

__all__ = [
    "VERDICTS",
    "Answer",
    "Choice",
    "DateQuestion",
    "FreeText",
    "Key",
    "Order",
    "Part",
    "Quantities",
    "Question",
    "Reference",
    "Score",
    "Verdict",
    "from_dict",
    "plain",
    "score",
    "to_dict",
]
