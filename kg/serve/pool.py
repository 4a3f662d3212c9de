"""A warm pool of workers: each answers one query at a time and is killed when its time is up."""

from __future__ import annotations

import queue
from pathlib import Path

from kg.errors import QueryStopped
from kg.graph.build import Build
from kg.query.sparql import Answer, Limits, Worker

_WAIT = 30.0  # seconds that a query may wait for a worker to come free


class Pool:
    """`size` workers on the build in `directory`; a newer generation is taken up as soon as it is in force."""

    def __init__(self, directory: Path, *, size: int, limits: Limits) -> None:
        self.directory = directory
        self.limits = limits
        self._free: queue.LifoQueue[Worker] = queue.LifoQueue()
        store = self._store()
        self._all = [Worker(store) for _ in range(size)]
        for worker in self._all:
            worker.start()
            self._free.put(worker)

    def ask(self, query: str, *, guard: bool = True) -> Answer:
        """The answer to `query`. Raises QueryError, QueryStopped where no worker comes free or time is up."""
        try:
            worker = self._free.get(timeout=_WAIT)
        except queue.Empty as error:
            raise QueryStopped("Too many questions at once: no worker came free; ask again.") from error
        try:
            store = self._store()
            if worker.store != store:
                worker.close()
                worker.store = store
            return worker.ask(query, limits=self.limits, guard=guard)
        finally:
            worker.start()  # anew where it was killed, so that the next question finds it warm
            self._free.put(worker)

    def close(self) -> None:
        """End every worker."""
        for worker in self._all:
            worker.close()

    def _store(self) -> Path:
        build = Build.open(self.directory)
        return build.store_path if build.store_path.is_dir() else build.graph_path
