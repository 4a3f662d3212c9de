"""The build directory: found, written, guarded, swapped; sources added and withdrawn without a trace."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from kg.cli.main import kg
from kg.errors import BuildError, DataError
from kg.graph.audit import audit
from kg.graph.build import Build, find_build
from kg.graph.checks import run_checks
from kg.graph.shapes import run_shapes
from kg.pipeline import add, build, withdraw
from tests.example import SOURCES, write_example

ROOT = Path(__file__).parent.parent


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content(directory: Path) -> dict[str, bytes]:
    """The files that must be the same for the same sources: all but the cache, the index and the run record."""
    generation = Build.open(directory).generation
    files = [generation / "graph.nq", generation / "sources.json", *(generation / "sources").rglob("*.json")]
    return {str(path.relative_to(generation)): path.read_bytes() for path in files}


def traces(directory: Path, *words: str) -> list[Path]:
    """The files below `directory` whose bytes hold one of the words."""
    wanted = [word.encode() for word in words]
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in wanted)]


def sound(directory: Path) -> bool:
    """Whether the build opens, answers and keeps its checks; a dead writer may have left an older generation."""
    opened = Build.open(directory)
    store = opened.store()
    found = (*run_checks(store), *run_shapes(store), *audit(opened))
    return not [one for one in found if one.fatal and one.check != "remains"]


def test_a_build_opens_at_once_and_gives_back_what_was_written(tmp_path: Path) -> None:
    made = write_example(tmp_path / "b")
    opened = Build.open(tmp_path / "b")
    assert opened.generation == made.generation
    assert [source.name for source in opened.sources()] == sorted(SOURCES)
    assert opened.document("rowan.txt").text == SOURCES["rowan.txt"]
    assert opened.document("rowan.txt").line(SOURCES["rowan.txt"].index("Recommendation 2")) == 11
    assert opened.extraction("wren.txt").source.name == "wren.txt"
    assert opened.run["example"] is True
    with pytest.raises(BuildError, match=r"no source nowhere\.txt.*rowan\.txt"):
        opened.document("nowhere.txt")


def test_the_graph_is_read_where_the_cache_is_gone(tmp_path: Path) -> None:
    opened = write_example(tmp_path / "b")
    statements = len(opened.store())
    shutil.rmtree(opened.store_path)
    assert len(Build.open(tmp_path / "b").store()) == statements


def test_a_broken_cache_is_passed_over(tmp_path: Path) -> None:
    opened = write_example(tmp_path / "b")
    statements = len(opened.store())
    for path in opened.store_path.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    assert len(Build.open(tmp_path / "b").store()) == statements


def test_where_a_build_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="kg build"):
        find_build(tmp_path)
    write_example(tmp_path / "other")
    assert find_build(tmp_path) == tmp_path / "other"
    write_example(tmp_path / "build")
    assert find_build(tmp_path) == find_build(tmp_path / "build") == tmp_path / "build"
    with pytest.raises(BuildError, match="There is no build"):
        Build.open(tmp_path / "none")


def test_adding_and_withdrawing_equal_building(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "three")
    two = [papers / "ash.txt", papers / "rowan.txt"]
    build(two, tmp_path / "two")
    build(two, tmp_path / "grown")
    add([papers / "wren.txt"], tmp_path / "grown")
    assert content(tmp_path / "grown") == content(tmp_path / "three")
    withdraw("wren.txt", tmp_path / "grown")
    assert content(tmp_path / "grown") == content(tmp_path / "two")
    assert (
        traces(
            tmp_path / "grown", "wren.txt", "Domestic abuse was known to the police", "Completed: 120 staff"
        )
        == []
    )
    with pytest.raises(BuildError, match=r"no source wren\.txt"):
        withdraw("wren.txt", tmp_path / "grown")


def test_a_source_takes_the_place_of_one_of_the_same_name(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "b")
    changed = SOURCES["ash.txt"].replace("should share information with housing", "should talk to housing")
    (papers / "ash.txt").write_text(changed, encoding="utf-8")
    add([papers / "ash.txt"], tmp_path / "b")
    build([papers], tmp_path / "anew")
    assert content(tmp_path / "b") == content(tmp_path / "anew")
    assert traces(tmp_path / "b", "should share information with housing") == []


def test_what_an_older_method_found_is_found_anew(papers: Path, tmp_path: Path, monkeypatch) -> None:
    import kg.graph.run

    monkeypatch.setattr(kg.graph.run, "method_digest", lambda: "of another day")
    made = build([papers / "ash.txt", papers / "rowan.txt"], tmp_path / "b").build
    for path in (made.generation / "sources").glob("*/extraction.json"):
        if "rowan" in path.parent.name:
            stale = path.read_text(encoding="utf-8").replace("neglect is assessed", "nothing is assessed")
            path.write_text(stale, encoding="utf-8")
    monkeypatch.undo()
    add([papers / "wren.txt"], tmp_path / "b")
    build([papers], tmp_path / "anew")
    assert content(tmp_path / "b") == content(tmp_path / "anew")


def test_the_only_source_cannot_be_withdrawn(papers: Path, tmp_path: Path) -> None:
    build([papers / "ash.txt"], tmp_path / "b")
    with pytest.raises(DataError, match="only source"):
        withdraw("ash.txt", tmp_path / "b")
    assert sound(tmp_path / "b")


def test_twice_the_same_is_the_same(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "b")
    first = content(tmp_path / "b")
    build([papers], tmp_path / "b")
    assert content(tmp_path / "b") == first
    assert sound(tmp_path / "b")


def test_what_cannot_be_read_is_told_and_the_rest_is_used(papers: Path, tmp_path: Path) -> None:
    (papers / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (papers / "empty.txt").write_bytes(b"")
    report = build([papers], tmp_path / "b")
    assert {issue.source for issue in report.issues if issue.severity.value == "error"} == {
        "broken.pdf",
        "empty.txt",
    }
    assert len(Build.open(tmp_path / "b").sources()) == 3
    again = add([papers / "ash.txt"], tmp_path / "b")
    assert {issue.source for issue in again.issues if issue.severity.value == "error"} == {
        "broken.pdf",
        "empty.txt",
    }


def test_nothing_readable_leaves_the_old_build(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "b")
    before = content(tmp_path / "b")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.txt").write_bytes(b"")
    with pytest.raises(DataError, match="None of the 1 documents"):
        build([tmp_path / "bad"], tmp_path / "b")
    assert content(tmp_path / "b") == before
    assert not (tmp_path / "b" / "generations" / ".draft").exists()


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    for year in ("a/2020", "a/2021", "b/2021"):
        (tmp_path / year).mkdir(parents=True)
        (tmp_path / year / "report.txt").write_text(SOURCES["ash.txt"], encoding="utf-8")
    made = build([tmp_path / "a", tmp_path / "b"], tmp_path / "out").build
    assert [source.name for source in made.sources()] == [
        "2021/report.txt",
        "b/2021/report.txt",
        "report.txt",
    ]
    assert len(made.keys()) == 3
    assert sound(tmp_path / "out")


def test_a_folder_of_other_things_is_refused(tmp_path: Path, papers: Path) -> None:
    with pytest.raises(BuildError, match="holds other things"):
        build([papers], papers)
    with pytest.raises(BuildError, match="is a file"):
        build([papers], papers / "ash.txt")


def test_one_writer_at_a_time_and_readers_undisturbed(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "b")
    with FileLock(str(tmp_path / "b" / "lock")):
        with pytest.raises(BuildError, match="Another kg is writing"):
            build([papers], tmp_path / "b")
        assert sound(tmp_path / "b")


def test_a_reader_keeps_what_it_opened_while_a_writer_replaces_it(papers: Path, tmp_path: Path) -> None:
    build([papers], tmp_path / "b")
    reading = Build.open(tmp_path / "b")
    store, statements = reading.store(), len(reading.store())
    (papers / "ash.txt").write_text(SOURCES["ash.txt"] + "More.\n", encoding="utf-8")
    build([papers / "rowan.txt", papers / "wren.txt"], tmp_path / "b")
    assert len(store) == statements
    assert len(list(store.query("SELECT ?q WHERE { GRAPH ?g { ?p ?l ?q } }"))) == statements


def test_a_graph_that_breaks_its_checks_is_not_put_in_force(
    papers: Path, tmp_path: Path, monkeypatch
) -> None:
    import kg.pipeline
    from kg.graph.checks import Breach

    build([papers], tmp_path / "b")
    before = content(tmp_path / "b")
    breach = Breach("made", "A thing made to fail", "here")
    monkeypatch.setattr(kg.pipeline, "run_checks", lambda store: (breach,))
    with pytest.raises(DataError, match="A thing made to fail: here"):
        build([papers / "ash.txt"], tmp_path / "b")
    assert content(tmp_path / "b") == before


def test_a_full_disk_is_told_and_changes_nothing(papers: Path, tmp_path: Path, monkeypatch) -> None:
    import kg.atomic

    build([papers], tmp_path / "b")
    before = content(tmp_path / "b")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kg.atomic.os, "fsync", full)
    with pytest.raises(BuildError, match="No space left"):
        build([papers / "ash.txt"], tmp_path / "b")
    monkeypatch.undo()
    assert content(tmp_path / "b") == before and sound(tmp_path / "b")


KILLED = """
import sys
from pathlib import Path
from kg.pipeline import add, build, withdraw
papers, out = Path(sys.argv[1]), Path(sys.argv[2])
while True:
    build([papers], out)
    print("built", flush=True)
    withdraw("wren.txt", out)
    add([papers / "wren.txt"], out)
