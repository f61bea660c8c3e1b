"""The themes of specimens, as the lessons treat them, and the three parts of the story."""

from sinosoviet.errors import UnknownName

#: Each theme with its heading; the name is that of its file of patterns.
THEMES = {
    "yalta": "Yalta and Manchuria, 1945-1946",
    "treaty": "Recognition and the treaty of 1950",
    "korea": "Korea and Japan, 1950-1953",
    "projects": "The 156 projects",
    "money": "Loans, trade and specialists",
    "plan": "The first five-year plan and its numbers",
    "peak": "The best years, 1953-1957",
    "cracks": "Cracks, 1956-1959",
    "withdrawal": "The withdrawal of July 1960",
    "polemics": "Polemics and the bomb, 1960-1964",
    "border": "Border and triangle, 1964-1979",
    "normal": "Normalisation, and why historians disagree",
}

#: A part is a stretch of the story that one text can tell.
PARTS = {
    "making": ("yalta", "treaty", "korea"),
    "aid": ("projects", "money", "plan", "peak"),
    "split": ("cracks", "withdrawal", "polemics", "border", "normal"),
}

#: The titles that a text on a whole part can have.
PART_TITLES = {
    "making": (
        "From Yalta to Panmunjom",
        "How two revolutions became allies",
        "Moscow, China and Korea, 1945-1953",
        "The birth of an alliance",
        "Stalin, Mao and the East, 1945-1953",
    ),
    "aid": (
        "What Moscow gave, and what China made of it",
        "Machines, money and men from Moscow",
        "The decade of aid",
        "How China built with Soviet help",
        "Friendship in figures",
    ),
    "split": (
        "How the allies fell out",
        "From friends to foes, and back",
        "The long quarrel of Moscow and Beijing",
        "The split and after, 1956-1991",
        "Two capitals of communism",
    ),
}


def members(theme: str | None) -> tuple[str, ...]:
    """The themes that a theme or a part stands for; all of them for None.

    Raises
    ------
    UnknownName : if there is no such theme or part.

    >>> members("making")
    ('yalta', 'treaty', 'korea')
    """
    if theme is None:
        return tuple(THEMES)
    if theme in PARTS:
        return PARTS[theme]
    if theme not in THEMES:
        raise UnknownName("theme", theme, [*PARTS, *THEMES])
    return (theme,)


def part_of(theme: str) -> str:
    """The part to which a theme belongs."""
    return next(part for part, themes in PARTS.items() if theme in themes)
