"""The figures of the debate, and the timeline by kind of event, against the data."""

import re
from collections import Counter
from itertools import pairwise

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.dates import date2num, num2date
from matplotlib.patches import Rectangle

from pictures import printed_below
from sinosoviet import dates, figures, queries, sources, tables
from sinosoviet.errors import CourseError, UnknownName
from sinosoviet.figures.debate import VERDICTS, claims, historians, polemics
from sinosoviet.figures.events import KINDS


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def printed(axes):
    return " ".join(text.get_text() for text in axes.figure.findobj(plt.Text))


# The exchange of texts


def exchange(since="1956", until="1964"):
    rows = tables.table("polemics").sort_values(["earliest", "latest"], kind="stable")
    within = (rows.latest >= since) & (rows.earliest <= f"{until}-12-31")
    return rows[within].reset_index(drop=True)


@pytest.fixture(scope="module")
def quarrel():
    axes = polemics()
    axes.figure.canvas.draw()
    drawn = []
    for marker, number in zip(axes.collections, numbers(axes), strict=True):
        assert tuple(marker.get_offsets()[0]) == pytest.approx(place(number))
        drawn.append((exchange().loc[int(number.get_text()) - 1], marker))
    return axes, drawn


def numbers(axes):
    return [
        text for text in axes.texts if text.get_text().isdigit() and text.get_text() in told(axes)
    ]


def told(axes):
    return re.findall(r"[;.] (\d+)\. ", axes.figure.description)


def place(text):
    x, y = text.get_position()
    return (date2num(x) if isinstance(x, pd.Timestamp) else x), y


def test_each_text_has_one_marker_on_a_day_that_its_date_allows(quarrel):
    _, drawn = quarrel
    assert len(drawn) == len(exchange())
    assert {row.id for row, _ in drawn} == set(exchange().id)
    for row, marker in drawn:
        day = num2date(marker.get_offsets()[0][0]).date()
        assert row.earliest.date() <= day <= row.latest.date(), row.id


def test_chinese_texts_stand_above_soviet_ones_and_others_between(quarrel):
    heights = {}
    for row, marker in quarrel[1]:
        side = row.side if row.side in ("chinese", "soviet") else "between"
        heights.setdefault(side, set()).add(marker.get_offsets()[0][1])
    assert min(heights["chinese"]) > max(heights["between"])
    assert min(heights["between"]) > max(heights["soviet"])


def test_who_could_read_a_text_is_told_by_its_marker(quarrel):
    shapes = {}
    for row, marker in quarrel[1]:
        shapes.setdefault(row.public, set()).add(marker.get_paths()[0].vertices.tobytes())
    assert set(shapes) == {"public", "secret", "published_later"}
    assert all(len(found) == 1 for found in shapes.values())
    assert len(set.union(*shapes.values())) == 3


def test_the_side_of_a_text_is_told_by_its_colour(quarrel):
    for row, marker in quarrel[1]:
        assert to_hex(marker.get_edgecolor()[0]).upper() == figures.STYLES[row.side].colour


def test_only_a_text_of_low_confidence_is_drawn_empty(quarrel):
    axes, drawn = quarrel
    empty = {row.id for row, marker in drawn if to_hex(marker.get_facecolor()[0]) == "#ffffff"}
    assert empty == set(exchange().query("confidence == 'low'").id)
    assert empty
    assert "Empty, dotted: low confidence." in printed(axes)
    assert "low confidence" not in printed(polemics("1956", "1956"))


def test_no_two_markers_hide_each_other(quarrel):
    axes, drawn = quarrel
    points = [axes.transData.transform(marker.get_offsets()[0]) for _, marker in drawn]
    apart = 9 * axes.figure.dpi / 72
    for n, (x, y) in enumerate(points):
        for other in points[:n]:
            assert max(abs(x - other[0]), abs(y - other[1])) > apart


def arrows(axes):
    return [text for text in axes.texts if getattr(text, "arrow_patch", None)]


def test_an_arrow_leads_from_each_text_to_its_answer_and_no_other(quarrel):
    axes, drawn = quarrel
    at = {row.id: (row.earliest, tuple(marker.get_offsets()[0])) for row, marker in drawn}
    rows = exchange()
    wanted = {(at[r.answers][1], at[r.id][1]) for r in rows.itertuples() if r.answers in at}
    found = set()
    for arrow in arrows(axes):
        (x1, y1), (x2, y2) = arrow.get_position(), arrow.xy
        found.add(((date2num(x1), y1), (date2num(x2), y2)))
    assert found == wanted
    assert all(answered[0] <= answer[0] for answered, answer in found)


