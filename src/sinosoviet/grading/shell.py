"""Run a notebook's cells in this process and catch their outputs as a kernel would send them.

It is ipykernel's own shell, without its sockets: what the shell would send to a
front end is made into nbformat's outputs here, in the order and the pieces in
which nbclient would have received them.
"""

import builtins
import io
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from IPython.core.error import StdinNotImplementedError, UsageError
from jupyter_client.session import Session
from traitlets.config import Config

Output = dict[str, Any]
#: How often a cell is run beforehand.
_ROUNDS = 4


class CellTimeoutError(BaseException):
    """A cell that took too long; not an Exception, so that few handlers swallow it."""


class Outputs:
    """The outputs of the cells so far, as nbclient would have put them together."""

    def __init__(self) -> None:
        self.cells: dict[int, list[Output]] = {}
        self.touched: set[int] = set()
        self.most = 0
        self._now: int = -1
        self._kept = self._left_out = 0
        self._displays: dict[str, list[tuple[int, Output]]] = {}
        self._clear_next = False

    def begin(self, cell: int, most: int) -> None:
        """Start a cell, of whose outputs at most so many bytes are kept."""
        self.cells[cell] = []
        self._now, self.most, self._kept, self._left_out = cell, most, 0, 0
        self._clear_next = False
        self.touched = {cell}

    def room(self) -> int:
        """How many bytes the current cell may still put out."""
        return max(0, self.most - self._kept)

    def leave_out(self, size: int) -> None:
        """Count bytes of the current cell that are not kept."""
        self._left_out += size

    def end(self) -> None:
        """Finish the current cell."""
        if self._left_out:
            note = f"\n... {self._left_out:,} more bytes were left out ...\n"
            self.cells[self._now].append({"output_type": "stream", "name": "stdout", "text": note})

    def receive(self, kind: str, content: dict[str, Any]) -> None:
        """Take a message of the shell's."""
        if kind == "clear_output":
            if content.get("wait"):
                self._clear_next = True
            else:
                self._clear()
            return
        output = _as_output(kind, content)
        if output is None:
            return
        size = _size(output)
        if size > self.room():
            self.leave_out(size)
            return
        self._kept += size
        display = (content.get("transient") or {}).get("display_id")
        if display is not None:
            for cell, shown in self._displays.get(display, []):
                shown["data"], shown["metadata"] = output["data"], output["metadata"]
                self.touched.add(cell)
        if kind == "update_display_data":
            return
        if self._clear_next:
            self._clear()
        self.cells[self._now].append(output)
        if display is not None:
            self._displays.setdefault(display, []).append((self._now, output))

    def _clear(self) -> None:
        self.cells[self._now].clear()
        self._clear_next = False
        for display, shown in self._displays.items():
            self._displays[display] = [pair for pair in shown if pair[0] != self._now]


def _as_output(kind: str, content: dict[str, Any]) -> Output | None:
    if kind == "stream":
        return {"output_type": kind, "name": content["name"], "text": content["text"]}
    if kind == "error":
        return {"output_type": kind, **content}
    if kind in ("display_data", "update_display_data", "execute_result"):
        output = {
            "output_type": "execute_result" if kind == "execute_result" else "display_data",
            "data": content["data"],
            "metadata": content["metadata"],
        }
        if kind == "execute_result":
            output["execution_count"] = content["execution_count"]
        return output
    return None


def _size(output: Output) -> int:
    texts = output.get("data", {}).values() if "data" in output else output.get("traceback", [])
    return len(output.get("text", "")) + sum(len(str(text)) for text in texts)


class _Wire(Session):
    """Where ipykernel's messages end: no socket, no serialising, no signature."""

    def __init__(self, outputs: Outputs) -> None:
        super().__init__(key=b"")
        self.__dict__["outputs"] = outputs

    def msg(self, msg_type: str, content: Any = None, *rest: Any, **more: Any) -> dict[str, Any]:
        return {"msg_type": msg_type, "content": content or {}}

    def send(self, stream: Any, message: Any, content: Any = None, *rest: Any, **more: Any) -> None:  # type: ignore[override]
        if isinstance(message, str):
            message = {"msg_type": message, "content": content}
        self.__dict__["outputs"].receive(message["msg_type"], message["content"])


