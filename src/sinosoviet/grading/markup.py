"""Whether HTML that a student wrote can do anything but be looked at.

The formgrader shows outputs and texts to the instructor, whose browser may change
marks. HTML of ordinary tags passes unchanged; anything else is shown as text.
"""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

_TAGS = frozenset((
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp",
    "small", "span", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "tt", "u", "ul", "var",
))  # fmt: skip
_ATTRIBUTES = frozenset((
    "align", "alt", "border", "cellpadding", "cellspacing", "class", "colspan", "dir", "headers",
    "height", "href", "id", "lang", "role", "rowspan", "scope", "scoped", "span", "src", "start",
    "style", "tabindex", "title", "type", "valign", "width",
))  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x20]*|[\w./-]*", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[\w+/=\s]*")
_ACTIVE_STYLE = re.compile(r"url|@|\\|expression|behavior|binding|position", re.IGNORECASE)
_OPENS = re.compile(r"<[a-zA-Z/!?]")


class _Reader(HTMLParser):
    """Counts the tags that it understands, and stops trusting at the first odd one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.harmless, self._style = 0, True, False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        self._style = tag == "style"
        self.harmless &= tag in _TAGS and all(_allowed(n, v or "") for n, v in attributes)

    def handle_endtag(self, tag: str) -> None:
        self.tags += 1
        self._style = False
        self.harmless &= tag in _TAGS

    def handle_data(self, data: str) -> None:
        if self._style:
            self.harmless &= not _ACTIVE_STYLE.search(data)

    def handle_comment(self, data: str) -> None:
        self.harmless = False

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self._style = False

    def handle_decl(self, decl: str) -> None:
        self.harmless = False

    unknown_decl = handle_pi = handle_comment


def _allowed(name: str, value: str) -> bool:
    if name == "href":
        return bool(_LINK.fullmatch(value))
    if name == "src":
        return bool(_PICTURE.fullmatch(value))
    if name == "style":
        return not _ACTIVE_STYLE.search(value)
    return name in _ATTRIBUTES or name.startswith(("aria-", "data-"))


def harmless(text: str) -> bool:
    """Whether HTML holds nothing that runs, loads or leads astray.

    >>> harmless("<table><tr><td>a &lt; b</td></tr></table>")
    True
    >>> harmless("<img src=x onerror=alert(1)>")
    False
    """
    if "<" not in text:
        return True
    return _known(text) if len(text) < _SHORT else _read(text)


def _read(text: str) -> bool:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    # What looks like a tag to a browser and not to the reader is not trusted either.
    return reader.harmless and reader.tags == len(_OPENS.findall(text))


#: A class shows the same few tables; those up to this length are remembered.
_SHORT = 100_000
_known = lru_cache(maxsize=64)(_read)


def html(text: str) -> str:
    """HTML as it was, or as text if it could do harm."""
    return text if harmless(text) else f"<pre>{escape(text)}</pre>"


def markdown(text: str) -> str:
    """Markdown as it was, or with its HTML as text if that could do harm.

    >>> markdown("a <b>text</b>"), markdown("<script>1</script>")
    ('a <b>text</b>', '&lt;script>1&lt;/script>')
    """
    # Links of Markdown's own are links as well.
    links = re.sub(
        r"\]\(\s*<?\s*(?:javascript|data|vbscript)\s*:", "](#", text, flags=re.IGNORECASE
    )
    return links if harmless(links) else links.replace("<", "&lt;")
