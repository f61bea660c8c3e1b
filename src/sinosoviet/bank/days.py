"""Days and periods that are asked for, statements on a day, and pairs in an order.

Beside a day stand other days that are printed for the same matter, each with the
sentence for those who take it.
"""

from typing import NamedTuple


class Asked(NamedTuple):
    """A date that is asked for.

    Attributes
    ----------
    prompt : the question.
    slips : known wrong answers in EDTF, each with a sentence.
    """

    prompt: str
    slips: dict[str, str]


#: Rows of the events with a day.
DAYS: dict[str, Asked] = {
    "withdrawal-completed-1946": Asked(
        "On which day, by the abstract of an article, was the Soviet withdrawal from Manchuria "
        "declared complete?",
        {"1945-12-03": "That is the day first set for its end: it was put off."},
    ),
    "soviet-recognition-prc-1949": Asked(
        "On which day did Gromyko cable that Moscow would have relations with the People's "
        "Republic?",
        {
            "1949-10-01": "That is the day of the proclamation, which the cable answers.",
            "1949-10-03": "From this day a Chinese article counts relations: the cable is older.",
        },
    ),
    "soviet-walk-out-1950": Asked(
        "On which day did the Soviet delegate leave the hall of the Security Council over the "
        "seat of China?",
        {
            "1950-06-27": "That is the day in a letter that Stalin wrote later: look at the papers "
            "of the Council itself."
        },
    ),
    "sino-soviet-alliance-1950": Asked(
        "On which day was the alliance of Moscow and Beijing signed?",
        {
            "1950-04-11": "From this day it was in force: it had been signed before.",
            "1950-09-30": "On this day ratifications were exchanged: it had been signed before.",
        },
    ),
    "rouble-on-gold-base-1950": Asked(
        "From which day did a dollar cost four roubles at the official Soviet rate?",
        {"1950-02-28": "That is the day of the decree: from when was the rate to hold?"},
    ),
    "volunteers-cross-yalu-1950": Asked(
        "On which day, by our table, did the first Chinese Volunteers cross the Yalu in strength?",
        {
            "1950-10-18": "That is the day that Peng's memoir gives for his own crossing.",
            "1950-10-25": "On this day the first battles began: the men had crossed before.",
        },
    ),
    "san-francisco-treaties-1951": Asked(
        "On which day was the peace treaty with Japan signed?",
        {"1952-04-28": "From this day it was in force: it had been signed before."},
    ),
    "zhou-to-moscow-1952": Asked(
        "On which day in 1952 did Zhou Enlai and the planners reach Moscow?",
        {
            "1952-08-15": "On this day they left Beijing.",
            "1952-08-20": "On this day Zhou talked with Stalin: he had come before.",
        },
    ),
    "faw-ground-broken-1953": Asked(
        "On which day was ground broken for the First Automobile Works at Changchun, by the "
        "Chinese press?",
        {"1953-06-15": "That is the day on one page in Esperanto: which day has the press?"},
    ),
    "anshan-first-tube-1953": Asked(
        "On which day was the first seamless steel tube of Anshan rolled?",
        {
            "1953-10-31": "On this day the mill was handed over.",
            "1952-07-14": "On this day, by one page, the building of the mill began.",
        },
    ),
    "taiyuan-power-plant-1954": Asked(
        "On which day did the heat and power plant at Taiyuan send out its first current?",
        {
            "1954-12-31": "That is the day of the newspaper: the current came before it.",
            "1955-01-21": "On this day the ribbon was cut.",
        },
    ),
    "first-jiefang-truck-1956": Asked(
        "On which day did the first Jiefang truck come off the line?",
        {
            "1956-07-14": "On this day twelve trucks left the works: the first was made before.",
            "1956-07-15": "That is the day in calendars: look at what the press of the works has.",
            "1956-10-15": "On this day the works was opened with a rally.",
        },
    ),
    "first-j5-flight-1956": Asked(
        "On which day did the first jet fighter built in China fly, by our table?",
        {"1956-04-23": "That is the day in calendars, perhaps of a trial product."},
    ),
    "steel-target-announced-1958": Asked(
        "On which day did the People's Daily report that the steel output of 1957 had been "
        "doubled?",
        {"1958-12-19": "Up to this day the steel was counted: when was it printed?"},
    ),
    "tass-statement-1959": Asked(
        "On which day did TASS put out its statement on the clash between China and India?",
        {"1959-09-10": "On this day papers printed it, and some books take it for the day."},
    ),
    "chinese-letter-of-25-points-1963": Asked(
        "Which day does the Chinese letter of twenty-five points bear?",
        {"1963-06-15": "On this day it was handed over."},
    ),
    "soviet-open-letter-1963": Asked(
        "On which day was the Soviet open letter to party members printed, by our table?",
        {"1963-07-15": "That is the day in one survey: which has our table?"},
    ),
    "test-ban-treaty-signed-1963": Asked(
        "On which day was the partial test ban treaty signed?",
        {"1963-10-10": "From this day it was in force: it had been signed before."},
    ),
    "suslov-report-1964": Asked(
        "On which day did Suslov report on China to the Central Committee?",
        {"1964-04-03": "On this day the report was published: it had been given before."},
    ),
    "khrushchev-removed-1964": Asked(
        "On which day did the Soviet leadership put others in Khrushchev's place?",
        {"1964-10-16": "On this day the world heard of it."},
    ),
    "border-talks-open-1969": Asked(
        "On which day did the border talks of 1969 open?",
        {"1969-10-07": "On this day they were announced."},
    ),
    "shanghai-communique-1972": Asked(
        "Which day does the Shanghai communique bear in Peking Review?",
        {"1972-02-28": "That is the day in other printings: which has Peking Review?"},
    ),
}

