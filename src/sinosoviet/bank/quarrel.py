"""Claims on the quarrel: what came first, what was wished, and who can be called to witness."""

from typing import NamedTuple


class Pair(NamedTuple):
    """A statement in a true and in a false form.

    Attributes
    ----------
    true, false : the two forms.
    rows : the rows on which both rest, as ``table/id``; for an order the earlier one first.
    also : further sources that carry the true form or speak against the false one.
    """

    true: str
    false: str
    rows: tuple[str, ...]
    also: tuple[str, ...] = ()


#: What came first: the false form turns it round.
ORDERS = (
    Pair(
        "When the specialists were recalled, the letter that held back the sample bomb was more "
        "than a year old.",
        "The sample bomb was held back only after the specialists had been recalled.",
        ("events/soviet-letter-on-bomb-sample-1959", "events/soviet-note-recall-1960"),
    ),
    Pair(
        "The Chinese letter of protest against the TASS statement had gone to Moscow before "
        "Khrushchev and his hosts quarrelled in Beijing.",
        "The Chinese letter of protest against the TASS statement followed the quarrel of "
        "Khrushchev and his hosts in Beijing.",
        ("events/chinese-letter-on-tass-1959", "events/khrushchev-mao-quarrel-1959"),
    ),
    Pair(
        "When China told the public of the refused sample bomb, the test ban treaty had already "
        "been signed.",
        "China had told the public of the refused sample bomb before the test ban treaty was "
        "signed.",
        ("events/test-ban-treaty-signed-1963", "events/china-reveals-nuclear-promise-1963"),
    ),
    Pair(
        "Suslov had spoken on China to his Central Committee before China answered the Soviet "
        "letter of the November before.",
        "Suslov spoke on China to his Central Committee only when China had answered the Soviet "
        "letter of the November before.",
        ("events/suslov-report-1964", "events/chinese-letter-february-1964"),
    ),
    Pair(
        "Khrushchev condemned the Albanian leaders in public before Moscow wrote to Beijing of "
        "China's special stand.",
        "Khrushchev condemned the Albanian leaders in public only when Moscow had written to "
        "Beijing of China's special stand.",
        ("events/khrushchev-attacks-albania-1961", "polemics/cpsu-letter-1962-02-22"),
    ),
    Pair(
        "The Chinese programme of twenty-five points was out before the two parties met for their "
        "talks in Moscow.",
        "Only when the talks of the two parties in Moscow had failed did China come out with its "
        "programme of twenty-five points.",
        ("events/chinese-letter-of-25-points-1963", "events/moscow-talks-1963"),
    ),
    Pair(
        "China announced a pause in its public replies, and after that came out with its programme "
        "of twenty-five points.",
        "China came out with its programme of twenty-five points, and after that announced a pause "
        "in its public replies.",
        ("events/pause-in-the-polemics-1963", "events/chinese-letter-of-25-points-1963"),
    ),
    Pair(
        "When Moscow warned of the firmest rebuff, the first of the nine Chinese commentaries was "
        "out.",
        "Moscow had warned of the firmest rebuff before the first of the nine Chinese commentaries "
        "was out.",
        ("polemics/commentary-1-1963", "events/soviet-statement-september-1963"),
    ),
    Pair(
        "Beijing told its missions to give Moscow general support after the specialists had been "
        "recalled.",
        "Beijing told its missions to give Moscow general support; but that was before the "
        "specialists were recalled.",
        ("events/soviet-note-recall-1960", "events/embassies-told-how-to-speak-1960"),
    ),
    Pair(
        "China had shelled the offshore islands long before the specialists were recalled.",
        "China shelled the offshore islands only when the specialists had been recalled.",
        ("events/shelling-of-offshore-islands-1958", "events/soviet-note-recall-1960"),
    ),
    Pair(
        "Paris and Beijing had announced relations before China exploded its first atomic device.",
        "Paris and Beijing announced relations only when China had exploded its first atomic "
        "device.",
        ("events/france-prc-relations-1964", "events/first-chinese-atomic-test-1964"),
    ),
    Pair(
        "China had announced its pause months before Khrushchev called for an end to the polemics.",
        "Khrushchev had called for an end to the polemics before China announced its pause.",
        ("events/pause-in-the-polemics-1963", "events/khrushchev-calls-for-truce-1963"),
    ),
)


class Motive(NamedTuple):
    """What somebody wished, in three forms.

    Attributes
    ----------
    true : a report of it, or of what was done.
    told : the same as a fact that nobody could know.
    wrong : the report with one name, place or number that the data contradicts.
    right : what should stand there, with words or numbers each of which is enough.
    rows : the rows on which they rest, as ``table/id``.
    also : further sources that carry the report or speak against the other forms.
    """

    true: str
    told: str
    wrong: str
    right: tuple[str, ...]
    rows: tuple[str, ...]
    also: tuple[str, ...] = ()


