"""What the task *quantities* draws from: series, rival counts, sums and statements."""

from typing import NamedTuple

#: Series of which values are looked up.
SERIES = (
    "agricultural-tax-china",
    "china-exports-sterling-area",
    "china-exports-world-cow",
    "china-food-exports-ussr-apuz",
    "china-food-share-exports-ussr-apuz",
    "china-imports-sterling-area",
    "china-imports-world-cow",
    "coal-china-energy-compilation",
    "cotton-china-adler",
    "death-rate-china-nbs",
    "free-world-exports-china-us-commerce",
    "free-world-imports-china-us-commerce",
    "gdp-china-construction-nbs",
    "gdp-china-industry-nbs",
    "gdp-china-nbs",
    "gdp-china-primary-nbs",
    "gdp-per-head-china-maddison",
    "grain-china-adler",
    "grain-china-official-later",
    "oil-china-energy-compilation",
    "population-china-nbs",
    "steel-china-cow",
    "steel-ussr-cow",
    "tax-revenue-china",
    "tin-china",
    "tungsten-china",
)

#: Rival counts of one thing, or numbers that are taken for such: five or more counters each.
RIVALS: dict[str, tuple[str, ...]] = {
    "how many specialists came": (
        "specialists-total-russian-files",
        "specialists-total-shen",
        "specialists-total-yang-jisheng",
        "specialists-total-kaple",
        "specialists-to-all-bloc-states",
        "specialists-economic-1949-kovalev",
    ),
    "how many studied": (
        "students-sent-yang-xu@1950/1959",
        "students-all-countries-ministry@1950/1965",
        "students-received-ussr-bai-bing",
        "students-graduated-shen",
        "students-garver",
        "students-inr",
    ),
    "how much steel was wanted": (
        "steel-target-1958-plan",
        "steel-target-1959-mao-wuchang",
        "steel-target-1959-december-1958",
        "steel-target-1959-april-1959",
        "steel-target-1959-august-1959",
        "steel-forecast-mao-1967",
    ),
    "how much grain there was": (
        "grain-china-claimed@1958",
        "grain-china-fang-fang",
        "grain-china-mao-montgomery",
        "grain-china-ecafe",
        "grain-china-zhou-snow",
        "grain-china-adler@1955",
    ),
    "what Japan earned": (
        "japan-procurement-broad-white-paper-1953@1950/1952",
        "japan-procurement-broad-white-paper-1955@1954",
        "japan-procurement-narrow-dictionary",
        "japan-procurement-yearly-chung",
        "japan-procurement-broad-textbook@1950/1953",
    ),
    "how many works were aided": (
        "aid-enterprises-russian-count",
        "aid-enterprises-suslov",
        "aid-projects-agreed-chinese-count",
        "civil-projects-giorcelli",
        "p156-announced",
        "p156-agreed-taiwan-review",
    ),
    "how many guns were handed over": (
        "arms-handed-over-guns-radio-1971",
        "arms-handed-over-guns-vasilevsky",
        "arms-handed-over-guns-soviet-encyclopaedia-1976",
        "arms-handed-over-guns-soviet-first-version",
        "kwantung-arms-captured-guns",
        "arms-received-guns-chen-yun",
    ),
    "how many Chinese died in Korea": (
        "chinese-dead-korea-health-service",
        "chinese-dead-korea-china-org-2000",
        "chinese-dead-korea-pla-daily-2000",
        "chinese-dead-korea-dandong-2006",
        "chinese-dead-korea-official-2020",
    ),
    "how large a share was Soviet": (
        "soviet-share-investment-garver",
        "soviet-construction-share-of-income-goncharenko",
        "china-foreign-loan-share-li",
        "soviet-aided-projects-investment-share",
        "china-plan-equipment-share-nie",
    ),
}


class Part(NamedTuple):
    """A part and its whole, in two series; and what the share is."""

    part: str
    whole: str
    words: str