def test_an_answer_to_a_text_outside_the_dates_has_no_arrow_but_a_note():
    axes = polemics("1963-09", "1963-12")
    assert "answer one outside these dates: " in printed(axes)
    assert arrows(axes)
    assert "answer one outside" not in printed(polemics("1956", "1957"))


def test_the_titles_stand_below_with_the_numbers_of_the_markers():
    axes = polemics("1960", "1960")
    rows = exchange("1960", "1960")
    lines = [line for text in axes.texts for line in text.get_text().splitlines()]
    counted = [line for line in lines if line.isdigit()]
    assert Counter(counted) == Counter(2 * [str(n) for n in range(1, len(rows) + 1)])
    for row in rows.itertuples():
        start = f"{dates.in_words(row.date)}, {row.title}"[:60]
        assert any(line.startswith(start) for line in lines), start


def test_the_quarrel_in_words_names_each_text_and_counts_the_public_ones(quarrel):
    description = quarrel[0].figure.description
    rows = exchange()
    assert f"{len(rows)} texts" in description
    for row in rows.itertuples():
        assert (
            f"{dates.in_words(row.date)}, {row.side}, {row.kind.replace('_', ' ')}" in description
        )
        assert row.title in description
    year = rows[rows.earliest.dt.year == 1963]
    assert f"1963 {sum(year.public == 'public')} of {len(year)}" in description
    number = {row.id: n for n, row in enumerate(rows.itertuples(), start=1)}
    reply = rows.set_index("id").loc["cpsu-open-letter-1963"]
    assert f"{reply.title}, answers {number[reply.answers]}" in description


def test_texts_of_several_other_sides_share_the_lane_between_and_hide_nothing(monkeypatch):
    rows = tables.table("polemics")
    rows.loc[rows.id == "moscow-declaration-1957", "side"] = "american"
    rows.loc[rows.id == "mao-moscow-speech-1957", "side"] = "joint"
    monkeypatch.setattr(tables, "table", lambda name: rows)
    axes = polemics("1956", "1959")
    ticks = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    lanes = [label.get_text() for _, label in sorted(ticks, key=lambda tick: tick[0])]
    assert lanes == ["soviet", "american\njoint", "chinese"]
    places = [tuple(marker.get_offsets()[0]) for marker in axes.collections]
    between = [y for _, y in places if y in (0, 1)]
    assert sorted(between) == [0, 1]


def test_a_single_day_can_be_drawn():
    axes = polemics("1960-07-16", "1960-07-16")
    axes.figure.canvas.draw()
    assert len(axes.collections) == 1


@pytest.mark.parametrize(
    ("window", "message"),
    [
        (("1945", "1946"), "No text of the quarrel between 1945 and 1946; widen"),
        (("1964", "1956"), "No text of the quarrel"),
        (("1956", "1960/.."), "leave neither open"),
        (("spring", "1964"), "'spring' is not a date"),
    ],
)
def test_a_quarrel_that_cannot_be_drawn_says_why(window, message):
    with pytest.raises(CourseError, match=message):
        polemics(*window)
    assert plt.get_fignums() == []


# The historians


@pytest.fixture(scope="module")
def accounts():
    return historians(), tables.table("historiography")


def named(row):
    return f"{row.scholar.partition(' (')[0]} ({row.year})"


def labels(axes):
    """The names printed in the figure, by height; whether in the column at the side."""
    found = {}
    for text in axes.texts:
        words = " ".join(text.get_text().split())
        if match := re.match(r".+? \(\d{4}\)", words):
            aside = not hasattr(text, "xy")
            height = text.get_position()[1] if aside else text.xy[1]
            found.setdefault((height, aside), []).append(match[0])
    return found


def test_each_historian_is_named_once_and_only_the_undated_ones_at_the_side(accounts):
    axes, rows = accounts
    found = [(name, aside) for (_, aside), names in labels(axes).items() for name in names]
    assert Counter(found) == Counter((named(r), not r.beginning) for r in rows.itertuples())
    assert f"no dated beginning ({sum(rows.beginning == '')})" in printed(axes)


def test_no_two_names_stand_on_one_line(accounts):
    assert {len(names) for names in labels(accounts[0]).values()} == {1}