class _Stream(io.TextIOBase):
    """Standard output or error: gathered, and sent when the shell flushes, as ipykernel does."""

    encoding = "UTF-8"
    errors = "replace"

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        self._name, self._outputs, self._descriptor = name, outputs, descriptor
        self._parts: list[str] = []
        self._held = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        room = self._outputs.room() - self._held
        if len(text) > room:
            self._outputs.leave_out(len(text) - max(room, 0))
        if room > 0:
            self._parts.append(str(text[:room]))
            self._held += len(text[:room])
        return len(text)

    def flush(self) -> None:
        text = "".join(self._parts)
        self._parts, self._held = [], 0
        if text:
            self._outputs.receive("stream", {"name": self._name, "text": text})


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """ipykernel's shell; a cell that asks to leave does not end the others.

    Libraries know a notebook by this class's name.
    """

    def ask_exit(self) -> None:
        """Stay."""

    def enable_gui(self, gui: Any = None) -> None:
        """Figures are drawn into the notebook; there is no window for any other way."""
        if gui not in (None, "inline"):
            raise UsageError(f"There is no window here for {gui!r}; use: %matplotlib inline")

    def _update_exit_now(self, change: Any) -> None:
        pass


class Shell:
    """A shell in which the cells of one notebook are run.

    Parameters
    ----------
    one_stream : whether standard error is written as standard output, so that
        what a test prints there costs nothing.
    """

    def __init__(self, one_stream: bool = False) -> None:
        config = Config()
        config.HistoryManager.enabled = False  # it would start a thread, and write
        self.outputs = Outputs()
        self._inner: Any = ZMQInteractiveShell.instance(
            config=config, compiler_class=XCachingCompiler
        )
        wire = _Wire(self.outputs)
        senders: tuple[Any, Any] = (self._inner.displayhook, self._inner.display_pub)
        for sender in senders:
            sender.session = wire
        self._one_stream = one_stream
        self.scope: dict[str, Any] = self._inner.user_ns
        sys.path.insert(0, "")

    def attach(self) -> None:
        """Make Python's streams those of the notebook; once, in the process that runs it."""
        out = _Stream("stdout", self.outputs, 1)
        err = out if self._one_stream else _Stream("stderr", self.outputs, 2)
        streams = {"stdout": out, "__stdout__": out, "stderr": err, "__stderr__": err}
        for name, stream in streams.items():
            setattr(sys, name, stream)
        builtins.input = _no_input  # type: ignore[assignment]
        signal.signal(signal.SIGALRM, _too_long)

    def warm(self, act: Callable[[], None], cells: Sequence[str]) -> None:
        """Do what cells will do, before there are any; afterwards the shell is as new.

        Parameters
        ----------
        act : called as from a cell: libraries look for a notebook when they are imported.
        cells : run, several times over, for Python makes quicker what runs often.
        """
        names = (self.scope, self._inner.user_ns_hidden)
        before = [dict(scope) for scope in names]
        with self._inner.builtin_trap:
            act()
        self.outputs.begin(-1, 0)
        for source in _ROUNDS * tuple(cells):
            self._inner.run_cell(source, store_history=False)
            _flush()
        self._inner.displayhook.flush()
        for scope, was in zip(names, before, strict=True):
            scope.clear()
            scope.update(was)
        self.outputs.cells.clear()

    def count(self, number: int) -> None:
        """Say which number the next cell has."""
        self._inner.execution_count = number

    def skip(self) -> None:
        """Count a cell that is run elsewhere."""
        self._inner.execution_count += 1

    def run(self, cell: int, source: str, seconds: float, most: int) -> list[Output]:
        """Run a cell.

        Parameters
        ----------
        cell : its number, for outputs that a later cell updates.
        source : its text.
        seconds : wall time after which it is interrupted.
        most : bytes of output that are kept.

        Returns
        -------
        list of dict : nbformat's outputs.
        """
        self.outputs.begin(cell, most)
        failed: BaseException | None = None
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            result = self._inner.run_cell(source, store_history=True)
            failed = result.error_before_exec or result.error_in_exec
        except CellTimeoutError as late:  # it came while the shell was at its own work
            failed = late
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        _flush()
        self._inner.payload_manager.clear_payload()
        self.outputs.end()
        outputs = self.outputs.cells[cell]
        name = type(failed).__name__
        if failed is not None and not any(o.get("ename") == name for o in outputs):
            said = ["ERROR: An error occurred while showtraceback was disabled"]
            outputs.append(
                {
                    "output_type": "error",
                    "ename": name,
                    "evalue": str(failed),
                    "traceback": said,
                }
            )
        return outputs


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def _no_input(prompt: str = "") -> str:
    del prompt
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


def _too_long(number: int, frame: object) -> None:
    del number, frame
    raise CellTimeoutError("The cell took longer than it may.")
