"""One body, one entity: names resolved in their own papers, and apart from the same names elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate import load_gold
from kg.evaluate.agencies import agency_units
from kg.model.names import name_key
from kg.pipeline import Settings, derive, read_and_extract
from kg.read import load_manifest, read_source
from kg.resolve import former_names, own_names
from kg.resolve.agencies import Register
from kg.resolve.directory import Directory
from kg.resolve.names import Resolver
from kg.resolve.places import find_places
from kg.rules import Rules
from kg.seed import read_seed
from tests.papers import agency_of, extracted, known

ROOT = Path(__file__).parent.parent

KENT = """Kent County Council

Report of the Kent Safeguarding Children Board

The Local Authority and the Constabulary met Kent Police. The Board agreed. Children's Social Care and the CCG wrote
to the Board. KCC and the LSCB replied.
"""
SURREY = """Surrey County Council

Report of the Surrey Safeguarding Children Partnership (SSCP)

The local authority met Surrey Police. The SSCP agreed; the Partnership asked Children's Social Care. The constabulary
wrote to Cafcass and to Ofsted.
"""
WALSALL = """Walsall Metropolitan Borough Council

Report of the Walsall Safeguarding Adults Board (WSAB)

West Midlands Police and Children's Social Care attended. The WSAB met the Walsall Improvement Steering Group (WISG).
The WISG reported to the Board. Ofsted visited.
"""


def test_roles_stand_for_the_bodies_of_their_own_papers() -> None:
    knowledge = known(
        extracted("a.txt", KENT, publisher="Kent County Council"),
        extracted("b.txt", SURREY, publisher="Surrey County Council"),
    )
    ids = {agency.id for agency in knowledge.agencies}
    assert {"agency/kent-county-council", "agency/surrey-county-council"} <= ids
    assert {"agency/kent-police", "agency/surrey-police"} <= ids
    kent = next(agency for agency in knowledge.agencies if agency.id == "agency/kent-police")
    assert "the Constabulary" in kent.aliases
    surrey = next(agency for agency in knowledge.agencies if agency.id == "agency/surrey-police")
    assert "The constabulary" in surrey.aliases and "the Constabulary" not in surrey.aliases
    care = {id for id in ids if id.endswith("/childrens-social-care")}
    assert care == {"agency/kent/childrens-social-care", "agency/surrey/childrens-social-care"}


def test_parts_know_their_whole() -> None:
    knowledge = known(extracted("a.txt", KENT, publisher="Kent County Council"))
    by_id = {agency.id: agency for agency in knowledge.agencies}
    care = by_id["agency/kent/childrens-social-care"]
    assert care.part_of == "agency/kent/childrens-services"
    assert by_id[care.part_of].part_of == "agency/kent-county-council"


def test_what_a_paper_explains_holds_in_that_paper_only() -> None:
    knowledge = known(
        extracted("b.txt", SURREY, publisher="Surrey County Council"),
        extracted(
            "c.txt", "Salford City Council\n\nThe SSCP met on Monday.\n", publisher="Salford City Council"
        ),
        extracted("d.txt", WALSALL, publisher="Walsall Metropolitan Borough Council"),
    )
    holders = {a.id for a in knowledge.agencies if "SSCP" in a.aliases}
    assert holders == {
        "agency/surrey-safeguarding-children-partnership",
        "agency/salford-safeguarding-children-partnership",
    }
    assert agency_of(knowledge, "WISG").id == agency_of(knowledge, "Walsall Improvement Steering Group").id
    assert agency_of(knowledge, "WSAB").type == "safeguarding_adults_board"


def test_an_acronym_of_many_bodies_stays_open_without_a_place() -> None:
    knowledge = known(
        extracted("x.txt", "A paper of no place\n\nThe SSCP met the DCC and the BMBC on Monday.\n")
    )
    names = {agency.name for agency in knowledge.agencies}
    assert {"DCC", "BMBC"} <= names
    assert {issue.code for issue in knowledge.issues} >= {"ambiguous-agency"}
    assert all(agency.seed is None for agency in knowledge.agencies if agency.name in {"DCC", "BMBC", "SSCP"})


def test_unseen_names_are_bodies_of_their_own() -> None:
    text = "Reported by Fairmoor Constabulary and the Fairmoor University Hospitals NHS Foundation Trust.\n"
    knowledge = known(extracted("x.txt", "Fairmoor paper\n\n" + text))
    types = {agency.name: agency.type for agency in knowledge.agencies}
    assert types["Fairmoor Constabulary"] == "police"
    assert types["Fairmoor University Hospitals NHS Foundation Trust"] == "health_trust"


def test_an_authority_in_no_list_has_its_own_place() -> None:
    text = (
        "Holmeshire Safeguarding Adults Board (HSAB)\n\nThe local authority, Holmeshire County Council, and the police "
        "met Norbury Constabulary. The Board agreed, and Adult Social Care wrote to HSAB.\n"
    )
    knowledge = known(
        extracted("x.txt", text),
        extracted("y.txt", "Kent County Council\n\nThe police met.\n", publisher="Kent County Council"),
    )
    assert "The Board" in agency_of(knowledge, "HSAB").aliases
    assert "local authority" in agency_of(knowledge, "Holmeshire County Council").aliases
    assert "the police" in agency_of(knowledge, "Norbury Constabulary").aliases
    assert "agency/holmeshire/adult-social-care" in {agency.id for agency in knowledge.agencies}


def test_regular_names_follow_the_rule_of_their_kind() -> None:
    text = "Wigan Council\n\nThe Wigan Safeguarding Adults Board and the Wigan Local Safeguarding Children Board met.\n"
    knowledge = known(extracted("x.txt", text, publisher="Wigan Council"))
    ids = {agency.id for agency in knowledge.agencies}
    assert {"agency/wigan-safeguarding-adults-board", "agency/wigan-safeguarding-children-board"} <= ids


def test_a_partnership_follows_its_board() -> None:
    text = "Wigan Council\n\nWigan Safeguarding Children Board became Wigan Safeguarding Children Partnership in 2019.\n"
    knowledge = known(extracted("x.txt", text, publisher="Wigan Council"))
    partnership = agency_of(knowledge, "Wigan Safeguarding Children Partnership")
    assert partnership.successor_of == ("agency/wigan-safeguarding-children-board",)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2016-05", "agency/nhs-southampton-clinical-commissioning-group"),
        ("2021-11", "agency/nhs-hampshire-southampton-and-isle-of-wight-clinical-commissioning-group"),
    ],
)
def test_the_commissioner_is_the_one_of_the_day(date: str, expected: str) -> None:
    text = "Southampton paper\n\nThe CCG was told by Southampton City Council.\n"
    knowledge = known(extracted("a.txt", text, publisher="Southampton City Council", date=date))
    assert agency_of(knowledge, "CCG").id == expected


def test_the_board_is_the_one_named_just_before() -> None:
    text = (
        "Dudley Metropolitan Borough Council\n\nThe Dudley Safeguarding Adults Board met. The Board agreed a plan.\n\n"
        + "Something else was said here about nothing at all. " * 60
        + "\n\nThe Youth Offending Board met in May. The Board was told.\n"
    )
    knowledge = known(extracted("x.txt", text, publisher="Dudley Metropolitan Borough Council"))
    holders = sorted(a.id for a in knowledge.agencies if "The Board" in a.aliases)
    assert holders == ["agency/dudley-safeguarding-adults-board", "agency/dudley/youth-offending-board"]


@pytest.fixture(scope="module")
def corpus():  # type: ignore[no-untyped-def]
    entries = load_manifest(ROOT / "corpus")
    files = sorted((ROOT / "corpus").glob("*.txt"))
    return tuple(read_and_extract(read_source(f, entry=entries.get(f.name)), rules=Rules()) for f in files)


def test_ambiguous_names_of_the_corpus(corpus) -> None:  # type: ignore[no-untyped-def]
    asked: dict[tuple[str, int], str] = {}
    directory = Directory(read_seed())
    resolver = Resolver(directory, find_places(corpus, directory), own_names(corpus), former_names(corpus))
    Register(resolver).read(corpus)
    for extraction in corpus:
        for mention in extraction.agencies:
            e = mention.evidence
            id = resolver.resolve(mention.name, e.source, e.embedded, e.span.start).id
            for at in range(e.span.start, e.span.end):
                asked.setdefault((e.source, at), id)
    gold = json.loads((ROOT / "tests/gold/ambiguous-aliases.json").read_text(encoding="utf-8"))["mentions"]
    assert len(gold) == 50
    right = [m for m in gold if asked.get((m["source"], m["start"])) == m["means"]]
    assert len(right) >= 46, [m["context"] for m in gold if m not in right]


def test_names_of_one_body_stand_together(corpus) -> None:  # type: ignore[no-untyped-def]
    records = [
        {"kind": "agency", "name": agency.name, "aliases": agency.aliases}
        for agency in derive(corpus, Settings()).agencies
    ]
    units = agency_units(records, load_gold(ROOT / "tests/gold"))
    right, false, missed = (sum(getattr(unit, key) for unit in units) for key in ("right", "false", "missed"))
    assert right + missed > 400
    assert 2 * right / (2 * right + false + missed) >= 0.97


def test_no_frequent_body_is_two(corpus) -> None:  # type: ignore[no-untyped-def]
    knowledge = derive(corpus, Settings())
    frequent = sorted(knowledge.agencies, key=lambda a: (-a.mentions, a.id))[:50]
    keys = [key for agency in frequent for key in {name_key(n) for n in (agency.name, *agency.aliases)}]
    shared = {key for key in keys if keys.count(key) > 1}
    assert shared <= {
        "board",
        "partnership",
        "panel",
        "committee",
        "service",
        "ccg",
        "clinical commissioning group",
    }
    rows = [s for s in knowledge.scrutiny if s.kind.value == "monitoring_row" and s.same_as]
    resolutions = {s.id: s for s in knowledge.scrutiny if s.kind.value == "resolution"}
    assert len(rows) >= 12
    assert all(resolutions[row.same_as].meeting_date == row.meeting_date for row in rows)