PARTS = (
    Part("agricultural-tax-china", "tax-revenue-china", "the agricultural tax in all tax revenue"),
    Part("gdp-china-industry-nbs", "gdp-china-nbs", "industry in gross domestic product"),
    Part("gdp-china-primary-nbs", "gdp-china-nbs", "the primary sector in gross domestic product"),
    Part("gdp-china-construction-nbs", "gdp-china-nbs", "construction in gross domestic product"),
    Part(
        "steel-china-cow",
        "steel-ussr-cow",
        "Chinese steel output, with Soviet output taken as the whole,",
    ),
)

#: Series that grow fast enough for a rate to be told from the ways to get it wrong.
GROWING = (
    "china-exports-world-cow",
    "china-food-exports-ussr-apuz",
    "china-imports-world-cow",
    "coal-china-energy-compilation",
    "gdp-china-construction-nbs",
    "gdp-china-nbs",
    "grain-china-official-later",
    "oil-china-energy-compilation",
    "steel-china-cow",
    "steel-ussr-cow",
    "tax-revenue-china",
    "tin-china",
    "tungsten-china",
)


class Head(NamedTuple):
    """A series to be set against population: its unit in what is asked for, and in words."""

    series: str
    units: float
    words: str


HEADS = (
    Head("agricultural-tax-china", 1e8, "yuan of agricultural tax"),
    Head("coal-china-energy-compilation", 1e9, "kilowatt-hours of energy in coal"),
    Head("cotton-china-adler", 1e9, "kilograms of cotton"),
    Head("gdp-china-industry-nbs", 1e8, "yuan of value added in industry"),
    Head("gdp-china-nbs", 1e8, "yuan of gross domestic product"),
    Head("gdp-china-primary-nbs", 1e8, "yuan of value added in the primary sector"),
    Head("grain-china-official-later", 1e9, "kilograms of grain"),
    Head("oil-china-energy-compilation", 1e9, "kilowatt-hours of energy in oil"),
    Head("steel-china-cow", 1e6, "kilograms of steel"),
    Head("tax-revenue-china", 1e8, "yuan of tax revenue"),
)

#: Sums in old roubles by id in the table of loans; what each is.
LOANS = {
    "credit-1951-chinese-table": "the military credit of February 1951, by the Chinese Foreign "
    "Ministry history",
    "credit-1952-sixty-divisions": "the credit for sixty infantry divisions",
    "credit-1952-rubber": "the credit for rubber planting",
    "credit-1953-naval": "the credit for naval equipment",
    "credit-1954-chinese-table": "the credit of October 1954 for special military purposes",
    "credit-1954-joint-companies": "the Soviet shares in the four joint companies",
    "korean-war-credits-shen": "the credits that served the Korean War, by Shen Zhihua",
    "military-credits-shen": "all military credits, by Shen Zhihua",
    "port-arthur-arms-reference-page": "the Soviet arms and stores left in the Port Arthur area",
}


class Count(NamedTuple):
    """A statement on a number.

    Attributes
    ----------
    text : the sentence, with a place for the number.
    row : the series with the true number, and its period if it has several.
    rivals : rows whose number belongs to somebody or something else.
    over : what the data's number is divided by for the sentence.
    """

    text: str
    row: str
    rivals: tuple[str, ...]
    over: float = 1


