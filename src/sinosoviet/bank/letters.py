"""Texts of the quarrel, their days, their order and their points, for the tasks that treat them."""

from typing import NamedTuple


class Day(NamedTuple):
    """A day to be found.

    Attributes
    ----------
    row : the row of the table of polemics that has it.
    asked : what was done or told, as it ends the question *On which day ...*.
    slips : the days of other things, each with its sentence.
    """

    row: str
    asked: str
    slips: dict[str, str]


#: Texts that answer another one in the table, with the day of both sure.
CARDS = (
    "ccp-letter-on-tass-1959",
    "ccp-statement-bucharest-1960",
    "chinese-note-on-specialists-1960",
    "ccp-reply-to-letter-of-information-1960",
    "cpsu-letter-november-1960",
    "ccp-letter-1962-04-07",
    "cpsu-letter-1962-05-30",
    "cpsu-letter-1963-03-30",
    "proposal-on-general-line-1963",
    "soviet-statement-1963-08-03",
    "chinese-statement-1963-08-15",
    "allied-with-india-1963",
    "ccp-letter-1964-02-29",
    "cpsu-letter-1964-03-07",
    "ccp-letter-1964-05-07",
    "cpsu-letter-1964-06-15",
    "ccp-letter-1964-08-30",
)

#: Texts that the public could not read when they were made.
CLOSED = (
    Day(
        "ccp-letter-on-tass-1959",
        "did the Chinese party protest to Moscow in secret against the TASS statement on India",
        {
            "1959-09-09": "On that day TASS issued the statement.",
            "1959-09-10": "On that day newspapers printed the statement.",
        },
    ),
    Day(
        "letter-of-information-1960",
        "is the long Soviet letter dated that was given or read to the delegations at Bucharest",
        {"1960-06-26": "That is the day of the Chinese statement there."},
    ),
    Day(
        "khrushchev-letter-to-sed-1960",
        "did Khrushchev explain the recall of the specialists to the East German party",
        {"1960-07-16": "That is the day of the note to China."},
    ),
    Day(
        "ccp-reply-to-letter-of-information-1960",
        "is the Chinese party's letter with five proposals dated",
        {"1960-06-26": "That is the day of what the delegation stated on the spot."},
    ),
    Day(
        "cpsu-letter-november-1960",
        "is the Soviet letter dated that was given out before the conference of eighty-one parties",
        {
            "1960-11-10": "On that day the conference began.",
            "1960-12-01": "That is the day of the common statement.",
        },
    ),
    Day(
        "cpsu-letter-1962-02-22",
        "did the Soviet party write that China took a special stand and backed Albania",
        {"1962-04-07": "That is the day of the Chinese answer."},
    ),
    Day(
        "ccp-letter-1962-04-07",
        "did the Chinese party write how a meeting of all parties should be prepared",
        {"1962-02-22": "That is the day of the letter which it answers."},
    ),
    Day(
        "cpsu-letter-1962-05-30",
        "did the Soviet party write that Albania must drop its stand first",
        {"1962-04-07": "That is the day of the Chinese letter with the suggestions."},
    ),
    Day(
        "cpsu-letter-1963-11-29",
        "is the Soviet letter dated that proposed a truce",
        {"1963-10-25": "On that day Khrushchev spoke of it to journalists."},
    ),
    Day(
        "suslov-report-1964",
        "did Suslov report on the Chinese leaders to his Central Committee",
        {"1964-04-03": "On that day the report was printed."},
    ),
    Day(
        "ccp-letter-1964-02-20",
        "did the Chinese party complain of a Soviet letter that had been sent behind its back",
        {"1964-02-22": "That is the day of the Soviet reply."},
    ),
    Day(
        "ccp-letter-1964-02-29",
        "did the Chinese party at last answer the Soviet letter that had proposed a truce",
        {
            "1964-02-27": "That is the day of another letter of the same week.",
            "1963-11-29": "That is the day of the letter which it answers.",
        },
    ),
    Day(
        "outline-on-peaceful-transition",
        "did the Chinese delegation in Moscow hand over its views on a peaceful transition",
        {"1963-09-06": "On that day the paper was printed."},
    ),
)

