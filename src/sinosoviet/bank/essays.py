"""Free texts as simulated students write them: a strong one, an average one, a weak one."""

import re

from sinosoviet.questions import Question

#: For each assignment and kind of student. Numbers in braces stand for what the question is
#: about: the ids of sources that its lines name, or else the words in quotation marks.
_ESSAYS = {
    "sourcing": {
        "strong": (
            "The card of {0} says who made it, when and for whom; so does that of {1}. The first "
            "can tell what its maker wanted its readers to know, and on which day it was known. "
            "The second was made for other readers, so where both say the same that counts for "
            "more than either alone; where only one says it, I would write whose word it is. "
            "Neither can show what was not put on paper. For the question I would take from each "
            "only the points that its maker could have seen, and look for a third paper of "
            "another side and of the same weeks."
        ),
        "average": (
            "{0} is closer to the events and so more useful. {1} tells less about the question, "
            "but it confirms some of it. Both have an interest in what they say."
        ),
        "weak": "Both are primary sources, so they are reliable and answer the question.",
    },
    "chronology": {
        "strong": (
            "The Soviet note is of 16 July 1960 (soviet-note-1960-07-16), the Chinese reply of 31 "
            "July (prc-note-1960-07-31): fifteen days, and the second names the first. So the "
            "order refutes that Moscow recalled its people because of this reply. It does not "
            "prove that the reply says only what it would not have said without the note: the "
            "quarrel of Bucharest came before both. What would show more is a draft of the reply "
            "with its day, or minutes of those who decided on it. Until then I write 'after', and "
            "'in answer to' only for the points that the reply takes up."
        ),
        "average": (
            "The Chinese reply (prc-note-1960-07-31) came after the Soviet note "
            "(soviet-note-1960-07-16), so it can be an answer to it. But later does not always "
            "mean because. More sources would help."
        ),
        "weak": "The second event came later, so the first one was its cause.",
    },
    "quantities": {
        "strong": (
            "6,561 Chinese students in the Soviet Union, 1950 to 1960, is what Garver prints "
            "(garver-2016); it looks exact, but it is a sum made decades later. Beside it stand "
            "8,310 who were sent from 1950 to 1959 (yang-xu-nd) and 7,500 who were enrolled "
            "(inr-1985). One year of difference does not explain the gap; sent and enrolled may. "
            "I would write that between six and a half and some eight thousand went, name the "
            "three, and take none of them as the whole for a share that somebody else's part is "
            "divided by."
        ),
        "average": (
            "Garver has 6,561 students (garver-2016) and another author has 8,310 (yang-xu-nd). "
            "They differ, so the number is uncertain. I would write 'several thousand'."
        ),
        "weak": "The number is exact, so somebody must have counted. It can be trusted.",
    },
    "projects": {
        "strong": (
            "156 became a name. Bo Yibo, as Wang reports him (wang-2009), counts 174 projects in "
            "five agreements: those are promises. 150 were begun, and there the survey of 1983 "
            "(spc-1983) says the same. A Chinese page (renminwang-2008) has 304 for the time up "
            "to 1960: later agreements are in it, and it stops at the recall, when many "
            "unfinished works served a complaint. To the newspaper I would give 150, with the "
            "word 'begun'. How many of the later promises became works stays open, since the page "
            "prints no list."
        ),
        "average": (
            "174 were agreed and 150 were begun (wang-2009). The Chinese have 304 "
            "(renminwang-2008), because they counted more. I would print 156, since everybody "
            "knows it."
        ),
        "weak": "There were 156 projects. The other numbers are propaganda of one side.",
    },
    "corroboration": {
        "strong": (
            "The Soviet note (soviet-note-1960-07-16), written in confidence for the Chinese "
            "ministry, gives the treatment of the specialists as the reason; it is meant to put "
            "the blame on China. The Chinese reply (prc-note-1960-07-31) denies the charges and "
            "speaks of broken contracts. Both agree that the men were working under contracts and "
            "that Moscow took the step. Yang (yang-aihua-2013) ties it to the quarrel after "
            "Bucharest and to a report to the Soviet plenum. The stated motive is therefore "
            "treatment, the inferred one pressure in the party dispute. What moved Khrushchev "
            "himself stays open: no minute of a decision is among our sources."
        ),
        "average": (
            "Moscow said that the specialists were not trusted (soviet-note-1960-07-16). China "
            "said that this was not true (prc-note-1960-07-31). I think the quarrel at Bucharest "
            "mattered more, as shen-2003 suggests."
        ),
        "weak": "They left because China had tested an atomic bomb and the Soviet side was angry.",
    },
    "references": {
        "strong": (
            "I looked for each of the four in the course's list, by words from both ends of the "
            "title and by the family names: {0}; {1}; {2}; {3}. An entry counts as found only if "
            "author, title and year stand in one row. Where the beginning of a title belongs to "
            "one row and its end to another, I say that two titles seem to have been joined, and "
            "name both; where the title stands under another name, I name that author. Who mixed "
            "them up I do not know, and none of the scholars named is to blame. Our list is "
            "short: a national library should be asked before anybody says that a book does not "
            "exist. Order what is found as it stands, and nothing else yet."
        ),
        "average": (
            "I searched our list for the titles. {0} and some others are there, but not all as "
            "they are given, so I would order only those that I found."
        ),
        "weak": "The titles sound real and the authors are known, so all four can be ordered.",
    },
    "polemics": {
        "strong": (
            "It became public in steps. The note that recalled the specialists is of 16 July 1960 "
            "and spoke to a ministry (soviet-note-1960-07-16); with a number the public learnt of "
            "it about 20 July 1963 (renmin-ribao-1963-07). The sample bomb was refused on 20 June "
            "1959, and the refusal told on 15 August 1963 (prc-statement-1963-08-15). The Soviet "
            "open letter of 14 July 1963 (cpsu-open-letter-1963-07-14) had come before both. So "
            "the order shows that each disclosure followed a Soviet public text within weeks; "
            "that it was made because of it is an inference of mine."
        ),
        "average": (
            "In 1960 it was secret (soviet-note-1960-07-16), in 1963 it was public "
            "(cpsu-open-letter-1963-07-14). China told of the specialists three years later "
            "(renmin-ribao-1963-07), because it wanted to show that Moscow had broken its word."
        ),
        "weak": "It became public because China wanted to humiliate Moscow before the world.",
    },
    "capstone": {
        "strong": (
            "I put rank first: who leads the movement. Zubok (zubok-1998) sees two leaderships as "
            "rivals by November 1957. The Chinese commentary of 1963 (cpc-1963-09-06) begins with "
            "the congress of 1956, of which Beijing had not been told; the Soviet open letter "
            "(cpsu-open-letter-1963-07-14) answers that China left a common line. Both wrote for "
            "the public. An American estimate of August 1960 (frus1958-60v19-d344) still held "
            "that the alliance would last, which speaks against an end fixed early. Shen "
            "(shen-2005) would put politics at home first; that explains the hour better than "
            "rank does. What the leaders meant stays open: we have what they said to others."
        ),
        "average": (
            "It broke because of ideology: in 1956 Khrushchev attacked Stalin, and the Chinese "
            "party did not agree (cpc-1963-09-06). Lüthi says the same (luthi-2008). The bomb and "
            "the specialists mattered too."
        ),
        "weak": "It broke because Khrushchev and Mao did not like each other.",
    },
}


def essay(assignment: str, question: Question, level: str) -> str:
    """What a simulated student writes.

    Parameters
    ----------
    assignment : its name.
    question : its free text, as it was drawn.
    level : ``strong``, ``average`` or ``weak``.

    >>> from sinosoviet.questions import FreeText
    >>> q = FreeText(id="q9", title="t", points=6, prompt="?", rubric={})
    >>> essay("capstone", q, "weak")
    'It broke because Khrushchev and Mao did not like each other.'
    """
    lines = "\n".join(question.material)
    named = re.findall(r'ss\.source\("(.+?)"\)', lines) or re.findall("‘.+?’(?= \\()", lines)
    return _ESSAYS[assignment][level].format(*named)
