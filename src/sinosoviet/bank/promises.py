"""Statements on the 156 projects: what was promised, listed, begun, finished and told.

A decoy is wrong for certain: it belongs to another stage of the projects, to another
counter or to another day.
"""

from sinosoviet.bank.statements import Slot, Statement


def _number(row: str, *decoys: str) -> Slot:
    return Slot("series", row, decoys)


def _day(row: str, *decoys: str) -> Slot:
    return Slot("events", row, decoys)


_AGREED, _KEPT = "p156-agreed-by-batch-bo", "p156-kept-by-batch-bo"

STATEMENTS = (
    Statement(
        "By an agreement of {day} Moscow was to help with {more} further enterprises, beside the "
        "first list of 1950.",
        {
            "day": _day("agreement-91-projects-1953", "five-year-plan-adopted-1955"),
            "more": _number(f"{_AGREED}@1953-05", f"{_KEPT}@1953-05", "p156-agreed-taiwan-review"),
        },
        slips={"141": "141 is the sum of the first list and this agreement."},
    ),
    Statement(
        "By Bo Yibo {agreed} projects were agreed with Moscow in all; when the list had been "
        "checked, {left} stood in it.",
        {
            "agreed": _number("p156-agreed-total-bo", "p156-announced", "p156-built"),
            "left": _number("p156-after-checking", "p156-announced", "p156-agreed-taiwan-review"),
        },
    ),
    Statement(
        "On {begun} of the projects of the checked list, as Bo Yibo and a survey of 1983 have it, "
        "building was begun.",
        {"begun": _number("p156-built", "p156-agreed-taiwan-review", "civil-projects-giorcelli")},
        slips={"154": "That is the list itself: on some of it building was never begun."},
    ),
    Statement(
        "From a report of Li Fuchun the Taiwan Review added up {sum} projects in March 1956.",
        {"sum": _number("p156-agreed-taiwan-review", "p156-announced", "p156-agreed-total-bo")},
    ),
    Statement(
        "Of the projects agreed in October 1954, {agreed} in number, {kept} stayed in the list by "
        "Bo Yibo's count.",
        {
            "agreed": _number(f"{_AGREED}@1954-10", f"{_AGREED}@1955-03", f"{_KEPT}@1955-03"),
            "kept": _number(f"{_KEPT}@1954-10", f"{_KEPT}@1955-03", f"{_KEPT}@1955"),
        },
    ),
    Statement(
        "Of {all} complete enterprises that files in Moscow count as built or promised by 1960, "
        "{part} were industrial.",
        {
            "all": _number(
                "aid-enterprises-russian-count",
                "aid-projects-agreed-chinese-count",
                "enterprises-halted-chinese-count",
            ),
            "part": _number(
                "aid-enterprises-russian-industrial",
                "aid-enterprises-agreed-1956",
                "aid-projects-under-construction-chinese-count",
            ),
        },
    ),
    Statement(
        "About 1956, by files in Moscow, {done} enterprises were wholly finished and {part} more "
        "worked in part.",
        {
            "done": _number(
                "aid-enterprises-finished-1956",
                "enterprises-to-open-soviet-aided-bo-yibo",
                "defence-plants-built-soviet-statement",
            ),
            "part": _number(
                "aid-enterprises-part-finished-1956",
                "defence-plants-being-built-soviet-statement",
                "p156-in-design-1952",
            ),
        },
    ),
    Statement(
        "A Chinese page counts {all} aid projects agreed since the first plan, {open} of them "
        "still being built in the middle of 1960.",
        {
            "all": _number(
                "aid-projects-agreed-chinese-count",
                "aid-enterprises-russian-count",
                "aid-enterprises-russian-industrial",
            ),
            "open": _number(
                "aid-projects-under-construction-chinese-count",
                "aid-projects-finished-chinese-count",
                "aid-enterprises-agreed-1956",
            ),
        },
    ),
    Statement(
        "On {day} Zhou Enlai and Khrushchev signed an agreement on Soviet help with 78 large "
        "enterprises and power stations, to be paid for in goods.",
        {
            "day": _day(
                "agreement-78-projects-1959",
                "arkhipov-counts-projects-1959",
                "commerce-treaty-1958",
            )
        },
    ),
    Statement(
        "An official from Moscow, Arkhipov, told the readers of the People's Daily on {day} of 211 "
        "large projects: those of the agreements made, not those built.",
        {
            "day": _day(
                "arkhipov-counts-projects-1959",
                "agreement-78-projects-1959",
                "luoyang-tractor-works-1959",
            )
        },
    ),
    Statement(
        "In 1952, writes Song Fengying, Soviet design was under way for {all} works, {part} of "
        "them in the north-east.",
        {
            "all": _number("p156-in-design-1952", f"{_AGREED}@1950", f"{_KEPT}@1953-05"),
            "part": _number(
                "p156-in-design-1952-north-east",
                "aid-enterprises-part-finished-1956",
                "p156-heilongjiang",
            ),
        },
    ),
    Statement(
        "In July 1963 the Soviet delegation told the Chinese one of {done} defence enterprises "
        "built with its help and of {open} still being built.",
        {
            "done": _number(
                "defence-plants-built-soviet-statement",
                "aid-enterprises-finished-1956",
                "p156-built-group-defence",
            ),
            "open": _number(
                "defence-plants-being-built-soviet-statement",
                "aid-enterprises-part-finished-1956",
                "p156-built-group-defence",
            ),
        },
    ),
    Statement(
        "An unsigned article finds that of {all} projects in Heilongjiang {done} were finished.",
        {
            "all": _number("p156-heilongjiang", "p156-shaanxi-page", "ordnance-plants-ji"),
            "done": _number(
                "p156-heilongjiang-finished",
                "p156-heilongjiang-by-batch@1950",
                "p156-taiyuan",
            ),
        },
    ),
    Statement(
        "The Chinese list of changes to the aid programme reached Molotov on {asked}, and the "
        "first five-year plan became law on {law}.",
        {
            "asked": _day("china-asks-for-changes-1954", "credit-and-fifteen-projects-1954"),
            "law": _day("five-year-plan-adopted-1955", "hegang-shaft-handed-over-1955"),
        },
        slips={"1954-06-24": "That is the day which the paper bears."},
    ),
    Statement(
        "At Changchun ground was broken on {begun}, and the first truck came off the line on "
        "{truck}.",
        {
            "begun": _day("faw-ground-broken-1953", "anshan-first-tube-1953"),
            "truck": _day("first-jiefang-truck-1956", "first-j5-flight-1956"),
        },
    ),
)
