"""Alliance, Aid, Split: source analysis on Sino-Soviet relations, 1945-1991.

Everything a lesson or an assignment needs is here by name; each name is
imported only when it is first used, so that ``import sinosoviet`` is quick.

>>> import sinosoviet as ss
>>> ss.source("soviet-note-1960-07-16").side
'soviet'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinosoviet import dates, figures
    from sinosoviet.controls import explore
    from sinosoviet.exercises import check
    from sinosoviet.lookup import search
    from sinosoviet.money import convert
    from sinosoviet.originals import original
    from sinosoviet.practising import practice
    from sinosoviet.queries import compare, events, series, topics
    from sinosoviet.quizzes import quiz
    from sinosoviet.sources import cite, reference, source
    from sinosoviet.tables import record, table
    from sinosoviet.tasks import task

__all__ = [
    "check",
    "cite",
    "compare",
    "convert",
    "dates",
    "events",
    "explore",
    "figures",
    "original",
    "practice",
    "quiz",
    "record",
    "reference",
    "search",
    "series",
    "source",
    "table",
    "task",
    "topics",
]

__version__ = "0.1.0"

_HOME = {
    "check": "exercises",
    "cite": "sources",
    "compare": "queries",
    "convert": "money",
    "events": "queries",
    "explore": "controls",
    "original": "originals",
    "practice": "practising",
    "quiz": "quizzes",
    "record": "tables",
    "reference": "sources",
    "search": "lookup",
    "series": "queries",
    "source": "sources",
    "table": "tables",
    "task": "tasks",
    "topics": "queries",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        from sinosoviet.errors import NoAttribute

        raise NoAttribute("function of the course", name, __all__)
    module = import_module(f"sinosoviet.{_HOME.get(name, name)}")
    value = getattr(module, name) if name in _HOME else module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
