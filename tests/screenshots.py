"""Take the README's pictures: the lesson in JupyterLab, a page of the site, the map, the report.

Usage: python tests/screenshots.py build/demo build/lessons docs/pictures
"""

import shutil
import sys
import tempfile
from pathlib import Path

from lab import browser, jupyterlab, open_notebook, run_all, show_cell

ROOT = Path(__file__).parents[1]


def main(demo: Path, lessons: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        shutil.copytree(ROOT / "notebooks", room / "notebooks")
        lesson = "notebooks/09-withdrawal.ipynb"
        with jupyterlab(room) as address, browser(1280, 860) as page:
            open_notebook(page, address, lesson)
            run_all(page)
            show_cell(page, "hook")
            page.wait_for_timeout(1000)
            page.screenshot(path=pictures / "lesson.png")
            open_notebook(page, address, lesson)
            show_cell(page, "card-soviet-note")
            page.wait_for_timeout(1000)
            page.screenshot(path=pictures / "source-card.png")
    with browser(1100, 900) as page:
        page.goto((demo / "report.html").resolve().as_uri())
        page.screenshot(path=pictures / "report.png")
        page.goto((lessons / "site" / "lessons" / "04-projects.html").resolve().as_uri())
        page.locator("img[alt^='Map, ']").scroll_into_view_if_needed()
        page.locator("img[alt^='Map, ']").screenshot(path=pictures / "map.png")
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=pictures / "site.png")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
