"""Every command of the README runs, in order, in a folder laid out as the README's reader has it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S)
    for line in block.splitlines()
    if line.strip()
]
LEAST = 20


@pytest.fixture(scope="module")
def desk(tmp_path_factory, corpus_build) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    for name in ("corpus", "tests"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(corpus_build, folder / "build")
    return folder


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= LEAST
    assert all(command.startswith("kg ") for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_runs_and_says_something(desk: Path, command: str) -> None:
    words = shlex.split(command)
    kg = Path(sys.executable).parent / "kg"
    environment = os.environ | {"COLUMNS": "120"}
    done = subprocess.run(
        [kg, *words[1:]], cwd=desk, capture_output=True, text=True, timeout=120, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).strip(), command


def test_every_link_of_the_readme_and_docs_leads_somewhere() -> None:
    broken = []
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append((page.name, target))
    assert broken == []
