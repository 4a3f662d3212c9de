"""Sixty queries that nobody should be able to harm a server with."""

from __future__ import annotations

_FED = "SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o }"
_CROSS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6))

FEDERATION = [
    f"SELECT * WHERE {{ {_FED} }}",
    "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    f"ASK {{ FILTER EXISTS {{ {_FED} }} }}",
    f"SELECT * WHERE {{ {{ SELECT ?s WHERE {{ {_FED} }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_FED} }}",
    "SELECT * WHERE { BIND(<http://127.0.0.1:9/> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    f"SELECT * WHERE {{ OPTIONAL {{ {_FED} }} }}",
    f"SELECT * WHERE {{ {{ ?s ?p ?o }} UNION {{ {_FED} }} }}",
    f"SELECT * WHERE {{ ?s ?p ?o MINUS {{ {_FED} }} }}",
    f"select * where {{ graph ?g {{ {_FED.lower()} }} }}",
]
UPDATES = [
    "INSERT DATA { <http://a/> <http://b/> <http://c/> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "LOAD <http://127.0.0.1:9/x.ttl>",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://g/>",
    "CREATE GRAPH <http://g/>",
    "COPY DEFAULT TO <http://g/>",
    "MOVE DEFAULT TO <http://g/>",
    "ADD DEFAULT TO <http://g/>",
    "WITH <http://g/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "PREFIX a: <http://a/> INSERT { ?s a:b 1 } WHERE { ?s ?p ?o }",
    "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
    "# a comment\nDELETE DATA { <http://a/> <http://b/> 1 }",
]
DATASETS = [
    "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:9/x> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/hosts> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "ASK FROM <file:///etc/passwd> { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/x> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://a/> FROM <file:///etc/passwd>",
    "SELECT (<http://127.0.0.1:9/f>(?s) AS ?x) WHERE { ?s ?p ?o }",
]
BROKEN = [
    "SELECT",
    "SELECT * WHERE {",
    "SELECT * WHERE { ?s ?p }",
    "SELECT * WHERE { ?s nothing:here ?o }",
    "{" * 5000,
    "SELECT * WHERE " + "{" * 400 + "}" * 400,
    "SELECT * WHERE { FILTER(" + "(" * 500 + "1" + ")" * 500 + ") }",
    "SELECT * WHERE { FILTER(" + "!" * 20000 + "true) }",
    "SELECT * WHERE { ?s ?p '" + "x" * 1_000_000 + "' }",
    "SELECT " + " ".join(f"?v{i}" for i in range(40_000)) + " WHERE { ?s ?p ?o }",
    'SELECT * WHERE { ?s ?p "unfinished }',
    "\x00\x01\x02",
    "SELECT * WHERE { ?s ?p \ud800 }",
    "'; DROP TABLE users; --",
    "SELECT * WHERE { ?s ?p ?o } LIMIT -1",
    "SELECT * WHERE { ?s ?p ?o } " + "LIMIT 1 " * 3,
]
SLOW = [
    f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSS} }}",
    f"SELECT * WHERE {{ {_CROSS} }} ORDER BY ?a0 ?b1 ?c2 ?a5",
    f"SELECT DISTINCT ?a0 ?a1 ?a2 WHERE {{ {_CROSS} }}",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<http://none/>)* ?b . ?c (!<http://none/>)* ?d . ?e (!<http://none/>)* ?f }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (<http://p>|!<http://p>|^<http://p>|^!<http://p>)* ?b . ?b (<http://p>|!<http://p>)+ ?c . ?x ?y ?z . ?u ?v ?w }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b), STR(?c))) AS ?x) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }",
    "SELECT (SUM(STRLEN(CONCAT(STR(?a), STR(?c), STR(?e)))) AS ?x) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(REGEX(STR(?b), '^(a+)+$') || REGEX(STR(?d), '(x+x+)+y')) }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h FILTER(?a != ?c && ?b < ?d || ?f > ?h) }",
    f"ASK {{ {_CROSS} FILTER(?a0 = <http://none/> && ?c5 = <http://none/> || false) FILTER(RAND() > 2) }}",
    "SELECT (COUNT(DISTINCT ?k) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f BIND(MD5(CONCAT(STR(?a), STR(?c), STR(?e))) AS ?k) }",
    "CONSTRUCT { ?a ?q ?f } WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(SHA512(STR(?a)) = 'x') }",
]
REFUSED = FEDERATION + UPDATES + DATASETS + BROKEN
ALL = REFUSED + SLOW
