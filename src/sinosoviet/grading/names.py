"""Which names a cell reads and which it sets, without running it."""

import builtins
import symtable
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager


def of(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a cell reads from outside itself, and those that it sets.

    Parameters
    ----------
    source : a cell as it stands, IPython's own syntax and all.

    Returns
    -------
    tuple : names read, without Python's builtins, and names set. A name can be
        in both. Of a cell that is not Python both are empty.

    >>> reads, sets = of("import math\\nx = math.pi * q1")
    >>> sorted(reads), sorted(sets)
    (['math', 'q1', 'x'], ['math', 'x'])
    """
    try:
        code = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        table = symtable.symtable(code, "cell", "exec")
    except (SyntaxError, ValueError):
        return frozenset(), frozenset()
    own = table.get_symbols()
    sets = {s.get_name() for s in own if s.is_assigned() or s.is_imported() or s.is_namespace()}
    reads = {s.get_name() for s in own if s.is_referenced()} | set(_inside(table))
    return frozenset((reads | sets) - set(dir(builtins)) - {"get_ipython"}), frozenset(sets)


def _inside(table: symtable.SymbolTable) -> Iterator[str]:
    """Names of the notebook that functions and comprehensions in a cell read."""
    for child in table.get_children():
        for symbol in child.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                yield symbol.get_name()
        yield from _inside(child)
