"""The projects counted: the table's numbers, the published ones, and what differs."""

import re

import matplotlib as mpl
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from pictures import printed_below
from sinosoviet import figures, queries, tables
from sinosoviet.errors import UnknownName

PROJECTS = tables.table("projects")
SERIES = tables.table("series").set_index("series")
FIELD = {"sector": "sector", "region": "place", "year": "finish_year"}
WAYS = ["sector", "region", "year"]


@pytest.fixture(scope="module")
def drawn():
    yield {by: figures.projects(by) for by in WAYS}
    plt.close("all")


def widths(axes):
    """The lengths of the bars by row: the filled part and the empty part."""
    rows = {}
    for patch in axes.patches:
        if patch.get_height() > 0.9:  # a band behind a row
            continue
        filled = to_hex(patch.get_facecolor()) != "#ffffff"
        rows.setdefault(round(patch.get_y() + patch.get_height()), {})[filled] = patch.get_width()
    return rows


def names(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def pins(axes):
    """The published counts by row: the marker's line."""
    lines = [line for line in axes.lines if line.get_marker() not in ("None", "")]
    return {round(line.get_ydata()[0]): line for line in lines}


def sure(by):
    return PROJECTS.confirmed.map(lambda fields: FIELD[by] in fields)


@pytest.mark.parametrize("by", ["sector", "region"])
def test_the_bars_add_up_to_the_table_and_its_confirmed_part(drawn, by):
    axes = drawn[by]
    assert isinstance(axes, Axes)
    parts = widths(axes).values()
    assert sum(part[True] for part in parts) == sure(by).sum()
    assert sum(part[True] + part[False] for part in parts) == len(PROJECTS)
    assert len(parts) == len(names(axes)) == len(set(names(axes)))


def test_each_branch_has_as_many_as_the_table(drawn):
    axes = drawn["sector"]
    of = dict(zip(names(axes), widths(axes).values(), strict=True))
    for sector, rows in PROJECTS.groupby("sector"):
        name = {"other": "branch unknown"}.get(sector, sector.replace("_", " "))
        if sector in ("light_industry", "pharmaceuticals"):
            continue  # one group in the published count
        assert sum(of[name].values()) == len(rows), sector
        assert of[name][True] == sure("sector")[rows.index].sum(), sector
    assert sum(of["light industry and drugs"].values()) == 3


@pytest.mark.parametrize(
    ("by", "stem"), [("sector", "p156-built-branch-"), ("region", "p156-region-")]
)
def test_every_published_count_is_drawn_at_its_own_row(drawn, by, stem):
    axes = drawn[by]
    found = {names(axes)[row]: line.get_xdata()[0] for row, line in pins(axes).items()}
    published = SERIES.value[SERIES.index.str.startswith(stem)]
    assert len(published) > 5
    for series, value in published.items():
        name = series.removeprefix(stem)
        assert {k.replace(" ", "-"): v for k, v in found.items()}[name] == value


def test_branches_published_under_the_name_of_a_group_have_its_count(drawn):
    axes = drawn["sector"]
    found = {names(axes)[row]: line.get_xdata()[0] for row, line in pins(axes).items()}
    for name, group in [
        ("chemicals", "chemicals"),
        ("machinery", "machinery"),
        ("light industry and drugs", "light-and-drugs"),
    ]:
        assert found[name] == SERIES.value[f"p156-built-group-{group}"]
    assert "branch unknown" not in found


@pytest.mark.parametrize("by", ["sector", "region"])
def test_just_the_rows_that_differ_are_marked_and_say_by_how_much(drawn, by):
    axes = drawn[by]
    bands = {round(p.get_y() + 0.5) for p in axes.patches if p.get_height() > 0.9}
    told = {
        round(t.get_position()[1], 1): t.get_text() for t in axes.texts if t.get_ha() == "right"
    }
    differing = set()
    for row, line in pins(axes).items():
        more = sum(widths(axes)[row].values()) - line.get_xdata()[0]
        word = "the same" if not more else f"{abs(more):.0f} {'more' if more > 0 else 'fewer'}"
        assert told[row] == word, names(axes)[row]
        if more:
            differing.add(row)
    assert differing
    assert bands == differing


def test_a_recalled_count_is_empty_and_a_read_one_filled(drawn):
    faces = {
        by: {to_hex(line.get_markerfacecolor()) for line in pins(drawn[by]).values()}
        for by in ("sector", "region")
    }
    assert faces["region"] == {"#ffffff"}
    assert "#ffffff" not in faces["sector"]
    printed = {by: printed_below(drawn[by].figure) for by in faces}
    assert "Empty pins" in printed["region"]
    assert "Empty pins" not in printed["sector"]


def test_the_two_who_counted_differ_in_marker_and_colour(drawn):
    cues = [
        {(line.get_marker(), line.get_color()) for line in pins(drawn[by]).values()}
        for by in ("sector", "region")
    ]
    ((chinese,), (scholarly,)) = cues
    assert chinese[0] != scholarly[0]
    assert chinese[1] != scholarly[1]


def test_a_year_has_as_many_as_the_table_and_the_confirmed_ones_are_filled(drawn):
    axes = drawn["year"]
    filled, whole = {}, {}
    for patch in axes.patches:
        year = round(patch.get_x() + patch.get_width() / 2)
        whole[year] = whole.get(year, 0) + patch.get_height()
        if to_hex(patch.get_facecolor()) != "#ffffff":
            filled[year] = patch.get_height()
    dated = PROJECTS[PROJECTS.finish_year.notna()]
    assert whole == dated.finish_year.value_counts().to_dict()
    confirmed = dated[sure("year")[dated.index]].finish_year.value_counts()
    assert {year: number for year, number in filled.items() if number} == confirmed.to_dict()


def test_projects_without_a_year_are_counted_in_the_note(drawn):
    printed = printed_below(drawn["year"].figure)
    assert f"is given for {PROJECTS.finish_year.isna().sum()}." in printed


def test_published_totals_stand_beside_the_years_with_who_counted(drawn):
    axes = drawn["year"]
    printed = " ".join(" ".join(text.get_text() for text in axes.texts).split())
    for name in ("p156-working-by-1957", "p156-finished-encyclopaedia"):
        series = queries.series(name)
        for text in (printed, axes.figure.description):
            assert series.attrs["counted_by"] in text
            assert f" {series.value.iloc[0]:.0f} projects" in text
    finished = (PROJECTS.finish_year <= 1957).sum()
    assert f"the table has {finished} finished by then" in printed
    assert "(party histories, unconfirmed)" in printed


@pytest.mark.parametrize("by", ["sector", "region"])
def test_the_alt_text_gives_both_counts_of_each_row_and_who_counted(drawn, by):
    axes = drawn[by]
    text = axes.figure.description
    for row, line in pins(axes).items():
        table = sum(widths(axes)[row].values())
        told = rf"{names(axes)[row]}: table {table:.0f}, .*? published {line.get_xdata()[0]:.0f} \("
        assert re.search(told, text)
    stem = "p156-built-branch-coal" if by == "sector" else "p156-region-north"
    about = queries.series(stem).attrs
    assert f"{about['counted_by']} ({about['side']})" in text
    legend = " ".join(t.get_text() for t in axes.get_legend().get_texts())
    assert f"{about['counted_by']} ({about['side']})" in legend


@pytest.mark.parametrize("by", WAYS)
def test_a_line_of_sources_is_printed(drawn, by):
    figure = drawn[by].figure
    assert figure.source_line.startswith("Sources: ")
    assert figure.source_line in printed_below(figure)
    assert figure.description


def test_an_unknown_way_to_count_gets_its_sentence():
    with pytest.raises(UnknownName, match=r"no way to count the projects 'town'.*region"):
        figures.projects("town")
    with pytest.raises(UnknownName, match="no way to count the projects"):
        figures.projects(tables.table("projects").sector)