#: Days on which something could be read by all.
TOLD = (
    Day(
        "pravda-editorial-1964-04-03",
        "could readers of Pravda first read what Suslov had reported to his Central Committee",
        {"1964-02-14": "On that day he gave the report."},
    ),
    Day(
        "commentary-1-1963",
        "was the Chinese outline on peaceful transition, for years kept secret, printed",
        {"1957-11-10": "On that day it was handed over: 'where_published' says in what it stands."},
    ),
    Day(
        "commentary-1-1963",
        "was the statement printed that the Chinese delegation had given out at Bucharest",
        {"1960-06-26": "On that day it was given out: 'where_published' says in what it stands."},
    ),
    Day(
        "commentary-1-1963",
        "were the five proposals printed that the Chinese party had made in a letter of 1960",
        {"1960-09-10": "That is the day of the letter: 'where_published' says in what they stand."},
    ),
    Day(
        "cpsu-open-letter-1963",
        "did Pravda print the open letter on the quarrel",
        {
            "1963-06-14": "That is the day of the letter which it answers.",
            "1963-07-15": "One historian has that day: what has the table?",
        },
    ),
    Day(
        "pravda-on-asia-1963",
        "did Pravda write that China kept the border with India hot",
        {"1963-09-25": "On that day the Chinese press reprinted it."},
    ),
    Day(
        "allied-with-india-1963",
        "did the People's Daily write of Soviet money and arms for India",
        {"1963-09-19": "That is the day of the article which it answers."},
    ),
    Day(
        "tass-statement-1959",
        "did TASS tell the world of its regret at the clash of China and India",
        {
            "1959-09-10": "On that day it stood in the papers.",
            "1959-09-13": "That is the day of a Chinese letter.",
        },
    ),
    Day(
        "forward-along-lenins-path-1960",
        "did the People's Daily print its own article for Lenin's birthday",
        {"1960-04-20": "On that day Mao discussed it."},
    ),
    Day(
        "differences-with-togliatti-1962",
        "did the People's Daily first set out its differences with Togliatti",
        {"1963-03-04": "That is the day of a second text on him."},
    ),
    Day(
        "whence-the-differences-1963",
        "did the People's Daily tell Thorez who had begun the quarrel",
        {"1962-12-31": "That is the day of the article on Togliatti."},
    ),
    Day(
        "chinese-statement-1963-07-31",
        "did the Chinese government tell the world that the test ban was a fraud",
        {"1963-08-05": "On that day the treaty was signed."},
    ),
    Day(
        "soviet-statement-1963-08-03",
        "did the Soviet government defend the test ban against Chinese words",
        {"1963-07-31": "That is the day of the Chinese words."},
    ),
    Day(
        "why-khrushchov-fell-1964",
        "did Hongqi tell its readers why Khrushchev had fallen",
        {"1964-10-14": "On that day he fell.", "1964-10-16": "On that day the news was out."},
    ),
    Day(
        "commentary-9-1964",
        "did the last of the nine commentaries appear",
        {"1964-02-04": "That is the day of the seventh."},
    ),
)

#: The exchange and what went on beside it, each in words that name no year.
EXCHANGE = {
    ("polemics", "tass-statement-1959"): "TASS regrets a clash on the border of China and India",
    ("polemics", "forward-along-lenins-path-1960"): "Chinese articles for Lenin's birthday",
    ("polemics", "letter-of-information-1960"): "a Soviet letter lists the faults of the Chinese "
    "party",
    ("polemics", "soviet-note-on-specialists-1960"): "the Soviet note that recalls the specialists",
    ("polemics", "ccp-reply-to-letter-of-information-1960"): "a Chinese letter with five proposals",
    ("polemics", "moscow-statement-1960"): "eighty-one parties agree on a common statement",
    (
        "events",
        "khrushchev-attacks-albania-1961",
    ): "Khrushchev condemns the Albanian leaders before his congress",
    ("polemics", "cpsu-letter-1962-05-30"): "a Soviet letter makes a retreat of Albania the "
    "condition",
    ("polemics", "differences-with-togliatti-1962"): "a Chinese article on the differences with "
    "Togliatti",
    ("events", "pause-in-the-polemics-1963"): "China announces a pause in its public replies",
    ("polemics", "proposal-on-general-line-1963"): "the Chinese programme in twenty-five points",
    ("polemics", "cpsu-open-letter-1963"): "the Soviet letter to all communists of the country",
    ("events", "test-ban-treaty-signed-1963"): "three powers sign the test ban",
    ("events", "china-reveals-nuclear-promise-1963"): "China tells the public of the refused "
    "sample bomb",
    ("polemics", "commentary-1-1963"): "the first of the nine Chinese commentaries",
    ("polemics", "cpsu-letter-1963-11-29"): "a Soviet letter proposes a truce",
    ("polemics", "suslov-report-1964"): "Suslov reports on the Chinese leaders in closed session",
    ("polemics", "commentary-9-1964"): "a Chinese commentary on phoney communism",
    ("events", "khrushchev-removed-1964"): "Khrushchev is removed",
    ("events", "first-chinese-atomic-test-1964"): "the first Chinese atomic test",
    ("polemics", "why-khrushchov-fell-1964"): "a Chinese article explains a fall in Moscow",
}


