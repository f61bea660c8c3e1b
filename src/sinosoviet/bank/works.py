"""Days, counts and counters of the 156 projects, for the tasks that treat them."""

from typing import NamedTuple


class Day(NamedTuple):
    """A day to be found.

    Attributes
    ----------
    asked : what happened, as it ends the question *On which day ...*.
    slips : the days of other things, each with its sentence.
    """

    asked: str
    slips: dict[str, str]


#: Days of events.
DAYS = {
    "zhou-to-moscow-1952": Day(
        "did Zhou Enlai and the planners reach Moscow to discuss the first five-year plan",
        {"1952-08-15": "On that day they left Beijing."},
    ),
    "china-asks-for-changes-1954": Day(
        "did the Chinese ambassador hand Molotov the list of changes to the aid programme",
        {"1954-06-24": "That is the day which the paper bears, not the one on which it was given."},
    ),
    "agreement-91-projects-1953": Day(
        "was the agreement on 91 further enterprises made",
        {
            "1953-05-04": "That day stands in a novel: look at the note of the agreement.",
            "1954-10-12": "That is the day of another protocol on enterprises.",
        },
    ),
    "atomic-industry-agreement-1956": Day(
        "did the two governments agree on Soviet help in building an atomic industry",
        {"1957-08-12": "On that day China asked for the agreement to be changed."},
    ),
    "science-agreement-122-items-1958": Day(
        "was the agreement on 122 items of research signed",
        {"1954-10-12": "That is the day of the general agreement on science and technology."},
    ),
    "agreement-78-projects-1959": Day(
        "did Zhou Enlai and Khrushchev sign the agreement on 78 large enterprises",
        {"1959-02-14": "On that day a Soviet official wrote of the projects in the press."},
    ),
    "arkhipov-counts-projects-1959": Day(
        "could readers of the People's Daily learn from Arkhipov how many large projects had been "
        "agreed",
        {"1959-02-07": "That is the day of a further agreement, which he leaves out."},
    ),
    "five-year-plan-adopted-1955": Day(
        "did the first five-year plan become law",
        {"1953-01-01": "From that day the plan ran, on paper: when was it passed?"},
    ),
    "faw-ground-broken-1953": Day(
        "was ground broken for the automobile works at Changchun",
        {"1953-06-15": "One page has that day: which day have the others?"},
    ),
    "first-jiefang-truck-1956": Day(
        "did the first truck come off the line at Changchun",
        {
            "1956-07-15": "Calendars have that day: read the note of the event.",
            "1956-07-14": "On that day the first twelve left the works.",
            "1956-10-15": "That is the day of the opening rally.",
        },
    ),
    "anshan-first-tube-1953": Day(
        "was the first seamless steel tube rolled at Anshan",
        {
            "1952-07-14": "On that day the building of the mill was begun.",
            "1953-10-31": "On that day the mill was handed over.",
        },
    ),
    "taiyuan-power-plant-1954": Day(
        "did the heat and power plant of Taiyuan send out its first current",
        {
            "1955-01-21": "On that day the ribbon was cut for the first stage.",
            "1954-12-31": "That is the day of the newspaper which reports it.",
        },
    ),
    "hegang-shaft-handed-over-1955": Day(
        "was the Dongshan shaft at Hegang handed over",
        {"1950-09-20": "On that day work on the shaft was begun."},
    ),
    "haizhou-mine-opens-1953": Day(
        "did the open-pit mine at Fuxin (Haizhou) come into production",
        {"1951-01-01": "One page lets the building begin on that day."},
    ),
    "fuxin-generating-set-1952": Day(
        "did the first Soviet-aided generating set at Fuxin go on line",
        {"1953-07-01": "That is the day of the open-pit mine in the same town."},
    ),
    "sanmenxia-begun-1957": Day(
        "was work on the dam at Sanmenxia begun",
        {"1957-10-15": "That is the day of the bridge at Wuhan."},
    ),
    "fularji-works-complete-1960": Day(
        "was the heavy machinery works at Fularji in full production",
        {"1953-08-20": "That is the day of the contract for the works."},
    ),
}

