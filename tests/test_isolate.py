"""Jobs in processes of their own: whatever one does is told of that one, and the others give what they give."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.errors import SourceError, WorkLost
from kg.graph.build import Build
from kg.intake import Order, Taken, take_in
from kg.isolate import Allowance, IsolatedExecutor
from kg.pipeline import build
from tests import hostile_files as hostile
from tests.example import SOURCES
from tests.jobs import abort, break_down, leave, nest, process, refuse, sleep, spin, swell, twice

LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
NARROW = Allowance(seconds=1.0, memory=64_000_000, memory_a_byte=1)


def test_a_job_gives_bytes_and_keeps_its_process() -> None:
    with IsolatedExecutor(1) as executor:
        assert executor.submit(twice, b"ab").result() == b"abab"
        first, second = (executor.submit(process, b"").result() for _ in range(2))
    assert first == second != str(os.getpid()).encode()


@pytest.mark.parametrize(
    ("job", "why"),
    [
        (break_down, r"broke down \(TypeError\)"),
        (nest, r"broke down \(RecursionError\)"),
        (leave, "ended its process"),
        (abort, "ended its process"),
        (sleep, "took longer than 1 seconds"),
        (spin, "took longer than 1 seconds"),
        pytest.param(swell, "needed more than 64 MB", marks=LIMITED),
    ],
)
def test_a_job_that_loses_its_process_is_told_and_the_next_gets_another(job, why: str) -> None:
    with IsolatedExecutor(1, allowance=NARROW) as executor:
        lost, after = executor.submit(job, b"x"), executor.submit(twice, b"x")
        with pytest.raises(WorkLost, match=why):
            lost.result()
        assert after.result() == b"xx"


def test_an_error_of_the_project_comes_back_as_it_is() -> None:
    with IsolatedExecutor(1) as executor:
        refused, same = executor.submit(refuse, b""), executor.submit(process, b"")
        with pytest.raises(SourceError, match=r"^letter\.pdf is locked"):
            refused.result()
        assert same.result() == executor.submit(process, b"").result()


def test_an_interrupted_pool_ends_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), IsolatedExecutor(2) as executor:
        job = executor.submit(sleep, b"")
        time.sleep(1)
        raise KeyboardInterrupt
    assert isinstance(job.exception(), WorkLost) and time.monotonic() - began < 20


class Here(Executor):
    """Another executor: every job at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):
        done: Future[bytes] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def test_any_executor_gives_the_same_in_the_same_order(tmp_path: Path) -> None:
    orders = []
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        orders.append(Order(name, tmp_path / name))
    orders.insert(1, Order("gone.txt", tmp_path / "gone.txt"))
    here = take_in(orders, executor=Here(), progress=lambda *_: None)
    with IsolatedExecutor(2) as executor:
        assert take_in(orders, executor=executor, progress=lambda *_: None) == here
    assert [one.document.source.name if isinstance(one, Taken) else one.source for one in here] == [
        order.name for order in orders
    ]


def test_a_hostile_file_costs_itself_and_nothing_else(tmp_path: Path) -> None:
    for folder in ("good", "all"):
        (tmp_path / folder).mkdir()
        for name, text in SOURCES.items():
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    for name, data in hostile.FILES.items():
        (tmp_path / "all" / name).write_bytes(data)
    report = build([tmp_path / "all"], tmp_path / "with")
    told = {issue.source: issue.message for issue in report.issues if issue.code == "unreadable"}
    assert set(told) == set(hostile.FILES)
    for name, sentence in told.items():
        assert name in sentence and sentence.endswith(".") and "\n" not in sentence
    alone = build([tmp_path / "good"], tmp_path / "without").build
    assert Build.open(tmp_path / "with").graph_path.read_bytes() == alone.graph_path.read_bytes()


def test_a_hostile_file_is_inspected_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "recursion.pdf"
    path.write_bytes(hostile.FILES["recursion.pdf"])
    said = CliRunner().invoke(kg, ["inspect", str(path)])
    assert isinstance(said.exception, SourceError) and "recursion.pdf" in str(said.exception)
