"""Old roubles, new roubles and dollars of the time: one conversion, and what it rests on.

On 1 January 1961 the Soviet Union put ten old roubles equal to one new rouble in
all prices and wages at home. In the same step the gold content of the rouble rose
only from 0.222168 g to 0.987412 g, so a sum owed abroad was divided by 4.44, not
by 10: before, a dollar was four old roubles; after, ninety new kopecks.
"""

from typing import Literal, get_args

from sinosoviet.errors import CourseError, known_name

Unit = Literal["old roubles", "new roubles", "dollars"]

#: Grams of fine gold in one unit: the parity of the US dollar of 1934-1971 (35 dollars
#: a troy ounce), and of the rouble before and after 1 January 1961.
GOLD = {"old roubles": 0.222168, "new roubles": 0.987412, "dollars": 0.888671}

#: Old roubles to a new one in prices and wages inside the Soviet Union.
AT_HOME = 10


def convert(amount: float, unit: str, to: str, at: str = "abroad") -> float:
    """A sum of the 1950s and 1960s in another unit, at the official rates.

    Parameters
    ----------
    amount : how much, in ``unit``; millions stay millions.
    unit, to : ``"old roubles"`` (to 1960), ``"new roubles"`` (from 1961) or
        ``"dollars"`` (US, to 1971).
    at : ``"abroad"`` for trade and debts (4.44 old roubles to a new one), or
        ``"home"`` for prices and wages inside the Soviet Union (10 to one).

    Returns
    -------
    float : the sum in ``to``. The official rate says what was written in the
        books, not what the money could buy.

    Raises
    ------
    UnknownName : if there is no such unit, or ``at`` is neither of the two.
    CourseError : if ``amount`` is no number, or if home prices are asked for in dollars: no
        official rate is one of prices.

    >>> round(convert(1200, "old roubles", "dollars"))
    300
    >>> round(convert(6600, "old roubles", "new roubles"))
    1485
    >>> convert(6600, "old roubles", "new roubles", at="home")
    660.0
    """
    for name in (unit, to):
        known_name("unit of money", name, get_args(Unit))
    known_name("kind of price", at, ("abroad", "home"))
    try:
        amount * 1.0
    except TypeError:
        raise CourseError(
            "The amount is a number without quotation marks, such as convert(1200, 'old roubles', "
            "'dollars')."
        ) from None
    if at == "abroad" or unit == to:
        return amount * GOLD[unit] / GOLD[to]
    if "dollars" in (unit, to):
        raise CourseError(
            "There was no official rate between home prices and dollars; leave out at='home'."
        )
    return amount / AT_HOME if to == "new roubles" else amount * AT_HOME
