"""`kg site`: Write everything as a static site for a shared drive or an intranet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import graph_options, officers_option, open_asked
from kg.cli._progress import counting
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.query.graph import Graph
    from kg.view.shape import Records
    from kg.withhold import Withheld


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@graph_options
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Gold files: measure the build against them and print the figures on the accuracy page.",
)
@click.option(
    "--publisher", default="", envvar="KG_PUBLISHER", help="Who publishes the site, named on every page."
)
@click.option(
    "--contact",
    default="",
    envvar="KG_CONTACT",
    help="Whom to ask for another format: an address of mail, a page (https://...) or a telephone number.",
)
@officers_option
def command(
    folder: Path,
    build: Path | None,
    endpoint: str | None,
    gold: Path | None,
    publisher: str,
    contact: str,
    with_officers: bool,
) -> None:
    """Write the site to FOLDER: home, a page for each review, theme, agency and recommendation, pictures, search.

    A site written there earlier is replaced as a whole; any other folder is left alone. Who owns an action is shown by post.
    """
    from kg.query.records import all_records
    from kg.rules import Rules
    from kg.view.site import Extras, Publisher, write_site
    from kg.withhold import Withheld

    graph = open_asked(build, endpoint)
    read = all_records(graph)
    withheld = None if with_officers else Withheld.of(read, rules=Rules())
    records = withheld.records(read) if withheld else read
    officers = "shown as printed" if with_officers else "withheld; their posts are shown"
    extras = Extras(
        downloads=_downloads(graph, records, withheld),
        accuracy=_accuracy(graph, read, gold) if gold is not None else "",
        made=(*_made(graph, records), ("Names of officers who own actions", officers)),
        posts_only=not with_officers,
        publisher=Publisher(publisher.strip(), contact.strip()),
    )
    with counting("Pages written") as step:
        try:
            count = write_site(records, folder, extras=extras, progress=step)
        except FileExistsError as error:
            raise KgError(
                f"{folder} holds files that are not such a site; name a new or empty folder."
            ) from error
    if not contact.strip():
        click.echo(
            "The accessibility statement names nobody to ask for another format: give --contact (and --publisher) "
            "before the site is published.",
            err=True,
        )
    click.echo(f"Wrote {count} pages to {folder}. Open {folder / 'index.html'} in any browser.")


def _accuracy(graph: Graph, records: Records, gold: Path) -> str:
    from kg.evaluate import evaluate, load_gold
    from kg.evaluate.table import print_report
    from kg.graph.build import Build

    told, texts = load_gold(gold), {}
    if graph.build is not None:
        opened = Build.open(graph.build)
        names = {source.name for source in opened.sources()}
        texts = {name: opened.document(name).text for name in told.sources if name in names}
    lists = {kind: [dict(row) for row in rows] for kind, rows in records.items()}
    return print_report(evaluate(lists, told, texts=texts), None)


def _downloads(graph: Graph, records: Records, withheld: Withheld | None) -> dict[str, bytes]:
    from kg.query.records_files import as_csv, as_xlsx

    lists = {kind: [dict(row) for row in rows] for kind, rows in records.items() if rows}
    files = {f"{kind}.csv": as_csv(rows) for kind, rows in lists.items()}
    files["records.xlsx"] = as_xlsx(lists)
    if graph.build is not None:
        from kg.graph.build import Build
        from kg.graph.dump import dump
        from kg.graph.withheld import without_officers

        store = Build.open(graph.build).graph_store()
        files["graph.ttl"] = dump(without_officers(store, withheld) if withheld else store, "turtle")
    return files


def _made(graph: Graph, records: Records) -> tuple[tuple[str, str], ...]:
    from kg import __version__
    from kg.view.words import counted, spoken_date

    told = "; ".join(counted(len(rows), kind) for kind, rows in records.items() if rows)
    sources = sorted({str(row["source"]) for row in records.get("document", ()) if row.get("source")})
    rows = [
        ("Program", f"case-review-graph {__version__}"),
        ("Documents read", "; ".join(sources)),
        ("Facts found", told),
        (
            "Method",
            "rules with examples, matching of words and simple statistics; no language model, no network",
        ),
        ("Purpose", "learning from published reviews; not for decisions about any person or any agency"),
        (
            "Human oversight",
            "people may correct names, links and themes in a decisions file, which is applied to every build",
        ),
    ]
    if graph.build is not None:
        from kg.graph.build import Build

        run = Build.open(graph.build).run
        named = {
            "date": ("Built", spoken_date(str(run.get("date", ""))[:10])),
            "software": ("Built with", str(run.get("software", ""))),
            "names": ("Names of lead reviewers", "shown" if run.get("names") else "left out"),
            "generation": ("Mark of the facts", str(run.get("generation", ""))),
            "method": ("Mark of the rules", str(run.get("method", ""))),
            "base": ("Identifiers begin with", str(run.get("base", ""))),
        }
        rows += [named[name] for name in named if run.get(name) is not None]
    return tuple(rows)
