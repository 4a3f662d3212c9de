"""`kg decide`: write down what a person decided; every build applies it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.graph.build import Build
    from kg.resolve.decisions import Decision, Subject
    from kg.resolve.lookup import Index

_VERBS = ("same", "different", "accept", "reject", "edit")


@click.command("decide")
@click.argument("verb", type=click.Choice(_VERBS))
@click.argument("subject", metavar="SUBJECT")
@click.argument("other", required=False, metavar="[OTHER]")
@click.option("--theme", metavar="THEME", help="The theme of SUBJECT that is accepted or rejected.")
@click.option("--field", metavar="FIELD", help="What of SUBJECT is edited, accepted or rejected.")
@click.option("--value", metavar="TEXT", help="What it should be instead.")
@click.option("--who", envvar="KG_WHO", required=True, metavar="NAME", help="Who decides (or set KG_WHO).")
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
    who: str,
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

    build = Build.open(directory or find_build())
    asked = {"theme": theme, "field": field, "value": value, "who": who, "reason": reason}
    _decide(build, file, verb, subject, other, asked)


def _decide(
    build: Build, file: Path | None, verb: str, subject: str, other: str | None, asked: dict[str, str | None]
) -> None:
    """Try the decision on what the build knows; write it down if it can be applied."""
    from kg.errors import DataError
    from kg.pipeline import derive, settings_of
    from kg.resolve.apply import apply
    from kg.resolve.decisions import Decision, Verb, read_decisions, write_decision
    from kg.resolve.lookup import Index

    settings = settings_of(build)
    path = file or settings.decisions or Path("decisions.toml")
    read_decisions(path)  # a file that cannot be read is refused before anything is added to it
    knowledge = derive([build.extraction(source.name) for source in build.sources()], settings)
    index = Index(knowledge)
    decision = Decision(
        verb=Verb(verb),
        subject=_subject(index, subject, build),
        other=_other(index, verb, subject, other, build),
        theme=asked["theme"],
        field=asked["field"],
        value=asked["value"],
        who=asked["who"] or "",
        when=datetime.now(UTC).date().isoformat(),
        reason=asked["reason"] or "",
    )
    _check(decision)
    trouble = [issue for issue in apply(knowledge, (decision,)).issues if issue not in knowledge.issues]
    if trouble:
        raise DataError(trouble[0].message)
    write_decision(path, decision)
    click.echo(f"Written to {path}: {verb} {_shown(decision)}.")
    if settings.decisions is None or settings.decisions.resolve() != path.resolve():
        click.echo(f"Build again with --decisions {path} to apply it.")
    else:
        click.echo("Build again to apply it.")


def _check(decision: Decision) -> None:
    from kg.resolve.decisions import missing_in

    missing = missing_in(decision)
    if missing:
        raise click.UsageError(f"'{decision.verb.value}' needs {missing}.")


def _subject(index: Index, asked: str, build: Build) -> Subject:
    """The thing that `asked` names: an id, an address, or words that only one thing bears."""
    from kg.errors import QueryError
    from kg.resolve.decisions import Subject
    from kg.resolve.lookup import words_of

    id = asked.removeprefix(build.base)
    if id in index.by_id:
        found = [index.by_id[id]]
    else:
        kinds = ("agency", "review", "recommendation", "document")
        found = [e for kind in kinds for e in index.find(Subject(f"{kind}/", asked))]
    if not found:
        raise QueryError(
            f"Nothing is called '{asked}'; `kg review-queue` and `kg agencies` print names and ids."
        )
    if len(found) > 1:
        ids = ", ".join(sorted(entity.id for entity in found))
        raise QueryError(f"'{asked}' is the name of {len(found)} things; say which: {ids}.")
    evidence = found[0].evidence
    first = evidence[0] if isinstance(evidence, tuple) and evidence else evidence
    source = getattr(first, "source", None)
    return Subject(found[0].id, words_of(found[0]), source)


def _other(index: Index, verb: str, subject: str, other: str | None, build: Build) -> Subject | None:
    from kg.resolve.decisions import Subject

    if other is None:
        return None
    one = _subject(index, subject, build)
    if verb == "different" and one.kind in {"agency", "review"}:
        return Subject(one.id, other)
    return _subject(index, other, build)


def _shown(decision: Decision) -> str:
    names = [f"'{s.words[:60] or s.id}'" for s in (decision.subject, decision.other) if s is not None]
    return " and ".join(names)
