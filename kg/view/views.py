"""The pictures by name: what each shows and the function that draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.view import flow, matrix, network, network_graph, repeats, timeline
from kg.view.shape import Records


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name on the command line, what it shows, and records to page."""

    name: str
    shows: str
    draw: Callable[[Records], str]


def _network(records: Records) -> str:
    return network.draw(network_graph.network_graph(records, recurring_only=False))


PICTURES: dict[str, Picture] = {
    picture.name: picture
    for picture in (
        Picture("network", "reviews, the themes they share and the agencies addressed", _network),
        Picture("matrix", "themes by review and by agency, with counts", matrix.draw),
        Picture("timeline", "reviews, responses, due dates and resolutions over time", timeline.draw),
        Picture("flow", "from review to theme to recommendation to agency to where it stands", flow.draw),
        Picture("repeats", "recommendations that were made before, side by side", repeats.draw),
    )
}
