"""Whether HTML that a student wrote can do anything but be looked at.

The formgrader shows outputs and texts to the instructor, whose browser may change
marks. HTML of ordinary tags passes unchanged; anything else is shown as text.
"""

import re
from functools import lru_cache
from html import escape, unescape

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
_ACTIVE_STYLE = re.compile(r"url|@|\\|<|expression|behavior|binding|position", re.IGNORECASE)
#: What looks like a tag to a browser, and a tag that every reader takes for the same. No part
#: of it gives back what it has matched, so that the time goes by the length alone.
_OPENS = re.compile(r"<[a-zA-Z/!?]")
_ATTRIBUTE = r"""\s++([^\s"'<>/=]++)(?:\s*+=\s*+("[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?+"""
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*+)((?:{_ATTRIBUTE})*+)\s*+/?>", re.IGNORECASE)
_PAIR = re.compile(_ATTRIBUTE)
_STYLE_ENDS = re.compile(r"</style\s*+>", re.IGNORECASE)


def _allowed(name: str, written: str) -> bool:
    try:
        value = unescape(written.strip("\"'"))
    except ValueError:  # the number of a letter with thousands of digits
        return False
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
    """Go from tag to tag, and stop at the first that is odd or not allowed."""
    place = 0
    while opens := _OPENS.search(text, place):
        tag = _TAG.match(text, opens.start())
        if not tag or tag[2].lower() not in _TAGS:
            return False
        if not all(_allowed(name.lower(), value) for name, value in _PAIR.findall(tag[3])):
            return False
        place = tag.end()
        if tag[2].lower() == "style" and not tag[1]:
            ends = _STYLE_ENDS.search(text, place)
            if not ends or _ACTIVE_STYLE.search(text, place, ends.start()):
                return False
            place = ends.end()
    return True


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
    links = _TARGET.sub(_led, text)
    return links if harmless(links) else links.replace("<", "&lt;")


#: Where a link of Markdown's own leads to, beside its text or in a line below.
_TARGET = re.compile(r"(\](?:\(|:)\s*+<?\s*+)([^\s>\]]++)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ODD_SCHEMES = ("javascript:", "data:", "vbscript:")


def _led(found: re.Match[str]) -> str:
    """A link of Markdown's own, leading nowhere if it would run or hold something."""
    nowhere = f"{found[1]}#{found[2]}"
    try:
        target = unescape(_BACKSLASH.sub("", found[2]))
    except ValueError:
        return nowhere
    bare = "".join(letter for letter in target if letter.isprintable())
    return nowhere if bare.lower().startswith(_ODD_SCHEMES) else found[0]