COUNTS = (
    Count(
        "From Russian files Goncharenko gives {n} Soviet specialists who worked in China from 1950 "
        "to 1956.",
        "specialists-total-russian-files",
        ("specialists-to-all-bloc-states", "specialists-total-yang-jisheng"),
    ),
    Count(
        "Garver counts {n} Chinese students in the Soviet Union in the years 1950 to 1960.",
        "students-garver",
        ("students-sent-yang-xu@1950/1959", "students-all-countries-ministry@1950/1965"),
    ),
    Count(
        "By Shen Zhihua {n} trainees of industrial ministries were in the Soviet Union from 1951 "
        "to 1958.",
        "industrial-trainees-shen",
        ("technicians-trained-inr", "workers-trained-inr"),
    ),
    Count(
        "By Li Xiannian foreign loans brought China {n} million yuan in the years 1950 to 1957.",
        "china-foreign-loan-income-li",
        ("china-debt-ussr-repaid-column", "china-foreign-aid-zhou@1950/1964"),
    ),
    Count(
        "By official summaries the first five-year plan named {n} industrial projects above the "
        "norm.",
        "projects-above-norm-planned",
        ("projects-large-medium-completed", "projects-soviet-aided-in-plan"),
    ),
    Count(
        "By the Chinese count {n} Soviet aid projects with complete sets of plant had been agreed "
        "from the first plan to 1960.",
        "aid-projects-agreed-chinese-count",
        ("aid-enterprises-russian-count", "aid-projects-under-construction-chinese-count"),
    ),
    Count(
        "Russian archives have {n} complete enterprises built or promised in China from 1950 to "
        "1960.",
        "aid-enterprises-russian-count",
        ("aid-projects-agreed-chinese-count", "aid-enterprises-agreed-1956"),
    ),
    Count(
        "By Bo Yibo {n} projects in all were agreed with Moscow, before double entries were taken "
        "out.",
        "p156-agreed-total-bo",
        ("p156-announced", "p156-agreed-taiwan-review"),
    ),
    Count(
        "American intelligence reckoned that China's first plan foresaw machinery from abroad "
        "worth {n} million dollars.",
        "china-plan-equipment-imports-nie",
        ("soviet-credits-announced-nie", "japan-procurement-broad-white-paper-1953@1950/1952"),
    ),
    Count(
        "China News Service puts all investment in the projects built with Soviet aid at {n} "
        "billion yuan.",
        "soviet-aided-projects-investment",
        ("plan-capital-construction", "p156-investment-planned"),
        10,
    ),
    Count(
        "The outlay of the first five-year plan was set at {n} billion yuan.",
        "plan-outlay",
        ("plan-capital-construction", "capital-construction-total-china-org"),
        10,
    ),
    Count(
        "By China.org.cn works and equipment worth {n} billion yuan were taken into use in the "
        "years of the first plan.",
        "new-fixed-assets@1953/1957",
        ("capital-construction-total-china-org", "plan-outlay"),
        10,
    ),
    Count(
        "By China.org.cn China made {n} million tonnes of steel in the five years of the first "
        "plan.",
        "steel-china-sum-1953-57@1953/1957",
        ("steel-china-sum-1953-57@1900/1948", "steel-target-1959-august-1959"),
    ),
    Count(
        "By Shen Zhihua China received {n} sets of Soviet technical documents from 1958 to 1962.",
        "documents-shen-all@1958/1962",
        ("documents-shen-machine-drawings@1958/1962", "documents-shen-all@1953/1962"),
    ),
    Count(
        "By Chinese pay regulations a Soviet chief design engineer had {n} wage points a month in "
        "1952.",
        "specialist-pay-points-top",
        ("premier-pay-points", "specialist-pay-points-average"),
    ),
    Count(
        "The museum in Dandong had confirmed {n} fallen Volunteers by name in 2006.",
        "chinese-dead-korea-dandong-2006",
        ("chinese-dead-korea-health-service", "chinese-dead-korea-china-org-2000"),
    ),
    Count(
        "By Lüthi {n} tonnes of grain were delivered to China from the Soviet Union in 1962.",
        "grain-delivered-by-ussr",
        ("grain-offered-by-ussr", "maize-delivered-press"),
    ),
    Count(
        "In 1971 Radio Moscow put the rifles handed to the Chinese communists at about {n}.",
        "arms-handed-over-rifles-radio-1971",
        ("kwantung-arms-captured-rifles", "arms-received-rifles-chen-yun"),
    ),
    Count(
        "The Economic White Paper of 1953 puts Japan's receipts from special procurement in the "
        "wide sense at {n} million dollars for 1950 to 1952.",
        "japan-procurement-broad-white-paper-1953@1950/1952",
        ("japan-procurement-narrow-dictionary", "japan-procurement-broad-textbook@1950/1953"),
    ),
    Count(
        "By the first plan the gross output of industry and agriculture together was to reach {n} "
        "billion yuan in 1957.",
        "combined-output-plan-target",
        ("combined-output-official@1956", "plan-outlay"),
        10,
    ),
)
