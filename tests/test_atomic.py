"""What is written is there whole or not at all: full disks, kills and refusals leave the last good file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import atomic
from kg.atomic import write_file, writing_folder
from kg.cli.main import kg
from kg.errors import DataError, KgError
from kg.graph.build import Build
from kg.graph.traces import traces
from kg.pipeline import withdraw
from kg.view.site import MARK
from tests.example import SOURCES, write_example

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and rights of POSIX")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"
    write_file(path, b"one")
    path.chmod(0o640)
    write_file(path, b"two")
    assert path.read_bytes() == b"two" and path.stat().st_mode & 0o777 == 0o640
    assert names(path.parent) == ["a.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"one")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_file(tmp_path / "link.csv", b"two")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_bytes() == b"two"


def test_a_full_disk_leaves_the_last_file(tmp_path: Path, full_disk: None) -> None:
    (tmp_path / "a.csv").write_bytes(b"one")
    with pytest.raises(
        KgError, match=r"a\.csv could not be written: No space left on device; what was there"
    ):
        write_file(tmp_path / "a.csv", b"two")
    assert (tmp_path / "a.csv").read_bytes() == b"one" and names(tmp_path) == ["a.csv"]


def test_a_full_disk_leaves_the_last_folder(tmp_path: Path, full_disk: None) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_bytes(b"one")
    with pytest.raises(KgError, match="No space left"), writing_folder(tmp_path / "site") as fresh:
        (fresh / "index.html").write_bytes(b"two")
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one" and names(tmp_path) == ["site"]


def test_a_folder_that_was_stepping_aside_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".site.kg-aside").mkdir()
    (tmp_path / ".site.kg-aside" / "index.html").write_bytes(b"one")
    with pytest.raises(RuntimeError), writing_folder(tmp_path / "site"):
        raise RuntimeError("a page that cannot be drawn")
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one" and names(tmp_path) == ["site"]


def test_what_a_killed_writer_left_is_cleared_later(tmp_path: Path) -> None:
    for name, age in ((".a.csv-0123abcd.kg-new", 7200), (".a.csv-4567abcd.kg-new", 10)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_file(tmp_path / "a.csv", b"two")
    assert names(tmp_path) == [".a.csv-4567abcd.kg-new", "a.csv"]


KILLED = """
import sys
from pathlib import Path
from kg.atomic import write_file, writing_folder
place = Path(sys.argv[1])
for letter in b"abcdefgh" * 10_000:
    write_file(place / "file", bytes([letter]) * 3_000_000)
    with writing_folder(place / "site") as fresh:
        for name in "xyz":
            (fresh / name).write_bytes(bytes([letter]) * 100_000)
    print("done", flush=True)
"""


@POSIX
def test_killed_at_any_moment_files_are_whole(tmp_path: Path) -> None:
    for turn in range(8):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline()
        time.sleep(turn * 0.0137)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        data = (tmp_path / "file").read_bytes()
        assert len(data) == 3_000_000 and len(set(data)) == 1
        site = tmp_path / "site" if (tmp_path / "site").exists() else tmp_path / ".site.kg-aside"
        assert names(site) == ["x", "y", "z"]
        assert len({(site / name).read_bytes() for name in "xyz"}) == 1


@pytest.mark.parametrize(
    "command",
    [
        ["export", "--output", "{}"],
        ["view", "network", "--output", "{}"],
        ["dump", "--output", "{}"],
        ["briefing", "--output", "{}.md"],
        ["query", "ASK {{}}", "--format", "json", "--output", "{}"],
        ["ontology", "--output", "{}"],
        ["site", "{}"],
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_every_command_tells_of_a_full_disk_in_one_sentence(
    tmp_path: Path, command: list[str], full_disk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    write_example(tmp_path / "b")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    asked = [part.format(tmp_path / "out") for part in command]
    if command[0] != "ontology":
        asked += ["--build", str(tmp_path / "b")]
    result = CliRunner().invoke(kg, asked)
    assert isinstance(result.exception, KgError) and result.exception.exit_code == 2, result.output
    assert "No space left on device" in str(result.exception) and "\n" not in str(result.exception)
    assert names(tmp_path) == ["b"]


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_standard_output_is_one_sentence(tmp_path: Path) -> None:
    write_example(tmp_path / "b")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from kg.cli.main import main; main()", "dump", "--build", str(tmp_path / "b")],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


def test_words_of_a_withdrawn_source_are_looked_for(tmp_path: Path) -> None:
    build = write_example(tmp_path / "b")
    gone, kept = build.document("wren.txt"), [build.document("ash.txt"), build.document("rowan.txt")]
    found = traces(build.generation, gone, kept=kept)
    assert {path.name for path in found} >= {"graph.nq", "document.json"}
    withdraw("wren.txt", tmp_path / "b")
    assert traces(tmp_path / "b", gone, kept=kept) == ()


def test_a_withdrawal_that_leaves_words_behind_is_told(tmp_path: Path) -> None:
    write_example(tmp_path / "b")
    (tmp_path / "b" / "notes.txt").write_text(SOURCES["wren.txt"], encoding="utf-8")
    with pytest.raises(DataError, match=r"words of it are still in .*notes\.txt"):
        withdraw("wren.txt", tmp_path / "b")
    assert [source.name for source in Build.open(tmp_path / "b").sources()] == ["ash.txt", "rowan.txt"]


def test_the_mark_of_a_site_is_in_the_folder_that_replaces_it(tmp_path: Path) -> None:
    write_example(tmp_path / "b")
    for _ in range(2):
        done = CliRunner().invoke(kg, ["site", str(tmp_path / "site"), "--build", str(tmp_path / "b")])
        assert done.exit_code == 0, done.output
    assert (tmp_path / "site" / MARK).is_file() and names(tmp_path) == ["b", "site"]
