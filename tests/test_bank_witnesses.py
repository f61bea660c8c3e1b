"""Sources that carry a claim: found by the rows that prove it, none of them unsure."""

import pytest

from sinosoviet.bank.witnesses import Claim, read_claims, witnesses


def test_the_sources_of_all_rows_each_once():
    found = witnesses(["events/klochko-leaves-1960", "sources/klochko-1964", "claims/B01"])
    assert found[:3] == ("dikotter-2010", "press-chp-1965-05-29", "klochko-1964")
    assert "soviet-note-1960-07-16" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "row", ["claims/A29", "polemics/unite-under-lenins-banner-1960", "recognition/nowhere"]
)
def test_a_row_that_is_unsure_or_not_there_is_refused(row):
    with pytest.raises(ValueError, match=row):
        witnesses([row])


def test_sources_of_one_voice_stand_in_one_group():
    claim = Claim(
        "split", "A note came.", "events/chinese-reply-1960", ("events/soviet-note-recall-1960",)
    )
    groups = claim.groups()
    assert sum(map(len, groups)) == len({s for group in groups for s in group})
    (haixing,) = [group for group in groups if "zhang-haixing-2009a" in group]
    assert "zhang-haixing-2009b" in haixing


def test_a_claim_can_be_about_something_else_than_an_event():
    (claim,) = read_claims([{"part": "aid", "text": "x", "about": "claims/A09"}])
    assert claim.event == ""
    assert Claim("aid", "x", "events/stalin-dies-1953").event == "stalin-dies-1953"
