"""What a notebook shows of a table, and how a slip in its use is answered."""

import pytest

from sinosoviet import queries, tables
from sinosoviet.errors import CourseError, UnknownName


def test_a_row_that_is_not_confirmed_says_so_in_a_notebook():
    loans = tables.table("loans")
    assert "low (unconfirmed)" in loans[loans.confidence == "low"]._repr_html_()
    assert "unconfirmed" not in loans[loans.confidence == "high"].head(3)._repr_html_()


def test_a_notebook_shows_lists_in_words_and_texts_in_full():
    frame = tables.table("events").head(10)
    html = frame._repr_html_()
    assert "(&#x27;" not in html
    assert "('" not in html
    for row in frame.itertuples():
        assert ", ".join(row.sources) in html
    assert "..." not in html


def test_what_stands_in_a_table_cannot_become_markup():
    frame = tables.table("events").head(1)
    frame["title"] = "<script>alert(1)</script>"
    assert "<script" not in frame._repr_html_()


def test_a_part_of_a_table_is_still_one_that_reads_well():
    frame = tables.table("events")
    assert type(frame[frame.side == "soviet"]) is type(frame) is type(queries.events())
    assert type(frame) is type(queries.compare("specialists withdrawn, 1960"))


SLIPS = {
    "a column": lambda claims: claims["clam"],
    "one of several columns": lambda claims: claims[["kind", "clam"]],
    "after a dot": lambda claims: claims.clam,
    "grouping": lambda claims: claims.groupby("clam"),
    "grouping by two": lambda claims: claims.groupby(["kind", "clam"]),
    "sorting": lambda claims: claims.sort_values("clam"),
    "a column of rows": lambda claims: claims.loc[["A12"], ["clam"]],
    "a cell": lambda claims: claims.loc["A12", "clam"],
    "a column for the index": lambda claims: claims.set_index("clam"),
    "a grid": lambda claims: claims.pivot(index="clam", columns="kind", values="claim"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_name_of_a_column_is_answered_with_the_column(slip):
    claims = tables.table("claims").set_index("id")
    with pytest.raises(UnknownName, match=r"There is no .*column.* 'clam'\. .* 'claim'"):
        SLIPS[slip](claims)


def test_a_row_that_is_not_there_is_named():
    claims = tables.table("claims")
    with pytest.raises(KeyError, match="There is no row or column 'A12'"):
        claims.loc["A12"]
    claims = claims.set_index("id")
    with pytest.raises(KeyError, match=r"There is no row or column 'A1'\. Did you mean"):
        claims.loc[["A12", "A1"], ["claim"]]
    with pytest.raises(KeyError, match="There is no row or column '99'"):
        tables.table("claims").loc[99]
    points = tables.table("extracts").set_index(["source", "number"])
    with pytest.raises(KeyError, match="There is no row or column 'soviet-note'"):
        points.loc[[("soviet-note", 1)], ["point"]]


def test_pandas_may_still_ask_whether_a_column_is_there():
    claims = tables.table("claims")
    assert claims.get("clam") is None
    assert not hasattr(claims, "clam")
    assert claims.loc[claims.kind == "nothing", ["claim"]].empty


def test_columns_to_group_by_that_stand_in_no_list_are_asked_for_in_one():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match=r'one list.*\(\["kind", "verdict"\]\)'):
        claims.groupby("kind", "verdict")
    assert claims.groupby(["kind", "verdict"]).size().sum() == len(claims)
    assert claims.groupby("kind", sort=False).size().sum() == len(claims)
    assert claims.groupby(claims.kind.str[:1]).size().sum() == len(claims)


def test_a_grid_with_two_rows_for_a_cell_says_so():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match="Two rows want the same cell"):
        claims.pivot(index="kind", columns="verdict", values="claim")
    assert claims.pivot(index="id", columns="verdict", values="claim").shape[0] == len(claims)


def test_columns_without_a_list_around_them_and_a_number_in_quotation_marks_are_told_so():
    claims = tables.table("claims")
    with pytest.raises(CourseError, match=r"two pairs of square brackets: \[\['kind', 'claim'\]\]"):
        claims["kind", "claim"]
    with pytest.raises(CourseError, match="without quotation marks"):
        claims.head("3")
    assert len(claims.head(3)) == 3
    assert len(claims.head()) == 5
