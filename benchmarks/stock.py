"""nbgrader as it comes, to measure and to compare with; tests use it too."""

from pathlib import Path

_AS_IT_COMES = """
c = get_config()
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput", "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec", "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute", "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades", "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
del c.GenerateFeedback
"""


def unplug(root: Path) -> None:
    """Let nbgrader in a course's folder grade with its own parts, not with the project's."""
    path = root / "nbgrader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + _AS_IT_COMES, encoding="utf-8")
