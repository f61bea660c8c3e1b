"""What can be re-computed in the data is right, or the difference is stated there."""

import re

import pytest

from sinosoviet import queries, tables
from sinosoviet.money import convert

SERIES = tables.table("series")
VALUES = {(row.series, row.period): row.value for row in SERIES.itertuples()}


def number(series):
    """The value of a series that has just one."""
    (value,) = SERIES[SERIES.series == series].value
    return value


def total(*series):
    return sum(number(name) for name in series)


# The projects ------------------------------------------------------------------------------


def test_the_batches_of_projects_add_up_to_174_agreed_and_154_kept():
    agreed = queries.series("p156-agreed-by-batch-bo").value.sum()
    kept = queries.series("p156-kept-by-batch-bo").value.sum()
    assert agreed == number("p156-agreed-total-bo") == 174
    assert kept == number("p156-after-checking") == 154
    assert number("p156-announced") == 156
    assert number("p156-built") == len(tables.table("projects")) == 150


def test_the_agreements_add_the_same_batches():
    agreements = tables.table("agreements")
    batches = agreements[agreements.projects_added.notna() & (agreements.latest < "1956")]
    assert batches.projects_added.sum() == 174
    kept = [int(n) for n in re.findall(r"kept in the final list (\d+)", " ".join(batches.note))]
    assert sum(kept) == 154
    assert sorted(batches.projects_added) == sorted(queries.series("p156-agreed-by-batch-bo").value)


def test_the_groups_and_branches_of_the_150_add_up():
    groups = ["defence", "metallurgy", "chemicals", "machinery", "energy", "light-and-drugs"]
    assert total(*(f"p156-built-group-{group}" for group in groups)) == 150
    branch = "p156-built-branch-"
    energy = total(branch + "coal", branch + "power", branch + "oil")
    metals = total(branch + "iron-and-steel", branch + "nonferrous-metals")
    defence = ("aviation", "electronics", "ordnance", "space", "shipbuilding")
    assert energy == number("p156-built-group-energy") == 52
    assert metals == number("p156-built-group-metallurgy") == 20
    assert total(*(branch + name for name in defence)) == number("p156-built-group-defence")


def test_the_table_of_projects_agrees_with_the_published_branches_or_says_where_it_does_not():
    projects = tables.table("projects")
    counts = projects.sector.value_counts()
    stated = projects.attrs["description"]
    published = SERIES[SERIES.series.str.startswith("p156-built-branch-")]
    assert len(published) == 10
    for row in published.itertuples():
        branch = row.series.removeprefix("p156-built-branch-").replace("-", " ")
        ours = counts.get(branch.replace(" ", "_"), 0)
        if ours != row.value:
            assert f"{branch} {ours} of {row.value:.0f}" in stated
    assert projects.defence.sum() == number("p156-built-group-defence") == 44


def test_the_table_says_how_many_projects_are_confirmed():
    projects = tables.table("projects")
    fields = projects.confirmed.map(set)
    years = {"start_year", "finish_year"}
    full = sum({"name", "place"} <= known and bool(known & years) for known in fields)
    some = sum(bool(known) for known in fields)
    stated = projects.attrs["description"]
    assert f"Of the 150, {full} have name, place and at least one year confirmed" in stated
    assert f"{some} have at least one field confirmed, and {150 - some} rest on recall" in stated
    assert (projects[fields.map(len) == 0].confidence == "low").all()


def test_the_civil_projects_of_giorcelli_and_li_add_up():
    kinds = ("machines-and-training", "machines-only", "neither")
    assert total(*(f"civil-projects-{kind}" for kind in kinds)) == number(
        "civil-projects-giorcelli"
    )


# Growth ------------------------------------------------------------------------------------


def test_128_6_per_cent_in_five_years_is_18_0_per_cent_a_year():
    assert round(100 * (2.286 ** (1 / 5) - 1), 1) == 18.0
    assert round(100 * (1.19**5 - 1), 1) == 138.6


def test_the_official_output_values_give_the_official_growth():
    output = queries.series("gross-industrial-output-1952-prices").set_index("period").value
    ratio = output["1957"] / output["1952"]
    assert round(100 * (ratio - 1), 1) == 128.3
    assert round(100 * (ratio ** (1 / 5) - 1)) == number("industry-growth-guillermaz") == 18


# Money -------------------------------------------------------------------------------------

LOANS = tables.table("loans").set_index("id")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("credit-1950-agreement", "credit-1950-chinese-table"),
        ("credit-1954-american-estimate", "credit-1954-announced"),
    ],
)
def test_a_credit_in_dollars_and_in_old_roubles_is_one_sum_at_the_official_rate(one, other):
    dollars, roubles = LOANS.loc[one], LOANS.loc[other]
    assert (dollars.unit, roubles.unit) == ("million US dollars", "million old roubles")
    converted = convert(dollars.amount, "dollars", "old roubles")
    assert converted == pytest.approx(roubles.amount, rel=1e-3)


