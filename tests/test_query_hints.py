"""What is said of a query that cannot be read, or that finds nothing: the place, and the nearest of what there is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli._table import as_text
from kg.cli.main import kg
from kg.errors import KgError
from kg.query.hints import misspelt_words, unknown_terms
from kg.query.hints_graph import missing_names
from kg.query.table import Table
from tests.query_example import EXAMPLE, example


def asked(*words: str, **more) -> Result:
    return CliRunner().invoke(kg, ["query", "--build", str(EXAMPLE), *words], **more)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELCT ?n { ?r a crg:Review }", "SELCT is no word of SPARQL; the nearest is SELECT."),
        ("SELECT ?n WHER { ?r a crg:Review }", "WHER is no word of SPARQL; the nearest is WHERE."),
        ("SELECT ?n { ?r a crg:Review FILTR(?r) }", "FILTR is no word of SPARQL; the nearest is FILTER."),
        ("SELECT (CONT(?r) AS ?n) { }", "CONT is no word of SPARQL; the nearest is COUNT."),
        ("hello world", "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE."),
    ],
)
def test_a_misspelt_word_gets_the_nearest(query: str, says: str) -> None:
    assert misspelt_words(query) == (says,)


@pytest.mark.parametrize(
    "query",
    [
        "select distinct ?SELCT { ?r a crg:FILTR ; rdfs:label 'WHER are we' . _:CONT a <http://x/FILTR> } # SELCT",
        'SELECT ?x { ?x crg:name "SELCT"@FILTR } ORDER BY desc(?x) LIMIT 3',
    ],
)
def test_words_that_are_no_part_of_the_grammar_are_left_alone(query: str) -> None:
    assert misspelt_words(query) == ()


def test_prefixes_and_terms_inside_strings_and_comments_are_left_alone() -> None:
    assert unknown_terms("SELECT ?s { ?s crg:name 'crg:Reviw foo:bar' } # crg:Nonsense foo:bar") == ()
    assert unknown_terms("ASK { ?s a cgr:Review }") == ("The prefix cgr: is not known; the nearest is crg.",)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ('?t skos:prefLabel "Informaton sharing"@en', 'there is "Information sharing"@en.'),
        ('?t skos:prefLabel "information sharing"', 'there is "Information sharing"@en (capital letters'),
        ("?r a skos:Concpt", "skos:Concpt is not in the graph; the nearest is skos:Concept."),
        ("?r rdfs:lable ?n", "rdfs:lable is not in the graph; the nearest is rdfs:label."),
        ("?r crg:theme theme:domestic-abus", "the nearest is theme:domestic-abuse."),
        ("?r crg:theme <https://w3id.org/case-review-graph/id/theme/trainin>", "theme:training"),
        ("PREFIX t: <https://w3id.org/case-review-graph/id/theme/> ?r crg:theme t:trainin", "theme:training"),
    ],
)
def test_a_name_that_the_graph_does_not_hold_gets_the_nearest(pattern: str, says: str) -> None:
    said = missing_names(example(), f"SELECT * {{ {pattern} }}")
    assert len(said) == 1 and says in said[0]


def test_names_that_the_graph_holds_or_that_resemble_nothing_are_left_alone() -> None:
    query = """SELECT * { ?r a crg:Review ; crg:name "xqzzy unheard" ; crg:count 3 ; crg:date "2019"^^xsd:gYear .
        ?t a skos:Concept ; skos:prefLabel "Training"@en FILTER(CONTAINS(?x, "q")) }"""
    assert missing_names(example(), query) == ()


def test_the_command_says_why_nothing_was_found() -> None:
    result = asked('SELECT ?t { ?t skos:prefLabel "domestic abus" }')
    assert result.exit_code == 0 and "No rows." in result.stdout
    assert 'there is "Domestic abuse"@en' in result.stderr
    lone = asked("SELECT ?nme ?name { ?r a crg:Review ; crg:name ?name . ?x crg:name ?name }")
    assert (
        "?nme stands in no pattern of the query, so its column is empty; the nearest is ?name." in lone.stderr
    )


def test_the_command_points_at_the_place_and_says_why() -> None:
    result = asked("SELECT ?p (COUNT(*) AS ?n) {\n  ?s ?p ?o\n}")
    assert isinstance(result.exception, KgError)
    assert "line 3, column 2: the SELECT contains a variable that is unbound" in str(result.exception)
    grouped = asked("SELECT * { ?s ?p ?o } GROUP BY ?p")
    assert "SELECT * is not authorized with GROUP BY" in str(grouped.exception)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no query: it is empty"),
        (b" \n\t\n", "holds no query: it is empty"),
        ("\ufeffSELECT".encode("utf-16"), "is not UTF-8 text"),
        (bytes(range(256)) * 20, "is not UTF-8 text"),
        ("ASK {}\nASK { ?s rdfs:label 'caf\xe9' }".encode("latin-1"), "is not UTF-8 text (line 2, byte 31)"),
    ],
)
def test_bad_input_is_one_clear_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "q.rq").write_bytes(content)
    for result in (asked(str(tmp_path / "q.rq")), asked("-", input=content)):
        assert isinstance(result.exception, KgError) and says in str(result.exception)
        assert "\n" not in str(result.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothere.rq"], "There is no file nothere.rq."),
        (["recuring-themes"], "Nearest: recurring-themes"),
        (["/"], "/ is a folder"),
        (["reviews", "--output", "/dev/null/all.csv"], "/dev/null/all.csv could not be written"),
        (["reviews", "--format", "turtle"], "A table cannot be written as turtle"),
        (["CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "--format", "csv"], "Triples cannot be written as csv"),
    ],
)
def test_what_cannot_be_done_is_one_clear_sentence(words: list[str], says: str) -> None:
    result = asked(*words)
    assert isinstance(result.exception, KgError) and says in str(result.exception)


def test_a_byte_order_mark_does_no_harm_and_a_query_may_be_given_itself(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("\ufeffASK { ?r a crg:Review }", encoding="utf-8")
    assert "true" in asked(str(tmp_path / "q.rq"), "--format", "csv").stdout
    assert "true" in asked("ASK { ?r a crg:Review }", "--format", "csv").stdout


def test_properties_that_rdf_xml_cannot_write_are_told() -> None:
    result = asked("CONSTRUCT { <s> <http://x/1> 1 } WHERE {}", "--format", "rdfxml")
    assert "cannot be written as rdfxml" in str(result.exception)
    assert "rdf:RDF" in asked("CONSTRUCT { <s> <p> 1 } WHERE {}", "--format", "rdfxml").stdout


ROWS = Table(
    ("name", "count", "share", "text", "last"),
    (
        (
            "Northmere Safeguarding Children Partnership",
            12,
            0.5,
            "A sentence of quite some length, " * 6,
            None,
        ),
        ("https://w3id.org/case-review-graph/id/agency/northmere-police", 3, 0.25, "", True),
    ),
)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_a_table_fits_the_screen_and_breaks_no_word(width: int) -> None:
    heads = {name: name for name in ROWS.columns}
    text = as_text(ROWS, width=width, heads=heads, shares={})
    assert max(map(len, text.splitlines())) <= width
    words = set(text.replace("\n", " ").split())
    assert {"Safeguarding", "Partnership", "sentence", "length,"} <= words
    assert "0.50" in words and "yes" in words and "12" in words


def test_where_columns_do_not_fit_each_row_is_a_block() -> None:
    table = Table(
        tuple(f"property_{n}" for n in range(8)), (tuple("incomparable" for _ in range(8)), (1, *[None] * 7))
    )
    text = as_text(table, width=60, heads={name: name for name in table.columns}, shares={})
    assert text.splitlines()[0] == "property_0  incomparable" and text.endswith("\n\nproperty_0  1")


def test_piped_output_is_as_wide_as_columns_says() -> None:
    import os
    import sys

    from tests.serving import KG

    command = [sys.executable, "-c", KG, "query", "reviews", "--build", str(EXAMPLE)]
    for width in ("60", "200"):
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"COLUMNS": width})
        assert done.returncode == 0 and max(map(len, done.stdout.splitlines())) <= int(width)
        assert "\x1b" not in done.stdout
