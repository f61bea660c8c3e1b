"""Numbers of the series on which a key may rest, a value at a time."""

from functools import lru_cache

from sinosoviet.specimens.rows import Row, catalogue, every, sure

#: Nearer to a known number than this, as a share of it, a number is not wrong for certain.
_NEAR = 0.02


@lru_cache(maxsize=4096)
def counted(name: str) -> Row:
    """The row of a value that a key may rest on.

    Parameters
    ----------
    name : the series, and its period after an ``@`` where it has several.

    Raises
    ------
    ValueError : if there is not exactly one such value, or it is known from recall only
        or of low confidence.

    >>> counted("grain-china-official-later@1957")["value"]
    195.05
    """
    series, _, period = name.partition("@")
    rows = [row for row in every("series")[series] if period in ("", row["period"])]
    if len(rows) > 1:
        rows = [row for row in rows if row["qualifier"] == "exact"]
    if len(rows) != 1:
        raise ValueError(f"{name} means {len(rows)} values")
    if not sure(rows[0]):
        raise ValueError(f"{name} is not sure enough for a key")
    return rows[0]


def amount(name: str) -> float:
    """The value of `counted`."""
    return float(counted(name)["value"])


def years(series: str) -> list[str]:
    """The years from 1949 to 1962 for which a series has a sure value."""
    every_year = {str(year) for year in range(1949, 1963)}
    found = {row["period"] for row in every("series")[series] if sure(row)}
    return sorted(found & every_year)


def about(name: str) -> Row:
    """What the catalogue says of a series: topic, unit, who counted and what."""
    return catalogue()[name.partition("@")[0]]


def rivals(name: str) -> dict[float, str]:
    """Other numbers of the same topic, time and unit, each with its series."""
    row, topic = counted(name), about(name)["topic"]
    return {
        float(other["value"]): series
        for series, facts in catalogue().items()
        if facts["topic"] == topic
        for other in every("series")[series]
        if other["period"] == row["period"] and other["unit"] == row["unit"]
        if other["value"] != row["value"]
    }


def is_wrong(name: str, planted: float, over: float) -> bool:
    """Whether nobody who treats the topic in that unit gives a number, within two per cent.

    Parameters
    ----------
    name : as in `counted`.
    planted : the number, in the unit of a sentence.
    over : what the data's number is divided by for the sentence.
    """
    topic, unit = about(name)["topic"], counted(name)["unit"]
    known = [
        float(row["value"]) / over
        for series, facts in catalogue().items()
        if facts["topic"] == topic
        for row in every("series")[series]
        if row["unit"] == unit
    ]
    return not any(abs(planted - number) <= _NEAR * number for number in known)
