"""Every notebook runs from top to bottom on the corpus: in a process of its own, and in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
SAID = {
    "1": ("recurring-themes", "Information sharing", "action_planned"),
    "2": ("SERVICE asks another", "the nearest is SELECT", "agencies-by-theme", '"Information sharing"@en'),
    "3": ("night-time-visits", "Northmere Police", "network.html", "Child R"),
}
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
    for words in SAID[path.name[0]]:
        assert words in last


@pytest.mark.slow
def test_notebooks_run_in_a_clean_environment(tmp_path: Path) -> None:
    """What a stranger does: an environment, `pip install .[notebooks]`, a build, `jupyter execute`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    bin = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")

    def run(*command: object) -> str:
        done = subprocess.run(
            [*map(str, command)], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run(sys.executable, "-m", "venv", tmp_path / "env")
    run(
        bin / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{ROOT}[notebooks]"
    )
    run(bin / "kg", "build", ROOT / "corpus", "--output", "build")
    (tmp_path / "notebooks").mkdir()
    for path in NOTEBOOKS:
        copy = shutil.copy(path, tmp_path / "notebooks")
        run(bin / "jupyter", "execute", "--inplace", copy)
        outputs = [one for cell in nbformat.read(copy, as_version=4).cells for one in cell.get("outputs", ())]
        assert SAID[path.name[0]][0] in str(outputs)
