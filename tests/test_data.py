"""The data themselves: valid, sourced, and right where they can be re-computed."""

import json
import re
from urllib.parse import urlparse

import pytest
from frictionless import Package

from sinosoviet import dates, queries, sources, tables

DATA = tables.folder()
RESOURCES = tables.resources(DATA)
ITEMS = json.loads((DATA / "sources.json").read_text(encoding="utf-8"))
SIDES = {"soviet", "chinese", "american", "other", "joint", "scholarly"}

#: Sites that hold copies of books and articles without leave of the owners.
COPIES = [
    "bibliboba",
    "fb2",
    "creaders",
    "wenxuecity",
    "docslib",
    "dazihou",
    "rocidea",
    "libgen",
    "sci-hub",
    "z-lib",
    "zlibrary",
    "annas-archive",
    "flibusta",
    "royallib",
    "litmir",
    "rulit",
    "scribd",
    "dokumen.pub",
    "vdoc.pub",
    "epdf",
    "ebin.pub",
    "docin",
    "doc88",
    "taodocs",
]


@pytest.fixture(scope="module")
def report():
    return Package(str(DATA / "datapackage.json")).validate()


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_a_table_is_what_its_schema_says(report, name):
    (task,) = [task for task in report.tasks if task.name == name]
    assert [error.message for error in task.errors] == []
    assert task.warnings == []


def test_the_package_as_a_whole_is_valid(report):
    assert report.errors == []
    assert report.valid


def test_every_file_of_the_folder_is_described():
    listed = {resource["path"] for resource in tables.package(DATA)["resources"]}
    described = listed | {"datapackage.json", "README.md"}
    assert {path.name for path in DATA.iterdir() if not path.name.startswith(".")} == described


def test_every_column_is_described():
    for resource in RESOURCES.values():
        for field in resource["schema"]["fields"]:
            assert len(field["description"]) > 5, (resource["name"], field["name"])


@pytest.mark.parametrize(
    ("table", "at_least"),
    [
        ("events", 250),
        ("sources", 250),
        ("glossary", 80),
        ("people", 80),
        ("projects", 150),
        ("claims", 61),
    ],
)
def test_a_table_is_as_full_as_the_course_promises(table, at_least):
    assert len(tables.table(table)) >= at_least


def test_at_least_sixty_primary_documents_have_three_to_six_points():
    points = tables.table("extracts").groupby("source").size()
    kinds = tables.table("sources").set_index("id").custom.map(lambda custom: custom["kind"])
    primary = points[[kinds[source] == "primary" for source in points.index]]
    assert len(primary) >= 60
    assert primary.between(3, 6).all(), primary[~primary.between(3, 6)]


def test_the_data_card_counts_the_rows_as_they_are():
    card = (DATA / "README.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| `(\w+)` \| (\d+) \| \D", card, re.MULTILINE))
    assert set(counted) == set(RESOURCES)
    for name, number in counted.items():
        assert int(number) == len(tables.table(name)), name
    levels = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|$", card, re.MULTILINE)
    for name, *numbers in levels:
        of = tables.table(name).confidence.value_counts()
        assert [int(n) for n in numbers] == [of.get(w, 0) for w in ("high", "medium", "low")], name
    assert len(levels) >= 10


def test_a_document_on_the_wilson_center_s_site_is_not_ours_to_copy():
    for item in ITEMS:
        if "digitalarchive.wilsoncenter.org" in item.get("URL", ""):
            assert item["custom"]["rights"] == "unknown", item["id"]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(
            (n, "sources")
            for n, r in RESOURCES.items()
            if "sources" in (f["name"] for f in r["schema"]["fields"])
        ),
        ("claims", "evidence"),
    ],
)
def test_every_row_names_sources_and_each_of_them_exists(table, column):
    for row in tables.table(table)[column]:
        assert row
        assert set(row) <= sources.known()
        assert len(row) == len(set(row))


@pytest.mark.parametrize(("table", "column"), [("extracts", "source"), ("citations", "id")])
def test_what_is_said_of_a_source_is_said_of_one_that_exists(table, column):
    assert set(tables.table(table)[column]) <= sources.known()


def test_every_source_has_a_citation():
    assert set(tables.table("citations").id) == sources.known()


def test_the_claims_are_the_61_of_the_two_specimens():
    claims = tables.table("claims")
    expected = [f"A{n:02}" for n in range(1, 42)] + [f"B{n:02}" for n in range(1, 21)]
    assert list(claims.id) == expected
    assert [name[0] for name in claims.id] == list(claims.text)


def number(series):
    """The value of a series that has just one."""
    rows = tables.table("series")
    (value,) = rows[rows.series == series].value
    return value


def test_the_military_specialists_add_up():
    heard = number("military-specialists-heard-notes")
    refused = number("military-specialists-refused-notes")
    absent = number("military-specialists-absent")
    assert heard + refused + absent == number("military-specialists-sum") == 184


def test_the_groups_of_the_embassy_s_count_add_up():
    ministries = ["first-machine", "second-machine", "metallurgy", "water-power", "chemicals"]
    groups = [*ministries, "geology", "health", "education"]
    total = sum(number(f"embassy-count-{group}") for group in groups)
    assert total == number("embassy-count-groups-sum") == 993
    assert total < number("embassy-count-economic") < number("specialists-present-soviet-embassy")