def test_the_conversion_uses_the_rates_that_the_data_give():
    abroad = number("old-roubles-per-new-abroad")
    assert convert(abroad, "old roubles", "new roubles") == pytest.approx(1, rel=2e-3)
    assert convert(number("new-roubles-per-dollar"), "new roubles", "dollars") == pytest.approx(
        1, rel=1e-3
    )
    old = VALUES["old-roubles-per-dollar", "1950-03-01/1960-12-31"]
    assert convert(old, "old roubles", "dollars") == pytest.approx(1, rel=1e-3)
    home = number("old-roubles-per-new-home")
    assert convert(home, "old roubles", "new roubles", at="home") == 1
    gold = queries.series("rouble-gold-content").value
    assert gold.iloc[1] / gold.iloc[0] == pytest.approx(abroad, rel=2e-3)


def test_the_debt_that_zhou_reported_adds_up():
    repaid, left = number("china-debt-ussr-zhou-repaid"), number("china-debt-ussr-zhou-left")
    assert repaid + left == number("china-debt-ussr-zhou-total") == 1406
    assert LOANS.amount["debt-repaid-zhou"] == repaid
    assert LOANS.amount["debt-zhou"] == 1406


def test_foreign_debt_was_about_3_per_cent_of_revenue_by_li_xiannian():
    share = LOANS.amount["budget-income-li-xiannian"] / number("china-state-revenue-li")
    assert round(100 * share, 2) == 3.05


def test_rows_of_one_credit_stand_apart_each_with_who_states_it():
    several = LOANS.groupby("loan").size()
    assert (several > 1).sum() >= 4
    assert LOANS.counted_by.all()


# Trade -------------------------------------------------------------------------------------


def yearly(name):
    return queries.series(name).set_index("period").value


def test_turnover_is_exports_and_imports():
    """China's surplus is what it sold less what it bought: two newspapers' sums fit the series."""
    sold, bought = (
        yearly("ussr-imports-china-soviet-count"),
        yearly("ussr-exports-china-soviet-count"),
    )
    assert sold["1962"] - bought["1962"] == pytest.approx(number("china-surplus-ussr-zeit-roubles"))
    years = [str(year) for year in range(1956, 1962)]
    surplus = convert((sold[years] - bought[years]).sum(), "new roubles", "dollars")
    assert surplus == pytest.approx(number("china-surplus-ussr-zeit-dollars"), rel=0.001)


def test_the_agreed_trade_of_1950_adds_up_or_says_what_is_missing():
    exports = SERIES[
        SERIES.series.str.match(r"china-exports-ussr-1950-plan-(?!northeast|inside|xinjiang)")
    ]
    imports = SERIES[
        SERIES.series.str.match(r"china-imports-ussr-1950-plan-(?!northeast|inside|xinjiang)")
    ]
    assert exports.value.sum() == pytest.approx(100)
    assert imports.value.sum() == pytest.approx(92.5)
    catalogue = tables.table("series_catalogue").set_index("id")
    stated = " ".join(catalogue.caveat[imports.series]) + " ".join(
        catalogue.comparable[imports.series]
    )
    assert "92.5" in stated
    for way in ("exports", "imports"):
        regions = (
            f"china-{way}-ussr-1950-plan-{r}" for r in ("northeast", "inside-wall", "xinjiang")
        )
        assert total(*regions) == pytest.approx(100)


def test_the_food_that_china_sold_fits_the_soviet_imports_of_the_same_year():
    """A share and a sum in old roubles give a total; at 4.44 it is the Soviet figure."""
    food, share = (
        yearly("china-food-exports-ussr-apuz"),
        yearly("china-food-share-exports-ussr-apuz"),
    )
    imports = yearly("ussr-imports-china-soviet-count")
    for year in food.index:
        whole = convert(100 * food[year] / share[year], "old roubles", "new roubles")
        assert whole == pytest.approx(imports[year], rel=0.02)


# Persons and things ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (
            [f"specialists-culture-{group}" for group in (
                "teachers", "doctors", "advisers", "scientists", "publishing", "translators"
            )],
            "specialists-culture-sum",
        ),
        (
            [f"dismantling-orders-{state}" for state in (
                "germany", "poland", "austria", "manchuria", "czechoslovakia", "hungary"
            )],
            "dismantling-orders-total",
        ),
    ],
)  # fmt: skip
def test_parts_add_up_to_the_published_total(parts, whole):
    assert total(*parts) == number(whole)


def test_the_soviet_dead_of_zhenbao_add_up():
    dead = yearly("zhenbao-soviet-killed-ryabushkin")
    services = total("zhenbao-soviet-killed-border-guards", "zhenbao-soviet-killed-army")
    assert dead["1969-03-02/1969-03-22"] == services == 58
    assert dead["1969-03-02"] + dead["1969-03-15"] <= 58


def test_the_chinese_losses_on_zhenbao_add_up():
    for loss in ("killed", "wounded"):
        counts = yearly(f"zhenbao-chinese-{loss}-chinese-count")
        assert counts["1969-03-02"] + counts["1969-03-15"] == counts["1969-03"]


def test_the_states_that_recognised_the_prc_are_as_many_as_its_ministry_counts():
    """19 by May 1951 and 23 by 1955, without Liechtenstein, Britain and the Netherlands."""
    rows = tables.table("recognition")
    rows = rows[~rows.id.isin(["liechtenstein", "soviet-union-3-october"])]
    rows = rows[rows.level != "charge_d_affaires"]
    for day, states in (("1951-06-01", 19), ("1956-01-01", 23)):
        since = rows.date_relations_latest < day
        assert since.sum() == states
