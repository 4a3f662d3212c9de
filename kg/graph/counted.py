"""Which themes count for a review, stated once, so that every question counts by the one rule and finds it at once."""

from __future__ import annotations

from collections import defaultdict

from kg.graph.ledger import RESOLVED, Ledger
from kg.graph.terms import term
from kg.model.kinds import COUNTING, SPOKEN_OF


def write_counted(ledger: Ledger) -> None:
    """`crg:carriesTheme` from each review to every theme that a weighty use of it names and that is neither denied nor quoted.

    Projected from the uses that `ledger` holds, so that it goes with them.
    """
    wanted = {term(f"crg:{name}"): name for name in ("theme", "review", "weight", "stance")}
    uses: defaultdict[object, dict[str, object]] = defaultdict(dict)
    for quad in ledger.quads:
        name = wanted.get(quad.predicate)
        if name is not None:
            uses[quad.subject][name] = quad.object
    pairs = {
        (use["review"], use["theme"])
        for use in uses.values()
        if len(use) == len(wanted)
        and getattr(use["weight"], "value", None) in COUNTING
        and getattr(use["stance"], "value", None) not in SPOKEN_OF
    }
    for review, theme in sorted(pairs, key=str):
        ledger.say(RESOLVED, review, "crg:carriesTheme", theme)  # type: ignore[arg-type]  # both are nodes of a use