#: What somebody wished: reported, told as a fact, or reported wrongly.
MOTIVES = (
    Motive(
        "Harriman explained Khrushchev's interest in a test ban by his battle with the Chinese.",
        "Khrushchev agreed to the test ban because he wanted to isolate China.",
        "Harriman explained Khrushchev's interest in a test ban by his battle with the French.",
        ("China", "Chinese", "Beijing"),
        ("extracts/frus1961-63v05-d338#3", "extracts/frus1961-63v05-d338#4"),
        ("frus1961-63v07-d326", "prc-statement-1963-07-31", "uj-szo-1963-08-05"),
    ),
    Motive(
        "By Zubok's reading Deng acted for Mao in the talks of the parties, first for equality and "
        "then for the first place in doctrine.",
        "Mao sent Deng to the talks of the parties because he longed for the first place in "
        "doctrine.",
        "By Zubok's reading Zhou Enlai acted for Mao in the talks of the parties, first for "
        "equality and then for the first place in doctrine.",
        ("Deng Xiaoping", "Deng"),
        ("historiography/zubok-1998-leaderships",),
        ("cpsu-ccp-talks-1963-07",),
    ),
    Motive(
        "Shen Zhihua holds that Soviet words on the people's communes moved Mao to break more than "
        "any quarrel over foreign policy.",
        "Mao broke with Moscow because he could not bear what had been said of his communes.",
        "Khoo holds that Soviet words on the people's communes moved Mao to break more than any "
        "quarrel over foreign policy.",
        ("Shen Zhihua", "Shen"),
        (
            "historiography/shen-2005-communes",
            "events/khrushchev-on-communes-1959",
            "historiography/khoo-2011-realist",
        ),
    ),
    Motive(
        "Taubman counts Khrushchev's touchiness among the causes of the way in which he met Mao.",
        "Khrushchev turned on Mao because he could not forgive him the slights that he had "
        "suffered in Beijing.",
        "Taubman counts Mao's thin schooling and touchiness among the causes of the way in which "
        "the two leaders met.",
        ("Khrushchev",),
        ("historiography/taubman-1996-personality",),
        ("khrushchev-mao-talk-1958-07-31",),
    ),
    Motive(
        "By a review of his book Radchenko finds that Moscow wanted recognition, above all from "
        "Washington.",
        "Moscow sought peace with Washington because its leaders hungered to be taken for equals.",
        "By a review of his book Radchenko finds that Moscow wanted recognition, above all from "
        "Beijing.",
        ("Washington", "United States", "America", "Americans"),
        ("historiography/radchenko-2024-recognition",),
    ),
    Motive(
        "During the Cuban crisis Pravda wrote against the border that India claimed; soon after, "
        "Moscow was neutral again.",
        "During the Cuban crisis Pravda wrote against the border that India claimed, since Moscow "
        "hoped to buy Chinese support.",
        "During the Cuban crisis Pravda wrote against the border that China claimed; soon after, "
        "Moscow was neutral again.",
        ("India",),
        ("events/pravda-on-mcmahon-line-1962", "events/soviet-memorandum-on-india-1962"),
    ),
    Motive(
        "TASS regretted the clash of China and India and took no side, and a Chinese letter said "
        "that this had pleased the West.",
        "TASS took no side between China and India because Khrushchev did not want to spoil his "
        "journey to Washington.",
        "TASS regretted the clash of China and Burma and took no side, and a Chinese letter said "
        "that this had pleased the West.",
        ("India",),
        ("events/tass-statement-1959", "events/chinese-letter-on-tass-1959"),
    ),
    Motive(
        "China told of the refused sample bomb in answer to a Soviet statement on the test ban.",
        "China told of the refused sample bomb because Mao wanted to shame Khrushchev before the "
        "world.",
        "China told of the refused sample bomb in answer to a Soviet statement on the border with "
        "India.",
        ("test ban",),
        (
            "events/china-reveals-nuclear-promise-1963",
            "polemics/chinese-statement-1963-08-15",
            "polemics/soviet-statement-1963-08-03",
        ),
    ),
    Motive(
        "Zhou Enlai told five ambassadors that it was a good thing that Khrushchev had gone.",
        "China welcomed Khrushchev's fall because its leaders had been afraid of him.",
        "Zhou Enlai told twelve ambassadors that it was a good thing that Khrushchev had gone.",
        ("five", "5"),
        ("extracts/zhou-five-ambassadors-1964-10-29#3", "events/zhou-tests-new-leaders-1964"),
        ("hongqi-1964-11-21",),
    ),
    Motive(
        "Eisenhower pointed Moscow to the timing: the islands were shelled three weeks after "
        "Khrushchev had left Beijing.",
        "Mao had the islands shelled in order to show Khrushchev that he was nobody's servant.",
        "Eisenhower pointed Moscow to the timing: the islands were shelled three months after "
        "Khrushchev had left Beijing.",
        ("three weeks", "weeks"),
        ("events/shelling-of-offshore-islands-1958",),
    ),
    Motive(
        "When China stopped its public replies for a time, it kept the right to go on.",
        "China stopped its public replies for a time because it wished to put Moscow in the wrong.",
        "When Moscow stopped its public replies for a time, it kept the right to go on.",
        ("China", "Chinese", "Beijing"),
        ("events/pause-in-the-polemics-1963",),
    ),
    Motive(
        "A Soviet diplomat recorded that Mao called the differences one finger in ten, or half a "
        "finger.",
        "Mao made light of the differences before a Soviet diplomat because he wanted to lull "
        "Moscow.",
        "A Soviet diplomat recorded that Mao called the differences four fingers in ten.",
        ("one", "1", "half"),
        ("events/mao-antonov-talk-1959", "extracts/antonov-mao-1959-10-14#1"),
        ("mao-outline-1959-12",),
    ),
)