def test_each_historian_stands_in_the_lane_of_the_main_cause(accounts):
    axes, rows = accounts
    lanes = {}
    for tick, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True):
        lanes[label.get_text().rpartition(" (")[0].replace(" ", "_")] = tick
        assert label.get_text().endswith(f"({sum(rows.main_cause == list(lanes)[-1])})")
    assert set(lanes) == set(rows.main_cause)
    at = {name: height for (height, _), names in labels(axes).items() for name in names}
    for row in rows.itertuples():
        near = min(lanes, key=lambda cause: abs(lanes[cause] - at[named(row)]))
        in_lane = [at[named(r)] for r in rows[rows.main_cause == row.main_cause].itertuples()]
        assert (min(in_lane) + max(in_lane)) / 2 == lanes[row.main_cause], near
    spans = sorted(
        (min(heights), max(heights))
        for _, same in rows.groupby("main_cause")
        if (heights := [at[named(r)] for r in same.itertuples()])
    )
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_each_dated_beginning_is_drawn_over_the_days_that_it_leaves_open(accounts):
    axes, rows = accounts
    spans = Counter(
        tuple(pd.Timestamp(day) for day in line.get_xdata())
        for line in axes.lines
        if len(line.get_xdata()) == 2
    )
    dated = rows[rows.beginning != ""]
    assert spans == Counter((r.earliest, r.latest) for r in dated.itertuples())


def test_official_statements_have_the_marker_of_their_side(accounts):
    axes, rows = accounts
    sides = Counter(sources.item(work)["custom"]["side"] for work in rows.work)
    assert {"scholarly", "soviet", "chinese"} <= set(sides)
    drawn = Counter(
        (line.get_marker(), line.get_color()) for line in axes.lines if len(line.get_xdata()) == 1
    )
    styles = {side: figures.STYLES[side] for side in sides}
    assert drawn == {(style.marker, style.colour): sides[s] for s, style in styles.items()}


def test_the_accounts_in_words_name_cause_and_beginning(accounts):
    axes, rows = accounts
    description = axes.figure.description
    assert f"{len(rows)} accounts" in description
    for row in rows.itertuples():
        begun = f"from {dates.in_words(row.beginning)}" if row.beginning else "no dated beginning"
        side = sources.item(row.work)["custom"]["side"]
        cause = row.main_cause.replace("_", " ")
        assert f"{named(row)}, {side}: {cause}, {begun}" in description


def test_an_uncertain_beginning_and_one_from_recall_are_shown_as_such(monkeypatch):
    rows = tables.table("historiography")
    rows.loc[rows.beginning == "1964", ["beginning", "confidence"]] = ["1964?", "low"]
    monkeypatch.setattr(tables, "table", lambda name: rows)
    axes = historians()
    assert ": 1964?" in printed(axes)
    (empty,) = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert pd.Timestamp(empty.get_xdata()[0]).year == 1964


# The claims


def cells(axes):
    """What each cell shows, by claim: (face, edge, sign)."""
    found = {}
    for cell in axes.patches:
        if isinstance(cell, Rectangle):
            (x, y), (right, bottom) = cell.get_xy(), cell.get_corners()[2]
            inside = [
                t.get_text()
                for t in axes.texts
                if x < t.get_position()[0] < right and y < t.get_position()[1] < bottom
            ]
            claim, sign = inside
            assert claim not in found
            found[claim] = (
                to_hex(cell.get_facecolor()),
                to_hex(cell.get_edgecolor()),
                sign,
                (y, x),
            )
    return found


def test_each_claim_has_one_cell_with_the_colour_and_sign_of_its_verdict():
    found = cells(claims())
    rows = tables.table("claims")
    assert set(found) == set(rows.id)
    for row in rows.itertuples():
        colour, sign = VERDICTS[row.verdict]
        face, edge, drawn, _ = found[row.id]
        assert edge.upper() == colour
        assert drawn == sign
        assert face.upper() == ("#FFFFFF" if row.confidence == "low" else colour)


def test_the_cells_stand_in_the_order_of_the_texts():
    found = cells(claims())
    assert sorted(found, key=lambda claim: found[claim][3]) == sorted(found)