"""


def kill_many(papers: Path, out: Path, *, times: int) -> None:
    """Kill a process that builds, withdraws and adds without end, at a different moment each time."""
    build([papers], out)
    for turn in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(papers), str(out)],
            cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": str(turn)},
        )  # fmt: skip
        assert process.stdout is not None and process.stdout.readline()
        time.sleep((turn * 0.0377) % 0.9)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert sound(out), f"after kill {turn}"
    build([papers], out)
    assert not (out / "generations" / ".draft").exists()
    withdraw("wren.txt", out)
    assert audit(Build.open(out)) == ()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_killed_at_any_moment_the_last_good_build_stays(papers: Path, tmp_path: Path) -> None:
    kill_many(papers, tmp_path / "b", times=5)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_killed_two_hundred_times(papers: Path, tmp_path: Path) -> None:
    kill_many(papers, tmp_path / "b", times=200)


def test_the_commands_tell_in_plain_words(papers: Path, tmp_path: Path) -> None:
    run = CliRunner()
    made = run.invoke(kg, ["build", str(papers), "--output", str(tmp_path / "b")])
    assert made.exit_code == 0, made.output
    assert "Read 3 sources" in made.output and "recommendations" in made.output
    checked = run.invoke(kg, ["check", "--quick", "--build", str(tmp_path / "b")])
    assert checked.exit_code == 0 and "nothing is wrong" in checked.output
    shutil.copytree(tmp_path / "b", tmp_path / "c")
    gone = run.invoke(kg, ["withdraw", "wren.txt", "--build", str(tmp_path / "c")])
    assert gone.exit_code == 0 and "wren.txt is withdrawn" in gone.output
    told = run.invoke(kg, ["diff", str(tmp_path / "b"), str(tmp_path / "c")])
    assert "removed source" in told.output
    assert "removed review: " in told.output and "removed recommendation: " in told.output
    same = run.invoke(kg, ["diff", str(tmp_path / "b"), str(tmp_path / "b")])
    assert same.output == "The two builds say the same.\n"
    crate = run.invoke(
        kg, ["dump", "--build", str(tmp_path / "b"), "--format", "ro-crate", "--output", str(tmp_path / "r")]
    )
    assert crate.exit_code == 0 and (tmp_path / "r" / "ro-crate-metadata.json").is_file()
    bad = run.invoke(kg, ["build", str(papers), "--output", str(tmp_path / "x"), "--base", "nonsense"])
    assert bad.exit_code == 2 and "web address" in bad.output
