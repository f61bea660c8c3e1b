"""A cell that was not run, or is gone, is told in one sentence."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from sinosoviet.tasks.unanswered import explain_missing


@pytest.fixture
def shell():
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def said(shell, code, capsys):
    assert not shell.run_cell(code).success
    written = capsys.readouterr()
    return written.out + written.err


def test_an_answer_that_is_not_there_is_told_in_a_sentence(shell, capsys):
    explain_missing({"q3"})
    text = said(shell, "print(q3)", capsys)
    assert text.startswith("q3: there is no answer yet. Run the cell that begins with 'q3 ='")
    assert "Traceback" not in text


def test_other_unknown_names_are_shown_as_ever(shell, capsys):
    explain_missing({"q3"})
    assert "NameError" in said(shell, "print(q4)", capsys)


def test_outside_a_notebook_nothing_happens():
    explain_missing({"q3"})
    with pytest.raises(NameError, match="q3"):
        eval("q3")
