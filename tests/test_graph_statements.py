"""Knowledge as statements: named graphs, evidence under every fact, the same bytes every time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, NamedNode, Store

from kg.graph import quads
from kg.graph.dump import dump
from kg.graph.network import network
from kg.graph.nquads import canonical, memory_store
from kg.graph.terms import CRG, PREFIXES, date, entity, number
from tests.example import example_knowledge
from tests.graph_breaks import example_graph

ROOT = Path(__file__).parent.parent
PROOF = {"evidence", "bestEvidence", "occurrence", "rule", "confidence"}


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return sorted(tuple(getattr(value, "value", "") for value in row) for row in rows)


def test_any_order_gives_the_same_bytes() -> None:
    statements = quads(example_knowledge())
    shuffled = statements + statements[:50]
    random.Random(7).shuffle(shuffled)
    assert canonical(shuffled) == canonical(statements)
    assert canonical(statements).splitlines() == sorted(set(canonical(statements).splitlines()))


def test_no_hash_seed_shows_in_the_bytes() -> None:
    code = (
        "import hashlib; from tests.graph_breaks import example_graph; "
        "print(hashlib.sha256(example_graph()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_there_are_no_blank_nodes_and_no_default_graph() -> None:
    for quad in memory_store(example_graph()):
        assert isinstance(quad.graph_name, NamedNode)
        assert not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)


def test_facts_stand_in_the_graph_of_their_source() -> None:
    rows = ask(
        memory_store(example_graph()),
        "SELECT ?file ?text WHERE { GRAPH ?g { ?r a crg:Recommendation ; crg:text ?text } "
        "GRAPH ?g { ?s a crg:Source ; crg:fileName ?file } }",
    )
    files = Counter(file for file, _ in rows)
    assert files == {"rowan.txt": 5, "wren.txt": 2, "ash.txt": 2}


def test_every_fact_leads_to_words_line_rule_and_run() -> None:
    rows = ask(
        memory_store(example_graph()),
        "SELECT ?quote ?line ?rule ?method WHERE { "
        "<https://w3id.org/case-review-graph/id/recommendation/northmere-rowan/2> crg:rule ?rule ; "
        "crg:bestEvidence ?passage . GRAPH ?g { ?passage crg:quote ?quote ; crg:lineStart ?line } "
        "?g prov:wasGeneratedBy/crg:method ?method }",
    )
    (quote, line, rule, method), *more = rows
    assert not more and method
    assert quote == "Recommendation 2: Northmere Council must review how neglect is assessed."
    assert (line, rule) == ("11", "example/by-hand")


def test_passages_are_shared() -> None:
    places = ask(
        memory_store(example_graph()), "SELECT ?s ?a ?b WHERE { ?p crg:source ?s; crg:start ?a; crg:end ?b }"
    )
    assert len(places) == len(set(places))


def proof_per_fact(store: Store) -> float:
    """Statements of provenance for each asserted fact: passages and the links to them against all the rest."""
    passages = {row[0] for row in ask(store, "SELECT ?p WHERE { ?p a crg:Passage }")}
    proof = facts = 0
    for quad in store:
        graph = quad.graph_name.value.rpartition("/")[2]
        if graph in ("ontology", "dataset"):
            continue
        if quad.subject.value in passages or quad.predicate.value.removeprefix(CRG) in PROOF:
            proof += 1
        else:
            facts += 1
    return proof / facts


def test_at_most_two_statements_of_provenance_a_fact(corpus_build: Path) -> None:
    from kg.graph.build import Build

    assert proof_per_fact(memory_store(example_graph())) <= 2
    assert proof_per_fact(Build.open(corpus_build).store()) <= 2


def test_the_names_of_lead_reviewers_can_be_left_out() -> None:
    said = b'ontology#leadReviewer> "A. N. Author"'
    assert said in canonical(quads(example_knowledge()))
    assert said not in canonical(quads(example_knowledge(), names=False))


def test_a_base_moves_entities_and_not_the_scheme() -> None:
    store = memory_store(canonical(quads(example_knowledge(), base="https://example.org/id/")))
    assert ask(store, "SELECT ?r WHERE { ?r a crg:Review }")[0] == (
        "https://example.org/id/review/eastholm-ash",
    )
    themes = ask(store, "SELECT DISTINCT ?t WHERE { ?r a crg:Review ; crg:theme ?t }")
    assert all(theme.startswith("https://w3id.org/case-review-graph/id/theme/") for (theme,) in themes)


def test_a_body_that_another_followed_has_a_dated_change() -> None:
    rows = ask(
        memory_store(example_graph()),
        "SELECT ?date ?from ?to WHERE { ?e a org:ChangeEvent ; dcterms:date ?date ; "
        "org:originalOrganization/rdfs:label ?from ; org:resultingOrganization/rdfs:label ?to }",
    )
    assert rows == [("2023-04-01", "Northmere Council", "Greatmere Council")]


def test_dates_are_as_precise_as_the_source() -> None:
    kinds = {iso: date(iso).datatype.value.rpartition("#")[2] for iso in ("2019", "2019-07", "2019-07-03")}
    assert kinds == {"2019": "gYear", "2019-07": "gYearMonth", "2019-07-03": "date"}
    assert date("2019-02-30").datatype.value.endswith("string"), (
        "no such day: kept as words, for the shapes to tell"
    )
    assert date("Spring 2019").datatype.value.endswith("string")


def test_numbers_are_written_in_one_way() -> None:
    assert [number(value).value for value in (1, 1.0, 0.9, 0.123456)] == ["1.0", "1.0", "0.9", "0.1235"]


def test_an_id_that_may_not_stand_in_an_address_is_encoded() -> None:
    assert entity("https://e.org/", "a b<c>").value == "https://e.org/a%20b%3Cc%3E"


def test_rdflib_reads_every_rdf_dump_as_the_same_graph() -> None:
    store = memory_store(example_graph())
    size = len({quad.triple for quad in store})
    turtle = rdflib.Graph().parse(data=dump(store, "turtle"), format="turtle")
    assert len(turtle) == size
    for name, format in (("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")):
        dataset = rdflib.Dataset(default_union=True).parse(data=dump(store, name), format=format)
        assert len({(s, p, o) for s, p, o, _ in dataset.quads()}) == size, name


def test_the_network_has_every_record_and_reads_back() -> None:
    import io

    import networkx

    store = memory_store(example_graph())
    graph = network(store)
    kinds = Counter(data["kind"] for _, data in graph.nodes(data=True))
    assert kinds["Recommendation"] == 9 and kinds["Review"] == 3 and kinds["Theme"] >= 6
    again = networkx.read_graphml(io.BytesIO(dump(store, "graphml")))
    assert (again.number_of_nodes(), again.number_of_edges()) == (
        graph.number_of_nodes(),
        graph.number_of_edges(),
    )
    gephi = networkx.read_gexf(io.BytesIO(dump(store, "gexf")))
    assert gephi.number_of_nodes() == graph.number_of_nodes()
    assert dump(store, "gexf") == dump(store, "gexf")
