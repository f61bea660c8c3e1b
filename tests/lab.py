"""JupyterLab started for real, and a headless Chromium to look at it with."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WITHOUT = (
    "No Chromium: install your system's package (Debian: apt-get install chromium) to run the "
    "browser tests."
)


@contextmanager
def jupyterlab(folder: Path, *arguments: str) -> Iterator[str]:
    """`sinosoviet lab` in a folder; gives the address, with its token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    home = folder / ".home"
    (home / "config").mkdir(parents=True, exist_ok=True)
    settings = {"LabApp": {"expose_app_in_browser": True}}
    (home / "config" / "jupyter_lab_config.json").write_text(json.dumps(settings))
    environment = {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    command = [sys.executable, "-m", "sinosoviet.cli", "lab", "--no-browser", f"--port={port}"]
    log = (folder / "lab.log").open("w")
    process = subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, token, process, folder / "lab.log")
        yield f"{address}/lab?token={token}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


def _wait(address: str, token: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            break
        with suppress(urllib.error.URLError, ConnectionError):
            with urllib.request.urlopen(f"{address}/api/status?token={token}", timeout=5) as reply:
                json.load(reply)
            return
        time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def browser(width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """A page of a headless Chromium that may reach this machine only."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        page = chromium.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(30_000)
        try:
            yield page
        finally:
            chromium.close()


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook in JupyterLab and wait until its cells are there."""
    base, _, query = address.partition("?")
    page.goto(f"{base}/tree/{path}?{query}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")


def run_all(page: Page, seconds: int = 120) -> None:
    """Clear all outputs, run all cells as the menu does, and wait until each has been run."""
    page.wait_for_function(
        """() => {
            const kernel = window.jupyterapp?.shell.currentWidget.sessionContext.session?.kernel;
            return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
        }"""
    )
    page.evaluate(
        """() => {
            const commands = window.jupyterapp.commands;
            commands.execute('editmenu:clear-all').then(() => commands.execute('runmenu:run-all'));
            return null;
        }"""
    )
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().trim())
            .every(cell => cell.model.executionCount && cell.model.executionState === 'idle')""",
        timeout=1000 * seconds,
    )


def show_cell(page: Page, cell_id: str) -> None:
    """Scroll to a cell and wait until it stays in sight: what is out of sight is not drawn."""
    seen = 0
    for _ in range(40):
        inside = page.evaluate(
            """id => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const index = notebook.widgets.findIndex(cell => cell.model.id === id);
                const place = notebook.widgets[index].node.getBoundingClientRect();
                if (place.height > 0 && place.top > 0 && place.top < innerHeight / 2) return true;
                notebook.activeCellIndex = index;
                notebook.scrollToItem(index, 'start');
                return false;
            }""",
            cell_id,
        )
        seen = seen + 1 if inside else 0
        if seen == 4:
            return
        page.wait_for_timeout(250)
    raise RuntimeError(f"The cell {cell_id} does not stay in sight.")
