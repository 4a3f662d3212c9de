"""`kg adopt`: make a phrase a theme of the scheme, with the words that show it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("adopt")
@click.argument("slug")
@click.option("--label", required=True, help="What the theme is called.")
@click.option("--definition", required=True, help="What it means, in a sentence.")
@click.option(
    "--broader",
    required=True,
    metavar="THEME",
    help="The group or theme it belongs under, such as 'workforce'.",
)
@click.option(
    "--cue",
    "cues",
    multiple=True,
    required=True,
    help="A phrase that shows it in a text; may be given often.",
)
@click.option(
    "--example", "examples", multiple=True, help="A sentence that has the theme; may be given often."
)
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of themes.ttl (default: the one in use).",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the rules (default: the one in use).",
)
def command(
    slug: str,
    label: str,
    definition: str,
    broader: str,
    cues: tuple[str, ...],
    examples: tuple[str, ...],
    ontology: Path | None,
    rules: Path | None,
) -> None:
    """Adopt SLUG into the scheme of themes: one entry in themes.ttl, one in the rules that recognise it.

    Build again to see it at work. In a cue, a/b is either word, word* any ending, ... up to four words between.
    """
    from kg.adopt import Adopted, adopt
    from kg.resources import ontology_folder, rules_folder

    made = adopt(
        Adopted(slug, label, definition, broader, cues, examples),
        ontology=ontology or ontology_folder(),
        rules=rules or rules_folder(),
    )
    click.echo(f"Theme '{slug}' is in {made[0]} and {made[1]}. Build again to see it at work.")