#: Counts by kind of counter; a question takes one of each list. What each counts, in words.
COUNTS: tuple[dict[str, str], ...] = (
    {
        "p156-agreed-total-bo": "all projects agreed with Moscow, before the list was checked",
        "p156-after-checking": "projects left in the list when double entries had been taken out",
        "p156-built": "projects of the checked list on which building was begun",
        "p156-agreed-taiwan-review": "projects added up by a hostile magazine from a report of "
        "1953",
        "civil-projects-giorcelli": "civil projects approved, by two economists",
    },
    {
        "aid-enterprises-russian-count": "complete enterprises built or promised by 1960, in files "
        "in Moscow",
        "aid-enterprises-russian-industrial": "of the enterprises built or promised by 1960, the "
        "industrial ones, in files in Moscow",
        "aid-projects-under-construction-chinese-count": "projects still being built in the middle "
        "of 1960, by a Chinese page",
        "aid-projects-finished-chinese-count": "projects finished by the middle of 1960, by a "
        "Chinese page",
        "aid-projects-agreed-chinese-count": "projects agreed since the first plan, by a Chinese "
        "page",
    },
    {
        "aid-enterprises-agreed-1956": "enterprises under agreements about 1956, separate shops "
        "left out, in files in Moscow",
        "aid-enterprises-finished-1956": "enterprises wholly finished in 1956, in files in Moscow",
        "aid-enterprises-part-finished-1956": "enterprises working in part in 1956, in files in "
        "Moscow",
        "nuclear-projects-agreed-shen": "nuclear projects for which Soviet help had been agreed",
        "nuclear-projects-finished-shen": "nuclear projects that were wholly complete in September "
        "1960",
    },
    {
        "defence-plants-built-soviet-statement": "defence enterprises built with Soviet help, by "
        "the Soviet delegation of July 1963",
        "defence-plants-being-built-soviet-statement": "defence enterprises still being built, by "
        "the Soviet delegation of July 1963",
        "p156-in-design-1952": "works for which Soviet design was under way in 1952",
        "p156-heilongjiang": "projects in the province of Heilongjiang, by Cui Yue",
        "p156-shaanxi-page": "projects in the province of Shaanxi, by a newspaper",
    },
)

#: What is often written instead of a count.
COUNT_SLIPS = {
    "156": "156 is the number that the plan made public: it became the name of the list.",
    "200": "Over 200 is what Suslov said in the quarrel, with shops and other objects in it.",
    "694": "694 counts large projects of the plan with and without Soviet aid.",
}

#: Who counted what. No two could be taken for each other.
COUNTERS = {
    "garver": ("Garver", "projects of 1954 by branch, in a table that we have as far as oil"),
    "giorcelli": ("Giorcelli and Li", "civil projects by what each received: machines, training, "
                  "or neither"),
    "taiwan": ("the Taiwan Review", "new projects and old ones, added up from what a planner had "
               "reported in 1953"),
    "suslov": ("Suslov", "enterprises, shops and other objects, in one number"),
    "arkhipov": ("Arkhipov", "large projects by the agreements made, told to the readers of a "
                 "friendly newspaper"),
    "renmin": ("Renmin wang", "projects agreed, finished and still being built when the "
               "specialists were called home"),
    "hirata": ("Hirata", "the share of the projects that stood in Manchuria"),
    "ji": ("Ji Wenbo", "large ordnance plants of two plans"),
    "guo": ("Guo Mantian", "works for non-ferrous metals, named one by one"),
    "heblich": ("Heblich and others", "plants in a data set of economists, more of them in an "
                "earlier version than in a later one"),
    "song": ("Song Fengying", "works for which Soviet design was under way in 1952"),
    "niu": ("Niu and Liu", "projects in electronics"),
}  # fmt: skip

#: The series, or the event, that shows who counted.
COUNTER_ROWS = {
    "garver": ("series", "p156-garver-machinery"),
    "giorcelli": ("series", "civil-projects-machines-and-training"),
    "taiwan": ("series", "p156-agreed-taiwan-review"),
    "suslov": ("series", "aid-enterprises-suslov"),
    "arkhipov": ("events", "arkhipov-counts-projects-1959"),
    "renmin": ("series", "aid-projects-finished-chinese-count"),
    "hirata": ("series", "p156-north-east-share-hirata"),
    "ji": ("series", "ordnance-plants-ji"),
    "guo": ("series", "p156-nonferrous-guo"),
    "heblich": ("series", "plants-in-heblich"),
    "song": ("series", "p156-in-design-1952"),
    "niu": ("series", "p156-electronics-niu"),
}
