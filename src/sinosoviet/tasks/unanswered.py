"""An answer whose cell was not run, or is gone: said in a sentence, not in a traceback."""

import sys
from collections.abc import Collection
from types import TracebackType
from typing import Any


def explain_missing(answers: Collection[str]) -> None:
    """From now on the notebook says of an answer that it does not know which cell to run.

    Outside a notebook nothing happens. Other unknown names are shown as Python shows them.

    Parameters
    ----------
    answers : the names of the answers' variables.
    """
    # IPython is there whenever a notebook's code runs, and takes long to load where it is not.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return

    def shown(
        shell: Any,
        kind: type[BaseException],
        error: NameError,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        if error.name and error.name in answers:
            sentence = missing(error.name)
            error._render_traceback_ = lambda: [sentence]  # type: ignore[attr-defined]
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError,), shown)


def missing(answer: str) -> str:
    """What to do when there is no such answer yet.

    >>> missing("q3").partition(". ")[0]
    'q3: there is no answer yet'
    """
    return (
        f"{answer}: there is no answer yet. Run the cell that begins with '{answer} =', then this "
        "one. If that cell is gone, choose Edit > Undo Cell Operation, or begin with a fresh copy "
        "of the notebook."
    )
