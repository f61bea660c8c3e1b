"""The verb `practice`: questions in the terminal, one after the other, with a reply at once."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sinosoviet.questions import Answer, Question

Name = Annotated[
    str, typer.Argument(help="texts, or single statements: dates, numbers, causes, names.")
]


def practice(name: Name = "texts") -> None:
    """Practise finding errors: fresh questions without end, each explained after the answer."""
    from rich.console import Console

    from sinosoviet.practising import exercises

    console = Console(highlight=False)
    right = asked = 0
    for exercise in exercises(name):
        console.print(f"\n{exercise.question}", markup=False)
        try:
            answer = _ask(exercise.question)
        except EOFError:
            break
        if answer is None:
            break
        head, *rest = exercise.reply(answer)
        asked, right = asked + 1, right + (head == "Right.")
        console.print(head, style="bold")
        console.print("\n".join(rest), markup=False)
    console.print(f"\n{asked} answered, {right} right.")


def _ask(question: "Question") -> "Answer | None":
    """An answer from the keyboard; None to stop."""
    from rich.prompt import Prompt

    from sinosoviet.questions import ERROR_KINDS

    if question.kind == "choice":
        letters = [*question.inputs()[0].options, "q"]
        chosen = Prompt.ask("Your answer (q to stop)", choices=letters)
        return None if chosen == "q" else chosen
    rows: list[dict[str, Any]] = []
    numbers = [str(n) for n in range(1, len(question.material) + 1)]
    while True:
        said = Prompt.ask(
            "A wrong sentence (Enter when you have all, q to stop)",
            choices=[*numbers, "q", ""],
            default="",
            show_choices=False,
            show_default=False,
        )
        if said == "q":
            return None
        if not said:
            return rows
        kind = Prompt.ask("What kind of error", choices=list(ERROR_KINDS))
        correct = Prompt.ask("What it should say (Enter if nothing)", default="")
        rows.append({"sentence": int(said), "kind": kind, "correct": correct})