#: Rows of the events with a period.
PERIODS: dict[str, Asked] = {
    "moscow-conference-1945": Asked(
        "From which day to which did the three foreign ministers meet in Moscow, by our table?",
        {},
    ),
    "mongolia-vote-and-recognition-1946": Asked(
        "From the vote in Outer Mongolia to its recognition by China: which two days?",
        {"1945-10-22/1946-01-05": "The preliminary count is of 22 October: when was the vote?"},
    ),
    "mikoyan-at-xibaipo-1949": Asked(
        "Between which days did Stalin's envoy Mikoyan talk with Mao at Xibaipo, by the records?",
        {},
    ),
    "china-decides-on-korea-1950": Asked(
        "From Mao's order that the Volunteers make ready to his word to Moscow that China would "
        "go in: which two days?",
        {
            "1950-10-08/1950-10-12": "On the second of these days he halted them.",
            "1950-10-08/1950-10-19": "On the second of these days they crossed the Yalu.",
        },
    ),
    "declaration-of-ruling-parties-1957": Asked(
        "Between which days did twelve ruling parties meet to adopt a declaration?",
        {"1960-11-10/1960-12-01": "That is the larger meeting, three years later."},
    ),
    "khrushchev-secret-visit-1958": Asked(
        "Between which days was Khrushchev in Beijing for his secret visit?",
        {"1954-09-29/1954-10-12": "That is his first visit, which was no secret."},
    ),
    "beidaihe-steel-campaign-1958": Asked(
        "Between which days did the meeting at Beidaihe launch the steel campaign?",
        {"1958-11-28/1958-12-10": "That is the plenum at Wuchang."},
    ),
    "wuchang-plenum-1958": Asked(
        "Between which days did the plenum at Wuchang meet?",
        {
            "1958-08-17/1958-08-30": "That is the meeting at Beidaihe.",
            "1959-04-02/1959-04-05": "That is the plenum in Shanghai.",
        },
    ),
    "shanghai-plenum-1959": Asked(
        "Between which days did the plenum in Shanghai meet?",
        {"1958-11-28/1958-12-10": "That is the plenum at Wuchang."},
    ),
    "bucharest-clash-1960": Asked(
        "Between which days did congress and meeting of parties last at Bucharest, taken together?",
        {
            "1960-06-20/1960-06-25": "That is the congress alone.",
            "1960-06-24/1960-06-26": "That is the meeting of parties alone.",
        },
    ),
    "moscow-conference-1960": Asked(
        "Between which days did eighty-one parties confer in Moscow?",
        {"1957-11-14/1957-11-16": "That is the meeting of the ruling parties, three years before."},
    ),
    "party-letters-1962": Asked(
        "From the Soviet letter that blamed China's special stand to the one that made Albania's "
        "retreat a condition: which two days?",
        {"1962-02-22/1962-04-07": "On the second of these days China proposed five steps."},
    ),
    "seven-chinese-articles-1962-1963": Asked(
        "Between which days did China print its seven articles?",
        {"1963-09-06/1964-07-14": "Those are the nine commentaries."},
    ),
    "moscow-talks-1963": Asked(
        "Between which days did the delegations of Deng Xiaoping and Suslov talk in Moscow?",
        {},
    ),
    "nine-commentaries-1963-1964": Asked(
        "Between which days did the nine commentaries come out?",
        {"1962-12-15/1963-03-08": "Those are the seven articles."},
    ),
    "kosygin-beijing-1965": Asked(
        "From Kosygin's first stop in Beijing on the way to Hanoi to his talk with Mao: which two "
        "days?",
        {},
    ),
    "ping-pong-1971": Asked(
        "From China's invitation of the American table tennis team to Zhou Enlai's reception of "
        "it: which two days?",
        {"1971-04-10/1971-04-14": "On the first of these days the team came."},
    ),
    "kissinger-beijing-1971": Asked(
        "Between which days was Kissinger in Beijing in secret?",
        {"1972-02-21/1972-02-28": "That is Nixon's own journey."},
    ),
    "nixon-in-china-1972": Asked(
        "Between which days was Nixon in China?",
        {"1971-07-09/1971-07-11": "That is Kissinger's journey."},
    ),
}

