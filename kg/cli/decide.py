"""`kg decide`: write down what a person decided; every build applies it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.graph.build import Build
    from kg.resolve.decisions import Decision, Subject
    from kg.resolve.lookup import Entity, Index

_VERBS = ("same", "different", "accept", "reject", "edit")


@click.command("decide")
@click.argument("verb", type=click.Choice(_VERBS))
@click.argument("subject", metavar="SUBJECT")
@click.argument("other", required=False, metavar="[OTHER]")
@click.option("--theme", metavar="THEME", help="The theme of SUBJECT that is accepted or rejected.")
@click.option("--field", metavar="FIELD", help="What of SUBJECT is edited, accepted or rejected.")
@click.option("--value", metavar="TEXT", help="What it should be instead.")
@click.option("--who", envvar="KG_WHO", metavar="NAME", help="Who decides (needed; or set KG_WHO once).")
@click.option("--reason", default="", metavar="TEXT", help="Why, in a sentence.")
@click.option("--decisions", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--build",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The build directory (default: the last build of the folder you stand in).",
)
def command(
    verb: str,
    subject: str,
    other: str | None,
    theme: str | None,
    field: str | None,
    value: str | None,
    who: str | None,
    reason: str,
    file: Path | None,
    directory: Path | None,
) -> None:
    """Decide about SUBJECT (and OTHER): the same, different, accept, reject or edit.

    SUBJECT is an id as `kg review-queue` prints it, or a name. For `different` about an agency, OTHER is the name
    that is not its. The decision goes to the end of a text file (decisions.toml) that belongs under version
    control; nothing is changed until the next build.
    """
    from kg.graph.build import Build, find_build

    if not who:
        raise click.UsageError('say who decides, as in --who "A. Analyst"; it is written down with the day.')
    build = Build.open(directory or find_build())
    asked = {"theme": theme, "field": field, "value": value, "who": who, "reason": reason}
    _decide(build, file, verb, subject, other, asked)


def _decide(
    build: Build, file: Path | None, verb: str, subject: str, other: str | None, asked: dict[str, str | None]
) -> None:
    """Try the decision on what the build knows; write it down if it can be applied."""
    from kg.errors import DataError
    from kg.pipeline import derive, settings_of
    from kg.resolve.decisions_file import read_decisions, write_decision
    from kg.resolve.lookup import Index

    settings = settings_of(build)
    path = file or settings.decisions or Path("decisions.toml")
    settings = replace(settings, decisions=path)
    read_decisions(path)  # a file that cannot be read is refused before anything is added to it
    extractions = [build.extraction(source.name) for source in build.sources()]
    knowledge = derive(extractions, settings)
    decision = _decision(Index(knowledge), build, verb, subject, other, asked)
    after = derive(extractions, settings, more=(decision,))
    trouble = [issue for issue in after.issues if issue not in knowledge.issues]
    if trouble:
        raise DataError(trouble[0].message)
    line = write_decision(path, decision)
    click.echo(f"Written to {path}, line {line}: {verb} {_shown(decision)}.")
    if replace(after, issues=()) == replace(knowledge, issues=()):
        click.echo(_nothing(decision))
    known = settings_of(build).decisions
    if known is not None and known.resolve() == path.resolve():
        click.echo("Build again to apply it; take the lines out of the file to undo it.")
    else:
        click.echo(
            f"Build again with --decisions {path} to apply it; take the lines out of the file to undo it."
        )


def _nothing(decision: Decision) -> str:
    """What to say where a decision changes nothing that is known today."""
    from kg.resolve.decisions import Verb

    if decision.verb is Verb.DIFFERENT:
        return "It changes nothing today: they are apart already. It keeps them apart, and nobody is asked again."
    if decision.verb is Verb.SAME:
        return "It changes nothing today: they are one already. It keeps them one."
    return "It changes nothing today: that is what is known already."


def _decision(
    index: Index, build: Build, verb: str, subject: str, other: str | None, asked: dict[str, str | None]
) -> Decision:
    from kg.resolve.decisions import Decision, Verb, missing_in
    from kg.resolve.verbs import LINKS

    about = _found(index, subject, build)
    field, value = asked["field"], asked["value"]
    second: Subject | None = None
    if verb == "different" and other is not None:
        second = _parted(index, about, other, build)
    elif other is not None:
        second = _told(_found(index, other, build))
    elif verb == "edit" and field in LINKS and value:
        second = _told(_found(index, value, build))
    decision = Decision(
        verb=Verb(verb),
        subject=_told(about),
        other=second,
        theme=asked["theme"],
        field=field,
        value=second.id if second and verb == "edit" else value,
        who=asked["who"] or "",
        when=datetime.now(UTC).date().isoformat(),
        reason=asked["reason"] or "",
    )
    missing = missing_in(decision)
    if missing:
        raise click.UsageError(f"'{verb}' needs {missing}.")
    return decision


def _found(index: Index, asked: str, build: Build) -> Entity:
    """The thing that `asked` names: an id, an address, or words that only one thing bears."""
    from kg.errors import QueryError

    found = _all(index, asked, build)
    if not found:
        raise QueryError(
            f"Nothing is called '{asked}'{_nearest(index, asked)}; `kg review-queue` and `kg agencies` print names and ids."
        )
    if len(found) > 1:
        ids = ", ".join(sorted(entity.id for entity in found))
        raise QueryError(f"'{asked}' is the name of {len(found)} things; say which: {ids}.")
    return found[0]


def _all(index: Index, asked: str, build: Build) -> list[Entity]:
    from kg.resolve.decisions import Subject

    id = asked.removeprefix(build.base)
    if id in index.by_id:
        return [index.by_id[id]]
    kinds = ("agency", "review", "recommendation", "document")
    return [entity for kind in kinds for entity in index.find(Subject(f"{kind}/", asked))]


def _nearest(index: Index, asked: str) -> str:
    """Names or ids that are nearly what was typed."""
    from kg.resolve.lookup import words_of

    known = {words_of(entity).casefold(): words_of(entity) for entity in index.by_id.values()}
    known |= {id: id for id in index.by_id}
    near = get_close_matches(asked.casefold(), sorted(known), n=2, cutoff=0.75)
    return f" (nearest: {'; '.join(known[name] for name in near)})" if near else ""


def _told(entity: Entity) -> Subject:
    from kg.resolve.decisions import Subject
    from kg.resolve.lookup import words_of

    evidence = entity.evidence
    first = evidence[0] if isinstance(evidence, tuple) and evidence else evidence
    return Subject(entity.id, words_of(entity), getattr(first, "source", None))


def _parted(index: Index, about: Entity, other: str, build: Build) -> Subject:
    """What is parted from `about`: a name of its own, or another thing."""
    from kg.model.entity import Agency, Review
    from kg.model.keys import match_form
    from kg.resolve.decisions import Subject

    if isinstance(about, Agency | Review):
        wanted = match_form(other)
        own = next((n for n in (about.name, *about.aliases) if match_form(n) == wanted), None)
        if own is not None:
            return Subject(about.id, own)
    return _told(_found(index, other, build))


def _shown(decision: Decision) -> str:
    names = [f"'{s.words[:60] or s.id}'" for s in (decision.subject, decision.other) if s is not None]
    return " and ".join(names)