class Matter(NamedTuple):
    """What is to be shown from both sides.

    Attributes
    ----------
    claim : the claim, as it follows *that*.
    rows : rows of which the sources fit, as ``table/id``.
    also : further sources that fit.
    slips : sources that are cited for it and do not carry it, each with a sentence.
    """

    claim: str
    rows: tuple[str, ...]
    also: tuple[str, ...]
    slips: dict[str, str]


#: Matters on which a Soviet and a Chinese source can be set side by side.
MATTERS = (
    Matter(
        "in 1960 it was in dispute how the Soviet specialists in China had been treated",
        ("events/soviet-note-recall-1960", "events/chinese-reply-1960"),
        ("khrushchev-letter-sed-1960-07-18", "yang-aihua-2013", "liu-xiao-recollection"),
        {"frus1958-60v19-d348": "Washington weighed the loss: does it say how they were treated?"},
    ),
    Matter(
        "in 1959 Moscow held back the sample of an atomic bomb",
        ("events/soviet-letter-on-bomb-sample-1959", "events/china-reveals-nuclear-promise-1963"),
        ("negin-smirnov-1996", "shen-2003"),
        {"soviet-note-1960-07-16": "Which of the points of that note names a bomb?"},
    ),
    Matter(
        "in April 1962 thousands of people crossed from Xinjiang into the Soviet Union",
        ("events/exodus-from-xinjiang-1962",),
        ("soviet-memo-xinjiang-1962-04-24", "prc-memo-xinjiang-1962-04-24",
         "zhang-chervonenko-1962-06-08"),
        {"cpsu-open-letter-1963-07-14": "Which of its points is on Xinjiang?"},
    ),
    Matter(
        "in 1963 the two governments judged the test ban treaty in opposite ways",
        ("polemics/chinese-statement-1963-07-31", "polemics/soviet-statement-1963-08-03",
         "polemics/chinese-statement-1963-08-15"),
        ("uj-szo-1963-08-05",),
        {"soviet-letter-bomb-1959-06-20": "Could a letter of 1959 judge a treaty of 1963?"},
    ),
    Matter(
        "in the summer of 1958 a common fleet was talked of and refused",
        ("events/mao-yudin-talk-1958", "events/khrushchev-secret-visit-1958"),
        (),
        {"khrushchev-mao-talk-1959-10-02": "That talk is of another year, on other quarrels."},
    ),
    Matter(
        "Mao put the differences of the two parties at one finger in ten",
        ("events/mao-antonov-talk-1959", "events/mao-outline-1959"),
        ("mao-yudin-talk-1958-07-22", "khrushchev-mao-talk-1958-07-31"),
        {"khrushchev-mao-talk-1959-10-02": "Of what does that record speak: fingers, or Tibet?"},
    ),
    Matter(
        "in the spring of 1963 the two parties exchanged their programmes before they met",
        ("polemics/cpsu-letter-1963-03-30", "polemics/proposal-on-general-line-1963"),
        ("cpsu-open-letter-1963-07-14", "time-1963-07-12"),
        {"cpsu-letter-1963-11-29": "That letter was written after they had met."},
    ),
    Matter(
        "in the winter of 1963 to 1964 letters on a truce went to and fro",
        ("polemics/cpsu-letter-1963-11-29", "polemics/ccp-letter-1964-02-29"),
        ("cpc-1964-02-04", "cpsu-letter-1964-06-15"),
        {"cpsu-letter-1963-03-30": "That letter is older than the winter in question."},
    ),
    Matter(
        "in 1964 the two parties did not agree on a conference of all parties",
        ("polemics/cpsu-letter-1964-06-15", "polemics/cpsu-letter-1964-07-30",
         "polemics/ccp-letter-1964-05-07"),
        (),
        {"statement-1960": "That is the statement of the conference before."},
    ),
    Matter(
        "it was Moscow that called the specialists home in 1960, whoever was to blame",
        ("events/soviet-note-recall-1960", "events/khrushchev-letter-to-sed-1960",
         "events/china-makes-recall-public-1963"),
        ("prc-note-1960-07-31", "shen-2003", "zhang-haixing-2009a"),
        {"frus1958-60v19-d351": "In September 1960 Washington did not yet know who had begun."},
    ),
    Matter(
        "Suslov's report of February 1964 reached the public only in April",
        ("polemics/suslov-report-1964", "polemics/pravda-editorial-1964-04-03"),
        (),
        {"cpc-1964-02-04": "That commentary was printed ten days before the report was given."},
    ),
)  # fmt: skip
