"""Outputs that came out of the sandbox: rebuilt field by field, or left out."""

import math
import re
from typing import Any

from sinosoviet.grading import markup

Output = dict[str, Any]

_MIME = re.compile(r"[a-z]+/[\w.+-]{1,80}")
_NAME = re.compile(r"\w{1,80}")
#: Kinds of output that would run in the browser of whoever looks at them.
_ACTIVE = ("application/javascript", "text/javascript")
_MARKUP = {
    "text/html": markup.html,
    "text/markdown": markup.markdown,
    "text/vnd.mermaid": markup.html,
}
#: A page writes the size of a picture into a tag as it stands.
_SIZE = re.compile(r"[\w.%]{1,20}")
_MOST = 2000


def checked(found: Any) -> list[Output]:
    """Valid nbformat outputs from whatever a submission's process sent.

    Parameters
    ----------
    found : parsed JSON of any form.

    >>> checked([{"output_type": "stream", "name": "stdout", "text": "a"}, 7])
    [{'output_type': 'stream', 'name': 'stdout', 'text': 'a'}]
    """
    if not isinstance(found, list):
        return []
    outputs = [_checked(output) for output in found[:_MOST] if isinstance(output, dict)]
    return [output for output in outputs if output is not None]


def _checked(output: dict[str, Any]) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        trace = output.get("traceback")
        return {
            "output_type": kind,
            "ename": _text(output.get("ename"))[:200],
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in trace] if isinstance(trace, list) else [],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    data = output.get("data")
    made: Output = {"output_type": kind, "data": _bundle(data), "metadata": {}}
    metadata = output.get("metadata")
    if isinstance(metadata, dict):
        made["metadata"] = {k: v for k, v in metadata.items() if _shallow({k: v}) and _tame(k, v)}
    if kind == "execute_result":
        number = output.get("execution_count")
        made["execution_count"] = number if type(number) is int and 0 < number < 10**9 else None
    return made


def _bundle(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    bundle: dict[str, Any] = {}
    for mime, content in data.items():
        if not _MIME.fullmatch(mime) or mime in _ACTIVE:
            continue
        if mime.endswith("json"):
            if _shallow(content):
                bundle[mime] = content
        else:
            bundle[mime] = _MARKUP.get(mime, str)(_text(content))
    return bundle


def _tame(name: str, value: Any) -> bool:
    """Whether what an output says of itself can be written into a page, and loads nothing."""
    if isinstance(value, dict) and name != "filenames":
        return all(_tame(inner, of) for inner, of in value.items())
    if "/" in name:  # of a kind of output there are entries to be looked up
        return False
    if name in ("width", "height"):
        return bool(_SIZE.fullmatch(str(value)))
    return name != "filenames"


def _text(value: Any) -> str:
    """A text that can be written as UTF-8."""
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shallow(value: Any, depth: int = 0) -> bool:
    """Whether JSON is not nested deeper than anything of use, and holds clean text."""
    if depth > 20:
        return False
    if isinstance(value, dict):
        return all(_shallow(k, depth + 1) and _shallow(v, depth + 1) for k, v in value.items())
    if isinstance(value, list):
        return all(_shallow(item, depth + 1) for item in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, str) or _text(value) == value
