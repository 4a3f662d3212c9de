"""A briefing as one page of HTML that works without a network."""

from __future__ import annotations

from kg.query.briefing import Paper
from kg.view.page import render


def as_html(paper: Paper) -> str:
    """`paper` as a self-contained page."""
    return render("briefing.html.j2", title=paper.title, sentence=paper.lead, parts=paper.parts)
