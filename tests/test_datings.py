"""When a paper was published, told by the words beside its dates."""

from __future__ import annotations

import pytest

from kg.language.datings import publication, signed
from kg.rules import Rules


@pytest.mark.parametrize(
    ("lines", "iso"),
    [
        (["Agreed by the Board 4 May 2031 Published 9 June 2031"], "2031-06-09"),
        (["Signed off: 4 May 2031", "Date of publication", "9 June 2031"], "2031-06-09"),
        (["Inspection dates: 4 to 8 May 2031", "Date of last inspection: 9 June 2027"], "2031-05-08"),
        (["Inspected 4 May 2031 to 8 May 2031; report published: 30 June 2031"], "2031-06-30"),
        (["Overview report into the death of Una in May 2029", "July 2031"], "2031-07"),
        (["Overview report into the death of Una, published July 2031"], "2031-07"),
        (["May 2031", "Published with the answer of the Cabinet, July 2031"], "2031-05"),
        (["Period under review: March 2029 to May 2030"], None),
        (["Date of incident: 3 May 2029", "Version 3, 2 May 2031"], "2031-05-02"),
        (["Published July 2031", "Publication date: 3 July 2031"], "2031-07-03"),
        (["14 May 2031 (date of birth)", "12/06/2031"], "2031-06-12"),
        (["no date at all"], None),
    ],
)
def test_publication(lines: list[str], iso: str | None) -> None:
    told = publication(lines, rules=Rules())
    assert (told.iso if told else None) == iso


@pytest.mark.parametrize(
    ("lines", "iso"),
    [
        (["I began on 3 May 2031.", "9 13 October 2033", "12 January 2034"], "2033-10-13"),
        (["Your reply is due by 3 May 2031", "Dated this 2 March 2031"], "2031-03-02"),
        (["Signed: on Monday 2 March 2031."], "2031-03-02"),
        (["He died on 2 March 2031"], None),
    ],
)
def test_signature(lines: list[str], iso: str | None) -> None:
    assert signed(lines) == iso