class Text(NamedTuple):
    """A source and what it says.

    Attributes
    ----------
    side : Soviet or Chinese.
    name : how it is called in a list.
    points : by number of the extract, what is said, without a word on who says it.
    """

    side: str
    name: str
    points: dict[int, str]


#: Texts whose numbered points can be told apart by who speaks, and to whom.
TEXTS = {
    "soviet-note-1960-07-16": Text("soviet", "the Soviet note on the specialists", {
        2: "the best people were chosen, often at a cost to the economy at home",
        4: "advice was passed over, and those who gave it were watched",
        5: "specialists were drawn into the dispute with a pamphlet and with lectures",
    }),
    "khrushchev-letter-sed-1960-07-18": Text("soviet", "Khrushchev to the East German party", {
        1: "so and so many specialists are there at this moment",
        4: "at the end of 1956 it was proposed to several states to bring the specialists home",
    }),
    "prc-note-1960-07-31": Text("chinese", "the Chinese reply on the specialists", {
        2: "there were single shortcomings in the work with the specialists, put right in time",
        4: "most contracts have not run out, so the step breaks agreements",
        6: "the specialists may stay until their contracts end",
    }),
    "soviet-letter-bomb-1959-06-20": Text("soviet", "the Soviet letter on a sample bomb", {
        2: "the pressure of world opinion forced two Western powers into talks",
        3: "to send a sample and papers could put a common effort at Geneva at risk",
    }),
    "cpsu-open-letter-1963-07-14": Text("soviet", "the Soviet open letter", {
        3: "a departing ambassador was asked to propose a clean page; no answer came",
        4: "trade fell to almost a third, and it was the other side that wished it",
    }),
    "pr-1963-25": Text("chinese", "the Chinese letter of twenty-five points", {
        2: "two parties bear a heavier responsibility for unity than all others",
        3: "there are several major differences of principle, and patience is needed",
    }),
    "zhang-chervonenko-1962-06-08": Text("chinese", "Zhang Hanfu to the Soviet ambassador", {
        2: "a state must send back those who crossed unlawfully, whether they wish it or not",
    }),
    "prc-mfa-instruction-1960-10-14": Text("chinese", "a Chinese instruction to missions abroad", {
        1: "one is not to be cold on purpose, nor to feign ignorance",
        2: "the other side's diplomats are not to be let boast too much",
    }),
    "mao-yudin-talk-1958-07-22": Text("chinese", "Mao's talk with Yudin, in the Chinese record", {
        3: "only their own people are trusted there, and we are thought inferior and careless",
        4: "shall army, navy, industry, farming and schools be shared too?",
    }),
    "khrushchev-mao-talk-1958-07-31": Text("soviet", "Khrushchev's talk with Mao, in the Soviet "
                                           "record", {
        3: "much in the ambassador's reports was exaggerated; nobody thought of a joint fleet",
        6: "the ambassador should not have been charged with a matter that he does not know",
    }),
    "cpsu-letter-ccp-1958-09-27": Text("soviet", "a Soviet party letter on nuclear attack", {
        3: "no enemy may believe that one ally would stand by if the other were attacked",
        4: "to deny help in such a case would be a crime before the working class",
    }),
    "suslov-1959-12-18": Text("soviet", "Suslov's report on the journey to Beijing", {
        2: "timely reforms would have spared the rising in Tibet",
        4: "it was right to put the rising down, and it is an internal affair",
    }),
    "zhou-five-ambassadors-1964-10-29": Text("chinese", "Zhou Enlai to five ambassadors", {
        2: "twelve states should send delegations to the anniversary, to make contact",
        3: "little is known of what happened, but that he has gone is a good thing",
    }),
    "renmin-ribao-1963-07": Text("chinese", "the People's Daily in the summer of 1963", {
        1: "all experts were suddenly to be gone within a month",
        2: "hundreds of agreements were to be scrapped, and deliveries of equipment stopped",
    }),
    "mao-remarks-1958-06-07": Text("chinese", "Mao's remarks on a radio station", {
        3: "the whole cost is to be ours, and the equipment is to be paid for in cash",
    }),
}  # fmt: skip
