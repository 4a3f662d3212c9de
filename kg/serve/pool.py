"""A warm pool of workers: each answers one query at a time and is killed when its time is up or nobody waits for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from kg.errors import BuildError, QueryStopped, WorkerLost
from kg.graph.build import Build
from kg.query.answer import Answer, Limits, Written
from kg.query.questions import questions
from kg.query.sparql import Worker

WAIT = 30.0  # seconds that a query may wait for a worker to come free
LINE = 256  # queries that may wait at once
SOON = 1.0  # seconds in which a lost worker may be thought to have been dead already
REMEMBERED = 4096  # queries
LOOK = 1.0  # seconds between two looks for a newer generation of the build
_BUSY = "Too many questions at once: no worker came free; ask again."

T = TypeVar("T")


class Passed:
    """Queries that need no guard, by digest: those of the library, and those that it has let through before.

    It is slow where it has to parse; so the same query is parsed once, whichever worker gets it next.
    """

    def __init__(self) -> None:
        self._digests = dict.fromkeys(_digest(one.sparql) for one in questions().values())

    def __contains__(self, query: str) -> bool:
        return _digest(query) in self._digests

    def add(self, query: str) -> None:
        """Remember `query`; the oldest is forgotten where there are too many."""
        self._digests[_digest(query)] = None
        if len(self._digests) > REMEMBERED:
            del self._digests[next(iter(self._digests))]


def _digest(query: str) -> bytes:
    return sha256(query.encode("utf-8", "surrogatepass")).digest()


class Pool:
    """Workers on the build in `directory`, of which `size` answer at once and `spare` stand in while one starts anew.

    A newer generation is taken up as soon as it is in force. Used from one event loop; what blocks runs in threads of
    its own, never more than two for each worker.
    """

    def __init__(self, directory: Path, *, size: int, limits: Limits, spare: int = 0) -> None:
        self.directory = directory
        self.limits = limits
        self._workers = [Worker(store_of(directory), warm=True) for _ in range(size + spare)]
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._turn = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(2 * (size + spare), thread_name_prefix="worker")
        self._passed = Passed()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start every worker, and the look-out for newer generations."""
        for worker in self._workers:
            self._begin(self._warm(worker))
        self._begin(self._look())

    async def close(self) -> None:
        """End every worker."""
        for task in self._tasks:
            task.cancel()
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.close()

    async def ask(self, query: str) -> Answer:
        """The answer to a query of our own. Raises as `write` does."""
        return await self._run(lambda worker: worker.ask(query, limits=self.limits, guard=False))

    async def write(self, query: str, *, forms: Sequence[str], guard: bool = True) -> Written:
        """The answer to `query`, written out in the first of `forms` that fits.

        Raises QueryError, QueryStopped where time is up or no worker comes free. Cancelled, it kills the worker.
        """
        guard = guard and query not in self._passed
        found = await self._run(
            lambda worker: worker.write(query, limits=self.limits, forms=forms, guard=guard)
        )
        self._passed.add(query)
        return found

    async def _run(self, job: Callable[[Worker], T]) -> T:
        worker = await self._taken()
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._on_newest, worker, job)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            worker.stop()
            await asyncio.wait([work])
            raise
        finally:
            self._turn.release()
            self._give_back(worker)

    async def _taken(self) -> Worker:
        """A worker, when it is our turn."""
        if self._waiting >= LINE:
            raise QueryStopped(_BUSY)
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT):
                await self._turn.acquire()
                try:
                    return await self._free.get()
                except asyncio.CancelledError:  # by whoever waits, or by the clock
                    self._turn.release()
                    raise
        except TimeoutError as error:
            raise QueryStopped(_BUSY) from error
        finally:
            self._waiting -= 1

    def _on_newest(self, worker: Worker, job: Callable[[Worker], T]) -> T:
        self._renew(worker)
        began = time.monotonic()
        try:
            return job(worker)
        except WorkerLost:
            if time.monotonic() - began > SOON:
                raise
            self._renew(worker)  # it was dead before it was asked
            return job(worker)

    def _renew(self, worker: Worker) -> None:
        """Have `worker` run on the generation in force; once more where that was replaced at this moment."""
        store = store_of(self.directory)
        if worker.store != store:
            worker.close()
            worker.store = store
        try:
            worker.start()
        except BuildError:
            worker.store = store_of(self.directory)
            worker.start()

    def _give_back(self, worker: Worker) -> None:
        if worker.pid is not None:
            self._free.put_nowait(worker)
        else:  # killed: started anew before it is asked again
            self._begin(self._warm(worker))

    async def _warm(self, worker: Worker) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._renew, worker)
        except BuildError:  # whoever asks next is told
            pass
        finally:
            self._free.put_nowait(worker)

    async def _look(self) -> None:
        """Exchange idle workers whose generation is no longer in force, one by one: they hold its files open."""
        while True:
            await asyncio.sleep(LOOK)
            idle = [self._free.get_nowait() for _ in range(self._free.qsize())]
            stale = [worker for worker in idle if not _is_newest(worker, self.directory)]
            for worker in idle:
                if worker not in stale:
                    self._free.put_nowait(worker)
            for worker in stale:
                await self._warm(worker)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def store_of(directory: Path) -> Path:
    """The store of the generation in force; its file of statements where there is no store."""
    build = Build.open(directory)
    return build.store_path if build.store_path.is_dir() else build.graph_path


def _is_newest(worker: Worker, directory: Path) -> bool:
    try:
        return worker.pid is not None and worker.store == store_of(directory)
    except BuildError:  # nothing to change to
        return True
