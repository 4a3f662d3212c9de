"""`kg evaluate`: Score a build against gold files: precision, recall and F1, with what was gained and lost."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.errors import BuildError


@click.command()
@click.option(
    "--build", type=click.Path(path_type=Path), help="The build directory (default: the last build here)."
)
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of gold files.",
)
@click.option(
    "--papers",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of papers with gold beside them: each is built alone (may be given several times).",
)
@click.option(
    "--leave-out",
    is_flag=True,
    help="With --papers: read each by a labeller that learned from no paper of its family.",
)
@click.option("--notes", is_flag=True, help="With --papers: also what was missed or wrongly found.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("--update", is_flag=True, help="Keep this run as the one that later runs are compared with.")
@click.option("--themes", "each", is_flag=True, help="Also a line for each theme.")
def command(
    build: Path | None,
    gold: Path | None,
    papers: tuple[Path, ...],
    leave_out: bool,
    notes: bool,
    form: str,
    update: bool,
    each: bool,
) -> None:
    """Score a build against GOLD, beside a search for keywords and against the run before."""
    if papers:
        _papers(papers, leave_out=leave_out, notes=notes)
        return
    if gold is None:
        raise click.UsageError(
            "Say against what: --gold FOLDER for a build, --papers FOLDER for papers of their own."
        )
    from kg.evaluate import evaluate, load_gold
    from kg.evaluate.report import read_last, write_last
    from kg.evaluate.table import print_report
    from kg.graph.build import Build, find_build
    from kg.query.graph import open_graph
    from kg.query.records import all_records

    opened = Build.open(build or find_build())
    told = load_gold(gold)
    texts = {}
    for source in told.sources:
        try:
            texts[source] = opened.document(source).text
        except BuildError:
            click.echo(f"{source} is not in this build: all of it counts as missed.", err=True)
    report = evaluate(all_records(open_graph(opened.directory)), told, texts=texts)
    before = read_last(gold)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(print_report(report, before, each=each))
    if update:
        click.echo(f"Kept as {write_last(gold, report)}.", err=True)


def _papers(folders: tuple[Path, ...], *, leave_out: bool, notes: bool) -> None:
    from kg.evaluate.alone import figures_of, score_papers, table_of
    from kg.evaluate.papers import load_papers

    scored = []
    for paper, tally in score_papers(load_papers(folders), leave_out=leave_out):
        scored.append((paper, tally))
        if notes:
            click.echo(paper.document.name)
            for note in tally.notes:
                click.echo(f"  {note}")
    click.echo(table_of(figures_of(scored)))
