"""The whole build as a static site that works from a shared drive: plain pages, no server, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.atomic import writing_folder
from kg.view.page import as_json, asset, fragment, render
from kg.view.shape import Records
from kg.view.site.arrange import Page, Site
from kg.view.site.pages import pages, search_entries
from kg.view.site.publisher import Publisher as Publisher
from kg.view.views import PICTURES

#: marks a folder as written by `kg site`, so that only such a folder is ever replaced
MARK = ".kg-site"
_HEADER = '<header class="top">'


@dataclass(frozen=True, slots=True)
class Extras:
    """What the site carries beside the records: downloads (file name to bytes), two texts, who publishes."""

    downloads: Mapping[str, bytes]
    accuracy: str = ""  # plain text of the last evaluation
    made: tuple[tuple[str, str], ...] = ()  # how the facts were made: name and value
    publisher: Publisher = field(default_factory=Publisher)
    posts_only: bool = False  # the records name no officer, and every page says so


def write_site(records: Records, folder: Path, *, extras: Extras, progress: Callable[[int], None]) -> int:
    """Write the site to `folder`, replacing an earlier one whole; gives the number of pages.

    Raises FileExistsError where `folder` holds something that is not such a site, KgError where it cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FileExistsError(folder)
    with writing_folder(folder) as fresh:
        count = 0
        for name, content in _files(records, extras):
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            count += name.endswith(".html")
            progress(count)
        (fresh / MARK).write_text("written by `kg site`; replaced whole by the next run\n", encoding="utf-8")
    return count


def _files(records: Records, extras: Extras) -> Iterator[tuple[str, bytes]]:
    site = Site.of(records)
    for name, picture in PICTURES.items():
        path = f"views/{name}.html"
        nav = fragment("site/nav.html.j2", root="../", here=path)
        yield path, picture.draw(records).replace(_HEADER, f"{_HEADER}{nav}", 1).encode()
    for page in pages(
        site, downloads=tuple(sorted(extras.downloads)), accuracy=extras.accuracy, made=extras.made
    ):
        yield page.path, _rendered(page, extras).encode()
    yield "search.html", _search(site, extras).encode()
    for name, content in sorted(extras.downloads.items()):
        yield f"downloads/{name}", content


def _rendered(page: Page, extras: Extras) -> str:
    depth = page.path.count("/")
    return render(
        f"site/{page.template}.html.j2",
        scripts=(asset("table.js"),),
        title=page.title,
        sentence=page.sentence,
        root="../" * depth,
        here=page.path,
        publisher=extras.publisher,
        posts_only=extras.posts_only,
        **page.words,
    )


def _search(site: Site, extras: Extras) -> str:
    return render(
        "site/search.html.j2",
        scripts=(asset("search.js"),),
        title="Search",
        sentence="Words in recommendations, responses, learning points, themes, agencies and reviews. Plurals and endings do not matter.",
        root="",
        here="search.html",
        publisher=extras.publisher,
        posts_only=extras.posts_only,
        data=as_json(search_entries(site)),
    )
