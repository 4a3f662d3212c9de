"""`kg inspect`: Show how a file was understood: documents, sections, tables, furniture dropped, what to check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model.text import Outline


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Also write it beside the text, in colour."
)
@click.option("--sections/--no-sections", default=True, show_default=True, help="List the sections.")
@click.option("--blocks", is_flag=True, help="List every block with its place, kind and rule.")
def command(file: Path, page: Path | None, sections: bool, blocks: bool) -> None:
    """Show the outline that was understood of FILE: for whoever adds a layout or doubts a result."""
    from kg.intake import read_alone
    from kg.rules import Rules
    from kg.segment import segment

    outline = segment(read_alone(file), rules=Rules())
    for line in summary(outline, sections=sections, blocks=blocks):
        click.echo(line)
    if page is not None:
        from kg.atomic import write_file
        from kg.view.outline import draw_outline

        write_file(page, draw_outline(outline).encode())
        click.echo(f"Written: {page}", err=True)


def summary(outline: Outline, *, sections: bool = True, blocks: bool = False) -> list[str]:
    """The lines that `kg inspect` prints."""
    document = outline.document
    kinds = Counter(block.kind.value for block in document.blocks)
    tables = {block.table for block in document.blocks if block.table is not None}
    counted = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items()))
    pages = f"{len(document.pages)} pages" if document.pages else "no pages known"
    lines = [
        f"{document.source.name}: {len(outline.embedded)} documents, {len(outline.sections)} sections, "
        f"{len(tables)} tables, {pages}",
        f"Blocks: {counted}.",
    ]
    for index, one in enumerate(outline.embedded):
        date = f", {one.date}" if one.date else ""
        lines.append("")
        lines.append(f"{one.kind.value.replace('_', ' ').upper()}  {one.title}{date}")
        lines.append(f"  from {_where(outline, one.span.start)}; rule {one.rule}")
        if sections:
            lines += [
                f"  {'  ' * section.level}{section.number} {section.title}".rstrip()
                for section in outline.sections
                if section.embedded == index
            ]
    issues = (*document.issues, *outline.issues)
    if issues:
        lines += ["", "To check:", *(f"  {issue.message}" for issue in issues)]
    return [*lines, "", *_blocks(outline)] if blocks else lines


def _blocks(outline: Outline) -> list[str]:
    from kg.model.fold import fold_pieces

    document = outline.document
    return [
        f"{_where(outline, block.span.start)}  {block.kind.value}"
        f"{f' {block.level}' if block.level else ''}{' boxed' if block.boxed else ''}"
        f"{f' table {block.table}' if block.table is not None else ''}{' head' if block.head else ''}"
        f"  {block.marker}  {fold_pieces(document.text, block.pieces).text}  [{block.rule}]"
        for block in document.blocks
    ]


def _where(outline: Outline, position: int) -> str:
    document = outline.document
    page = document.page(position)
    known = f"page {page.label or page.number}" if page else ""
    line = f"line {document.line(position)}" if document.lined else ""
    return ", ".join(part for part in (known, line) if part) or f"character {position}"
