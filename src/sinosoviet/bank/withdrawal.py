"""Statements on the withdrawal of 1960, for the tasks that treat it.

The decoys of a slot are wrong for certain: they belong to another event or count.
"""

from sinosoviet.bank.statements import Slot, Statement

STATEMENTS = (
    Statement(
        "By the Chinese files and most works, a strictly confidential Soviet note of {day} told "
        "China that all Soviet specialists would be recalled.",
        {
            "day": Slot(
                "events",
                "soviet-note-recall-1960",
                ("soviet-letter-on-bomb-sample-1959", "soviet-timetable-1960"),
            )
        },
        also=("renmin-ribao-1963-07", "free-china-review-1963", "garver-2016", "renminwang-2008"),
    ),
    Statement(
        "On {day} the Chinese government rejected the charges made in the Soviet note and asked "
        "Moscow to think again.",
        {
            "day": Slot(
                "events",
                "chinese-reply-1960",
                ("soviet-timetable-1960", "embassies-told-how-to-speak-1960"),
            )
        },
        also=("zhang-haixing-2009a", "liu-xiao-recollection"),
    ),
    Statement(
        "In a letter dated {day} the Soviet party told the Chinese party that no sample of an "
        "atomic bomb would be sent while the talks on a test ban went on.",
        {
            "day": Slot(
                "events",
                "soviet-letter-on-bomb-sample-1959",
                ("new-defence-technology-agreement-1957", "soviet-note-recall-1960"),
            )
        },
        also=("prc-statement-1963-08-15",),
    ),
    Statement(
        "China exploded its first atomic device on {day}.",
        {
            "day": Slot(
                "events",
                "first-chinese-atomic-test-1964",
                ("soviet-note-recall-1960", "soviet-letter-on-bomb-sample-1959"),
            )
        },
    ),
    Statement(
        "In a memorandum of {day} the State Department found no firm evidence that the departures "
        "had to do with the dispute between the two parties.",
        {
            "day": Slot(
                "events",
                "inr-memorandum-august-1960",
                ("nsc-meeting-september-1960", "soviet-note-recall-1960"),
            )
        },
    ),
    Statement(
        "In a memorandum of {day} the State Department called the loss of the technicians a "
        "serious blow to China, not a crippling one.",
        {
            "day": Slot(
                "events",
                "inr-memorandum-august-1960",
                ("nsc-meeting-august-1960", "chinese-reply-1960"),
            )
        },
    ),
    Statement(
        "By the State Department's account the first reports of newsmen and missions in Beijing on "
        "an exodus of Soviet technicians date from {day}.",
        {
            "day": Slot(
                "events",
                "press-reports-of-exodus-1960",
                ("soviet-note-recall-1960", "nsc-meeting-september-1960"),
            )
        },
    ),
    Statement(
        "The recall was not the end of all help: on {day} Moscow offered to lend China grain and "
        "sugar.",
        {
            "day": Slot(
                "events",
                "soviet-grain-offer-1961",
                ("soviet-timetable-1960", "cia-bulletin-september-1960"),
            )
        },
    ),
    Statement(
        "By the usual Chinese figures the Soviet side recalled {people} specialists and cancelled "
        "{contracts} contracts on experts.",
        {
            "people": Slot(
                "series",
                "specialists-recalled-chinese-count",
                ("specialists-present-soviet-embassy", "specialists-present-khrushchev-letter"),
            ),
            "contracts": Slot(
                "series",
                "expert-contracts-cancelled-chinese-count",
                ("science-projects-cancelled-chinese-count", "contracts-cancelled-sum-renminwang"),
            ),
        },
        also=("zhang-wentian-nianpu",),
        slips={"345": "345 is the figure of one chronicle; the usual one is asked for."},
    ),
    Statement(
        "The Soviet embassy counted {people} Soviet specialists in China on 1 July 1960; {nuclear} "
        "of them worked in the Second Ministry of Machine Building, the nuclear industry.",
        {
            "people": Slot(
                "series",
                "specialists-present-soviet-embassy",
                ("specialists-recalled-chinese-count", "specialists-present-khrushchev-letter"),
            ),
            "nuclear": Slot(
                "series",
                "embassy-count-second-machine",
                ("embassy-count-first-machine", "embassy-count-metallurgy"),
            ),
        },
    ),
    Statement(
        "In a letter dated 18 July 1960 Khrushchev told the East German leaders that about "
        "{people} Soviet specialists were in China.",
        {
            "people": Slot(
                "series",
                "specialists-present-khrushchev-letter",
                ("technicians-left-in-china-nsc", "technicians-present-us-state-department"),
            )
        },
    ),
    Statement(
        "Of {agreed} nuclear projects for which Soviet help had been agreed, {finished} were "
        "wholly complete in September 1960.",
        {
            "agreed": Slot(
                "series",
                "nuclear-projects-agreed-shen",
                ("defence-plants-being-built-soviet-statement",),
            ),
            "finished": Slot(
                "series",
                "nuclear-projects-finished-shen",
                ("defence-plants-built-soviet-statement",),
            ),
        },
    ),
    Statement(
        "In the years before the recall many had come: in Russian files Sergei Goncharenko found "
        "{people} Soviet specialists who worked in China from 1950 to 1956.",
        {
            "people": Slot(
                "series",
                "specialists-total-russian-files",
                (
                    "specialists-total-shen",
                    "specialists-total-us-inr",
                    "specialists-recalled-garver",
                ),
            )
        },
    ),
    Statement(
        "By Cheng Chu-yuan's count China bought goods for {sum} million dollars in the Soviet "
        "Union in 1959, and for 233 million in 1962.",
        {
            "sum": Slot(
                "series",
                "chinese-imports-from-ussr-cheng@1959",
                ("chinese-exports-to-ussr-dikotter", "specialists-recalled-garver"),
            )
        },
    ),
)
