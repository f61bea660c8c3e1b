"""Printable handouts: the source cards of a lesson, on A4 or Letter."""

from html import escape

from sinosoviet import sources
from sinosoviet.lessons import Lesson

# No page size is named: the printer's own is taken, and both are tested.
_STYLE = """
@page { margin: 16mm }
body { font: 11.5pt/1.4 Georgia, 'Times New Roman', serif; color: #000; max-width: 46em;
  margin: 1em auto; padding: 0 1em }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin: 1.6em 0 0.4em }
section { break-inside: avoid-page; overflow-wrap: anywhere }
.source-card { max-width: none !important }
th { padding-right: 1em; vertical-align: top; white-space: nowrap } td { padding: 0.1em 0 }
p { margin: 0.5em 0 } li { margin: 0.1em 0 }
.write { border-bottom: 1px solid #767676; height: 1.7em }
a { color: inherit }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.3 }
  h2 { margin-top: 0.8em } td { padding: 0 } }
"""

_ASK = (
    "Who made it, when, for whom, and what for? How could its maker know?",
    "Which point agrees with another card, which does not?",
)


def page(lesson: Lesson) -> str:
    """A page of HTML with every source card of a lesson and lines to write on.

    Parameters
    ----------
    lesson : the lesson; the cards that its student edition shows are taken.

    Returns
    -------
    str : HTML that stands alone; it needs no network and prints on A4 and Letter.
    """
    cards = "".join(_card(number, name) for number, name in enumerate(lesson.cards, start=1))
    title = escape(f"{lesson.number} · {lesson.title}")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>Source cards: {title}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{title}</h1>\n<p><strong>{escape(lesson.question)}</strong></p>\n"
        "<p>Summaries in the course's own words; each card says where the original can be read."
        f"</p>\n{cards}</main></body></html>\n"
    )


def _card(number: int, name: str) -> str:
    lines = "".join(f'<p>{escape(ask)}</p><div class="write"></div>' for ask in _ASK)
    card = sources.source(name)._repr_html_()
    return f"<section><h2>Source {number}</h2>\n{card}\n{lines}</section>\n"