#: Sentences on the day of a row, with a place for it; true or with another event's day.
ON_A_DAY: dict[str, str] = {
    "soviet-declaration-of-war-1945": "Molotov told the Japanese ambassador on {day} that the "
    "Soviet Union would be at war with Japan.",
    "pauley-cable-removals-1945": "The American reparations envoy cabled on {day} that some 150 "
    "locomotives had been taken from Manchuria.",
    "soviet-reply-trophies-1946": "On {day} Moscow called the machines taken from Manchuria "
    "trophies of the Red Army.",
    "stalin-offers-liu-credit-1949": "On {day} Stalin granted the delegation of Liu Shaoqi a "
    "credit of 300 million dollars.",
    "american-troops-leave-korea-1949": "Observers of the United Nations watched the last American "
    "forces leave Korea on {day}.",
    "manchuria-trade-agreement-1949": "Gao Gang's delegation left Moscow on {day} with a trade "
    "agreement for Manchuria.",
    "acheson-press-club-1950": "Acheson's speech of {day} drew a defence line that left out Korea.",
    "joint-companies-agreed-1950": "Three companies in equal Soviet and Chinese shares were agreed "
    "on {day}.",
    "stalin-telegram-may-1950": "Under a cover name Stalin told Mao on {day} that he agreed to the "
    "Korean proposal.",
    "japanese-police-reserve-1950": "On {day} MacArthur told Japan's prime minister to form a "
    "police reserve of 75,000 men.",
    "un-embargo-1951": "The General Assembly recommended on {day} that no arms be sent to China.",
    "shipyard-company-1951": "The agreement on a joint company for ships at Dalian was signed on "
    "{day}.",
    "agreement-91-projects-1953": "Soviet help for 91 further enterprises was agreed on {day}.",
    "korean-armistice-1953": "The armistice in Korea was signed on {day}.",
    "harbin-boiler-works-begun-1954": "A rally opened the building of the Harbin Boiler Works on "
    "{day}.",
    "peaceful-atom-agreement-1955": "In Moscow a Chinese group signed on {day} an agreement on "
    "Soviet help with nuclear physics.",
    "five-year-plan-adopted-1955": "The National People's Congress passed the first five-year plan "
    "on {day}.",
    "second-reply-on-stalin-1956": "China's longer article on Stalin, with its answer to Tito, is "
    "of {day}.",
    "new-defence-technology-agreement-1957": "Nie Rongzhen and Pervukhin signed an agreement on "
    "new defence technology on {day}.",
    "radio-station-request-1958": "The Soviet defence minister proposed a long-wave station in "
    "China on {day}.",
    "shelling-of-offshore-islands-1958": "China opened heavy fire on Jinmen on {day}.",
    "peng-dehuai-letter-1959": "The Chinese defence minister put his doubts on the Leap in a "
    "letter of {day}.",
    "fularji-works-complete-1960": "The heavy machinery works at Fularji were in full production "
    "on {day}.",
    "soviet-grain-offer-1961": "By the interpreter's memory Moscow offered on {day} to lend a "
    "million tonnes of grain.",
    "khrushchev-attacks-albania-1961": "Khrushchev condemned the Albanian leaders before a "
    "congress on {day}.",
    "yining-riot-1962": "Crowds attacked government and party offices in Yining on {day}.",
}

