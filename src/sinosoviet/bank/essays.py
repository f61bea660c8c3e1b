"""Free texts as simulated students write them: a strong one, an average one, a weak one."""

ESSAYS = {
    "strong": (
        "The Soviet note (soviet-note-1960-07-16), written in confidence for the Chinese ministry, "
        "gives the treatment of the specialists as the reason; it is meant to put the blame on "
        "China. The Chinese reply (prc-note-1960-07-31) denies the charges and speaks of broken "
        "contracts. Both agree that the men were working under contracts and that Moscow took the "
        "step. Yang (yang-aihua-2013) ties it to the quarrel after Bucharest and to a report to "
        "the Soviet plenum. The stated motive is therefore treatment, the inferred one pressure in "
        "the party dispute. What moved Khrushchev himself stays open: no minute of a decision is "
        "among our sources."
    ),
    "average": (
        "Moscow said that the specialists were not trusted (soviet-note-1960-07-16). China said "
        "that this was not true (prc-note-1960-07-31). I think the quarrel at Bucharest mattered "
        "more, as shen-2003 suggests."
    ),
    "weak": "They left because China had tested an atomic bomb and the Soviet side was angry.",
}