def test_the_aid_projects_add_up():
    finished = number("aid-projects-finished-chinese-count")
    building = number("aid-projects-under-construction-chinese-count")
    assert finished + building == number("aid-projects-agreed-chinese-count") == 304


def test_the_sum_of_unlike_contracts_is_the_sum():
    experts = number("expert-contracts-cancelled-chinese-count")
    science = number("science-projects-cancelled-chinese-count")
    assert experts + science == number("contracts-cancelled-sum-renminwang")


def test_growth_a_year_is_computed_from_growth_in_five_years():
    claims = tables.table("claims").set_index("id")
    (in_five,) = re.findall(r"^(\d+\.\d) per cent above 1952", claims.correct_value["A11"])
    (a_year,) = re.findall(r"^(\d+\.\d) per cent a year", claims.correct_value["A12"])
    assert (in_five, a_year) == ("128.6", "18.0")
    assert f"{100 * ((1 + float(in_five) / 100) ** (1 / 5) - 1):.1f}" == a_year


@pytest.mark.parametrize("name", list(tables.table("events").id))
def test_the_days_of_an_event_lie_in_the_course_s_period(name):
    row = tables.table("events").set_index("id").loc[name]
    assert 1945 <= row.earliest.year <= row.latest.year <= 1991


def test_titles_of_events_are_short_and_differ():
    titles = tables.table("events").title
    assert titles.str.len().max() <= 60
    assert titles.is_unique


@pytest.mark.parametrize("table", ["events", "series_catalogue"])
def test_every_side_is_one_of_the_course_s(table):
    for cell in tables.table(table).side:
        assert set(cell.split(";")) <= SIDES


@pytest.mark.parametrize("name", [n for n, r in RESOURCES.items() if r["path"].endswith(".csv")])
def test_lists_have_no_empty_places_and_texts_no_stray_blanks(name):
    raw = (DATA / RESOURCES[name]["path"]).read_text(encoding="utf-8")
    assert ";;" not in raw
    frame = tables.table(name)
    for column in frame.select_dtypes(include="str"):
        for cell in frame[column]:
            assert cell == cell.strip()
            assert "\n" not in cell
    for field in RESOURCES[name]["schema"]["fields"]:
        if field["type"] == "list":
            for cell in frame[field["name"]]:
                assert all(part and part == part.strip() for part in cell)


@pytest.mark.parametrize(
    "table",
    [n for n, r in RESOURCES.items() if "basis" in (f["name"] for f in r["schema"]["fields"])],
)
def test_what_is_known_from_recall_only_is_never_sure(table):
    frame = tables.table(table)
    assert set(frame[frame.basis == "recall"].confidence) <= {"low"}


def test_every_series_is_in_the_catalogue_and_has_values():
    assert set(tables.table("series").series) == set(tables.table("series_catalogue").id)


def test_a_value_has_the_unit_of_its_series():
    units = tables.table("series_catalogue").set_index("id").unit
    for row in tables.table("series").itertuples():
        assert row.unit == units[row.series]


@pytest.mark.parametrize("source", sorted(set(tables.table("extracts").source)))
def test_the_points_of_a_source_are_numbered_without_gaps(source):
    rows = tables.table("extracts")
    numbers = list(rows[rows.source == source].number)
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_a_source_says_what_it_is_and_how_we_know_it(item):
    custom = item["custom"]
    assert custom["side"] in SIDES
    assert custom["kind"] in {"primary", "secondary", "tertiary", "dataset"}
    assert custom["basis"] in {"read", "summary", "recall"}
    assert custom["confidence"] in {"high", "medium", "low"}
    assert custom.get("rights")
    if sources.issued(item):
        assert dates.parse(sources.issued(item))


@pytest.mark.parametrize(
    "item", [i for i in ITEMS if i["custom"]["kind"] == "primary"], ids=lambda item: item["id"]
)
@pytest.mark.parametrize("question", ["audience", "purpose", "tells", "cannot_tell"])
def test_a_primary_source_answers_the_historian_s_questions(item, question):
    assert item["custom"].get(question, "").strip()


def test_ids_of_sources_are_unique():
    assert len({item["id"] for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_no_address_of_an_unlicensed_copy_is_given(path):
    text = path.read_text(encoding="utf-8")
    hosts = {(urlparse(url).hostname or "") for url in re.findall(r"https?://[^\s\"'<>;,)]+", text)}
    bad = {host for host in hosts for copy in COPIES if copy in host}
    assert bad == set()
    for copy in COPIES[:7]:
        assert not re.search(rf"\b{re.escape(copy)}\b", text, re.IGNORECASE)


def test_addresses_are_whole():
    for item in ITEMS:
        url = item.get("URL")
        if url is not None:
            parts = urlparse(url)
            assert parts.scheme in ("http", "https")
            assert "." in (parts.hostname or "")
            assert not re.search(r"\s", url)


def test_an_event_of_the_withdrawal_is_seen_from_three_sides():
    sides = set(queries.events("1960-07", "1960-09").side)
    assert {"soviet", "chinese", "american"} <= sides