#: Pairs of rows, the earlier one first, whose order has been told the wrong way round or could be.
PAIRS: tuple[tuple[str, str], ...] = (
    ("british-protest-removals-1946", "soviet-reply-trophies-1946"),
    ("american-troops-leave-korea-1949", "first-stalin-mao-talk-1949"),
    ("lean-to-one-side-1949", "prc-proclaimed-1949"),
    ("acheson-press-club-1950", "stalin-ready-to-help-kim-1950"),
    ("stalin-telegram-may-1950", "north-korean-attack-1950"),
    ("japanese-police-reserve-1950", "san-francisco-treaties-1951"),
    ("un-embargo-1951", "combat-orders-in-japan-1952"),
    ("soviet-decision-korea-1953", "korean-armistice-1953"),
    ("agreement-91-projects-1953", "soviet-exhibition-beijing-1954"),
    ("uranium-agreement-1955", "chinese-request-atomic-industry-1956"),
    ("peaceful-atom-agreement-1955", "secret-speech-1956"),
    ("five-year-plan-adopted-1955", "american-estimate-plan-1956"),
    ("liu-shaoqi-on-advisers-1956", "second-reply-on-stalin-1956"),
    ("outline-on-peaceful-transition-1957", "east-wind-speech-1957"),
    ("mao-yudin-talk-1958", "shelling-of-offshore-islands-1958"),
    ("soviet-letter-on-bomb-sample-1959", "khrushchev-mao-quarrel-1959"),
    ("chinese-letter-on-tass-1959", "khrushchev-mao-quarrel-1959"),
    ("refusal-to-extend-contracts-1960", "soviet-note-recall-1960"),
    ("nie-rongzhen-report-1960", "soviet-note-recall-1960"),
    ("china-rejects-test-ban-1963", "china-reveals-nuclear-promise-1963"),
    ("france-prc-relations-1964", "first-chinese-atomic-test-1964"),
    ("zhenbao-clash-1969", "us-eases-travel-1969"),
    ("tielieketi-1969", "kosygin-zhou-airport-1969"),
    ("canada-prc-relations-1970", "nixon-announces-visit-1971"),
    ("nixon-announces-visit-1971", "prc-takes-un-seat-1971"),
)
