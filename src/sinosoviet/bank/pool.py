"""The patterns that graded texts are composed from; no student has them."""

from functools import lru_cache
from importlib.resources import files

from sinosoviet.specimens import Pool, load


@lru_cache(maxsize=1)
def graded() -> Pool:
    """The pool for graded texts, to be given to `compose` and `draw_plantings`.

    >>> from random import Random
    >>> from sinosoviet.specimens import compose, draw_plantings
    >>> errors = draw_plantings("secret", 3, pool=graded())
    >>> len(compose(Random(1), plantings=errors, pool=graded()).errors)
    6
    """
    return load(files("sinosoviet.bank") / "patterns")