def test_the_legend_counts_each_verdict():
    rows = tables.table("claims")
    axes = claims()
    shown = [text.get_text() for text in axes.get_legend().get_texts()]
    counted = {label.split("  ")[1].split(": ")[0]: int(label.split(": ")[1]) for label in shown}
    assert counted == {v.replace("_", " "): sum(rows.verdict == v) for v in VERDICTS}
    assert sum(counted.values()) == len(rows)


def test_every_verdict_of_the_schema_has_a_colour_and_a_sign_of_its_own():
    fields = tables.resources(tables.folder())["claims"]["schema"]["fields"]
    (verdict,) = [field for field in fields if field["name"] == "verdict"]
    assert list(VERDICTS) == verdict["constraints"]["enum"]
    for cue in zip(*VERDICTS.values(), strict=True):
        assert len(set(cue)) == len(VERDICTS)


def test_the_score_sheet_in_words_lists_the_claims_of_each_verdict():
    rows = tables.table("claims")
    axes = claims()
    for verdict, same in rows.groupby("verdict"):
        told = f"{verdict.replace('_', ' ')}, {len(same)}: {', '.join(same.id)}"
        assert told in axes.figure.description
    for claim in rows.id[rows.confidence == "low"]:
        assert re.search(rf"Low confidence: .*{claim}", axes.figure.description)


# The timeline by kind of event


def test_a_timeline_by_category_tells_the_kind_by_colour_and_marker():
    axes = figures.timeline("1958", "1959", lanes="category")
    rows = tables.table("events").set_index("id")
    rows = rows.loc[queries.events("1958", "1959").index]
    drawn = {
        line.get_ydata()[0]: (line.get_color(), line.get_marker())
        for line in axes.lines
        if len(line.get_xdata()) == 1
    }
    assert len(drawn) == len(rows)
    for height, row in enumerate(rows.itertuples()):
        style = KINDS[row.category]
        assert drawn[height] == (style.colour, style.marker)
        assert f"{row.category}: {row.title}" in axes.figure.description
    legend = {handle.get_label() for handle in axes.get_legend().legend_handles}
    assert legend == set(rows.category)


def test_every_category_of_the_schema_has_a_style_of_its_own():
    fields = tables.resources(tables.folder())["events"]["schema"]["fields"]
    (category,) = [field for field in fields if field["name"] == "category"]
    assert set(KINDS) == set(category["constraints"]["enum"])
    for cue in ("colour", "marker", "hatch"):
        assert len({getattr(style, cue) for style in KINDS.values()}) == len(KINDS), cue
    colours = {style.colour for style in KINDS.values()}
    assert colours.isdisjoint(style.colour for style in figures.STYLES.values())


def test_other_lanes_there_are_none():
    with pytest.raises(UnknownName, match=r"no kind of lanes 'sides'. Did you mean 'side'"):
        figures.timeline("1958", "1959", lanes="sides")


@pytest.mark.parametrize(("about", "advice"), [(None, "give a word"), ("e", "give a rarer word")])
def test_a_timeline_with_too_many_events_says_how_many_and_what_to_do(about, advice):
    many = len(queries.events("1945", "1991", about))
    with pytest.raises(CourseError, match=f"^{many} events fit, .* narrow the dates, or {advice}"):
        figures.timeline("1945", "1991", about)
    assert plt.get_fignums() == []


def test_a_marker_at_the_edge_of_a_long_timeline_is_not_cut_off():
    axes = figures.timeline("1956", "1964", "nuclear")
    axes.figure.canvas.draw()
    frame = axes.get_window_extent()
    for line in axes.lines:
        if len(line.get_xdata()) == 1:
            x, _ = axes.transData.transform((date2num(line.get_xdata()[0]), 0))
            assert frame.x0 + 4 < x < frame.x1 - 4


# All of them


@pytest.mark.parametrize("draw", [polemics, historians, claims])
def test_each_figure_is_told_and_sourced_and_has_nothing_cut_off_or_too_small(draw):
    figure = draw().figure
    figure.canvas.draw()
    seen = figure.get_tightbbox()
    assert figure.get_figwidth() <= 9
    assert seen.x0 >= -0.01
    assert seen.y0 >= -0.01
    assert seen.x1 <= figure.get_figwidth() + 0.01
    assert seen.y1 <= figure.get_figheight() + 0.01
    assert min(text.get_fontsize() for text in figure.findobj(plt.Text)) >= 7
    assert figure.source_line.startswith("Sources: ")
    assert figure.source_line in printed_below(figure)
    assert figure.description in repr(figure)
