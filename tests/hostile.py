"""More than eighty queries, and a dozen broken requests, that nobody should be able to harm a server with."""

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
    "# " + "x" * 1_000_000 + "\nASK {}",
    "SELECT * WHERE { VALUES ?x { " + " ".join(f'"{i}"' for i in range(100_000)) + " } }",
    "ASK { ?s ?p '\\uD800' }",
    "\ufeff\ufeffASK {}",
    "SELECT * WHERE { ?s <http://a b> ?o }",
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
_DOUBLED = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
_LATER = " ".join(f"OPTIONAL {{ ?a ?p{i} ?o{i} }}" for i in range(12))
MEMORY = [
    f"SELECT (STRLEN(?x40) AS ?n) WHERE {{ BIND('0123456789abcdef' AS ?x0) {_DOUBLED} }}",
    "SELECT (GROUP_CONCAT(?b) AS ?x) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?f))) AS ?x) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "SELECT ?k (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f BIND(CONCAT(STR(?a), STR(?d), STR(?f)) AS ?k) } GROUP BY ?k",
    "SELECT DISTINCT ?a ?d ?f WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY DESC(?f) ?d ?a",
    "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY RAND()",
    "SELECT (REPLACE(REPLACE(REPLACE(?x, '', ?x), '', ?x), '', ?x) AS ?y) WHERE { BIND('"
    + "x" * 5_000
    + "' AS ?x) }",
    "CONSTRUCT { ?a ?q ?f . ?c ?p ?b . ?e ?p ?d } WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
]
PATHS = [
    "SELECT (COUNT(*) AS ?n) WHERE { ?s " + "(" * 20 + "<http://p>|!<http://p>" + ")*" * 20 + " ?o }",
    "SELECT * WHERE { ?s ((((!<http://p>)+)+)+/((!<http://p>)*)*)+ ?o . ?o (!<http://p>)* ?x }",
    f"SELECT * WHERE {{ ?a ?b ?c {_LATER} {_LATER.replace('?o', '?u')} }} ORDER BY ?o1 ?u11",
    "SELECT * WHERE { ?s ?p ?o "
    + " ".join(f"FILTER NOT EXISTS {{ ?s{i} ?p{i} ?o{i} " for i in range(9))
    + "}" * 9
    + " }",
    "SELECT * WHERE { FILTER(REGEX('" + "a" * 20_000 + "', '" + "(a?){900}" * 20 + "b')) }",
    "SELECT * WHERE { ?s ?p ?o FILTER(REGEX(STR(?o), '(((a{1,99}){1,99}){1,99}){1,99}')) }",
    "SELECT * WHERE { FILTER(" + " || ".join(f"?x{i} = {i}" for i in range(4_000)) + ") }",
    "SELECT * WHERE { " + " UNION ".join("{ ?s ?p 1 }" for _ in range(5_000)) + " }",
]
SLOW += MEMORY + PATHS
REFUSED = FEDERATION + UPDATES + DATASETS + BROKEN
ALL = REFUSED + SLOW

#: bytes on a connection that are no request, or a broken one, each followed by the end of what is sent
REQUESTS = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    b"GET /sparql?query=ASK\xff{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /sparql?query=ASK%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /sparql?query=%00%01 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /" + b"x" * 600_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 50_000 + b"\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: -5\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\x1f\x8b\x08\x00",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query; charset=\xff\r\nContent-Length: 6\r\nConnection: close\r\n\r\nASK {}",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",
    b"\r\n" * 100_000,
]
