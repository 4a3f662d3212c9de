"""Extract: what one document prints, each thing with its quote and the rule that read it.

The order matters only where a step refers to an earlier one: recommendations to their review,
responses to recommendations. Themes come last and colour everything that was found.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.action.records import read_actions
from kg.extract.bodies.agencies import find_agencies
from kg.extract.finding.records import find_findings
from kg.extract.grid.unread import unread_tables
from kg.extract.label.prepare import labelled, prepare
from kg.extract.page.documents import fingerprints, sketches, title_evidence
from kg.extract.recommendation.records import find_recommendations
from kg.extract.response.records import answers_apart, find_responses
from kg.extract.response.references import find_references
from kg.extract.review.records import find_reviews
from kg.extract.scrutiny.records import find_scrutiny
from kg.extract.theme.records import with_themes
from kg.model.found import Extraction
from kg.model.text import Outline
from kg.rules import Rules


def extract(outline: Outline, *, rules: Rules) -> Extraction:
    """All that `outline` prints. A function of the outline and the rules alone."""
    reviews = find_reviews(outline, rules=rules)
    prepared = prepare(outline, reviews, rules=rules)
    seen = labelled(prepared)
    scrutiny = find_scrutiny(outline, rules=rules)
    decided = tuple(one.evidence.span for one in scrutiny)
    recommendations = find_recommendations(
        outline, reviews, prepared.recommendations, prepared.prose, seen, apart=decided, rules=rules
    )
    actions, torn = read_actions(outline, reviews, recommendations, rules=rules)
    found = Extraction(
        source=outline.document.source,
        text_sha256=outline.document.sha256,
        embedded=outline.embedded,
        titles=title_evidence(outline),
        reviews=reviews,
        recommendations=recommendations,
        responses=answers_apart(find_responses(outline, reviews, recommendations, rules=rules), actions),
        findings=find_findings(outline, reviews, prepared.items, seen, rules=rules),
        scrutiny=scrutiny,
        actions=actions,
        agencies=find_agencies(outline, rules=rules),
        references=find_references(outline, reviews, recommendations, rules=rules),
        fingerprints=fingerprints(outline),
        sketches=sketches(outline),
        issues=outline.document.issues + outline.issues + torn,
    )
    read = [one.evidence.span for kind in (found.recommendations, found.actions, found.scrutiny, found.responses,
            found.findings) for one in kind]  # fmt: skip
    unread = tuple(unread_tables(outline, read, rules=rules))
    return with_themes(replace(found, issues=found.issues + unread), outline, rules=rules)
