"""The kinds of question: prompt, form of the answer, and a pure scoring rule.

A question is public; its key is not, and the two never stand in one object.
Answers are plain data (text, numbers, lists, dicts), so that scoring can run
where a student's code cannot reach. `score` takes any value at all, a better
answer never scores less, and no sentence of the feedback gives the key away.

What an answer is worth, by kind; the exact key stands with each class:

===================  ==========================================================
`Attribution`        An equal share for each position; the right holder has it,
                     or one of several.
`Calculation`        An equal share for each number: all of it within the
                     tolerance, half within 2 %, nothing for a known wrong way.
`Choice`             All for the best option, nothing for another.
`DateQuestion`       All for the same days, half in the same month, a quarter in
                     the same year or for another event's date; a period by ends.
`Evidence`           Half for independent sources, half for the sides and kinds
                     that are asked for; strays beyond one take a quarter each.
`FindErrors`         By error: half for the sentence, a quarter each for kind and
                     correction; k of t true sentences marked cost 0.75 (k/t)².
`FreeText`           By hand, with the rubric that stands in the question.
`Order`              Pairs in order less pairs out of order, over all pairs;
                     never below nothing (Kendall's rank correlation).
`Quantities`         As `Calculation`; another label's number earns nothing.
`Reference`          Half for the wrong field, half for what it should say.
`SourcingCard`       An equal share for each field; near options in part, a date
                     as in `DateQuestion`.
`Verdict`            Half for the verdict, near ones in part; a quarter for the
                     correction; a quarter for fitting evidence, strays as above.
===================  ==========================================================
"""

from sinosoviet.questions.base import Answer, Input, Key, Part, Question, Score, plain, score
from sinosoviet.questions.cards import SourcingCard
from sinosoviet.questions.citing import Evidence
from sinosoviet.questions.counting import Calculation, Quantities
from sinosoviet.questions.dating import DateQuestion
from sinosoviet.questions.finding import ERROR_KINDS, FindErrors
from sinosoviet.questions.letters import Attribution, Choice, Order
from sinosoviet.questions.references import Reference
from sinosoviet.questions.registry import from_dict, to_dict
from sinosoviet.questions.verdict import VERDICTS, Verdict
from sinosoviet.questions.writing import FreeText

__all__ = [
    "ERROR_KINDS",
    "VERDICTS",
    "Answer",
    "Attribution",
    "Calculation",
    "Choice",
    "DateQuestion",
    "Evidence",
    "FindErrors",
    "FreeText",
    "Input",
    "Key",
    "Order",
    "Part",
    "Quantities",
    "Question",
    "Reference",
    "Score",
    "SourcingCard",
    "Verdict",
    "from_dict",
    "plain",
    "score",
    "to_dict",
]
