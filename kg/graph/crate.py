"""An RO-Crate of a build: the graph, its ontology and records in one folder that says what it is.

RO-Crate Metadata Specification 1.1 (https://w3id.org/ro/crate/1.1). The texts of the sources stay out: their rights
are not ours to pass on.
"""

from __future__ import annotations

import json
import mimetypes
import shutil
from hashlib import sha256
from pathlib import Path

from kg import __version__
from kg.atomic import writing_folder
from kg.errors import BuildError
from kg.graph.build import Build
from kg.graph.dump import SUFFIXES, dump
from kg.graph.ledger import source_key
from kg.model.text import Source
from kg.resources import ontology_folder

_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TYPES = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".jsonl": "application/jsonl",
    ".rq": "application/sparql-query",
}


def write_crate(build: Build, folder: Path, *, records: dict[str, bytes]) -> None:
    """Write the crate into the new or empty `folder`; `records` are further files by name.

    Raises BuildError where the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError(f"{folder} is not empty; name a new folder for the crate.")
    with writing_folder(folder) as fresh:
        _fill(build, fresh, records)


def _fill(build: Build, folder: Path, records: dict[str, bytes]) -> None:
    files = {
        "graph.nq": "The graph, canonical N-Quads",
        "run.json": "Versions, digests, settings and day of the run",
    }
    shutil.copyfile(build.graph_path, folder / "graph.nq")
    run = {**build.run, "decisions": None}  # a path of this machine
    (folder / "run.json").write_text(json.dumps(run, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (folder / f"graph{SUFFIXES['trig']}").write_bytes(dump(build.graph_store(), "trig"))
    files["graph.trig"] = "The graph with its named graphs, TriG"
    for path in sorted(ontology_folder().glob("*.ttl")):
        (folder / "ontology").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / "ontology" / path.name)
        files[f"ontology/{path.name}"] = "What the terms of the graph mean"
    for name, data in sorted(records.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        files[name] = "Records read back from the graph"
    metadata = _metadata(build, folder, files)
    (folder / "ro-crate-metadata.json").write_text(metadata, encoding="utf-8")


def _metadata(build: Build, folder: Path, files: dict[str, str]) -> str:
    software = {
        "@id": "https://w3id.org/case-review-graph/software/" + __version__,
        "@type": "SoftwareApplication",
        "name": "case-review-graph",
        "version": __version__,
    }
    sources = [_source(source) for source in build.sources()]
    parts = [{"@id": name} for name in sorted(files)]
    based = [{"@id": source["@id"]} for source in sources]
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Safeguarding reviews, their recommendations and what was answered",
        "description": "A knowledge graph read from published papers, with the passage under every fact.",
        "datePublished": str(build.run["date"])[:10],
        "license": {"@id": _LICENCE},
        "hasPart": parts,
        "isBasedOn": based,
        "mentions": {"@id": "#run"},
    }
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "Reading the sources and building the graph",
        "endTime": build.run["date"],
        "instrument": {"@id": software["@id"]},
        "object": based,
        "result": parts,
    }
    licence = {"@id": _LICENCE, "@type": "CreativeWork", "name": "CC BY 4.0"}
    graph: list[object] = [descriptor, root, run, software, licence, *sources]
    graph += [_file(folder / name, name, said) for name, said in sorted(files.items())]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, indent=2, ensure_ascii=False) + "\n"


def _source(source: Source) -> dict[str, str]:
    told = {
        "@id": f"#source-{source_key(source)}",
        "@type": "CreativeWork",
        "name": source.title or source.name,
        "publisher": source.publisher,
        "datePublished": source.date,
        "isBasedOn": source.origin,
        "copyrightNotice": source.rights,
        "identifier": f"sha256:{source.sha256}",
    }
    return {name: value for name, value in told.items() if value}


def _file(path: Path, name: str, said: str) -> dict[str, str]:
    data = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {
        "@id": name,
        "@type": "File",
        "name": said,
        "encodingFormat": kind,
        "contentSize": str(len(data)),
        "sha256": sha256(data).hexdigest(),
    }
