"""Every notebook runs from top to bottom on the corpus, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory, corpus_build) -> Path:
    """A folder laid out as a checkout after `make graph`."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "notebooks").mkdir()
    (folder / "build").symlink_to(corpus_build)
    return folder / "notebooks"


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(desk: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "committed without outputs"
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(desk)}}
    )
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert outputs and not any(output.output_type == "error" for output in outputs)
    last = "".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert {"1": "recurring-themes", "2": "SERVICE", "3": "night-time-visits"}[path.name[0]] in last
