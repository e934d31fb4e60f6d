"""Several processes that do the work of a run together."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Any

from ivrlint.running.hands import Opening
from ivrlint.running.workshop import Workshop

LONGEST = 50
"""Tasks that a process is given at once."""

MOST = 61
"""Processes at once: Windows cannot wait for more."""

_SHARES = 8
"""How often a process comes back for more, about."""


def shared(opening: Opening, method: str, tasks: Sequence[Any], sizes: Sequence[int], jobs: int) -> Iterator[tuple[int, Any]]:
    """What a method of workshops makes of tasks, with their numbers and as it is done, in up to so many processes at once.

    What does not come was not done: no process could be started, or one was ended from outside.
    """
    shares = list(shares_of(sizes, jobs))
    try:
        pool = ProcessPoolExecutor(min(jobs, len(shares), MOST), _context(sys.platform), initializer=_deaf)
    except (ImportError, NotImplementedError, OSError):
        return
    try:
        done = {pool.submit(_work, opening, method, [tasks[each] for each in share]): share for share in shares}
        for future in as_completed(done):
            yield from zip(done.pop(future), future.result(), strict=True)
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(cancel_futures=True)


def shares_of(sizes: Sequence[int], jobs: int) -> Iterator[range]:
    """The numbers of the tasks that are done one after another, for tasks of these sizes."""
    most = sum(sizes) / (jobs * _SHARES)
    begin = taken = 0
    for number, size in enumerate(sizes):
        if number > begin and (taken + size > most or number - begin == LONGEST):
            yield range(begin, number)
            begin, taken = number, 0
        taken += size
    yield range(begin, len(sizes))


def _context(platform: str) -> multiprocessing.context.BaseContext:
    """Forked processes know at once what this one does; elsewhere than on Linux that is not safe."""
    return multiprocessing.get_context("fork" if platform == "linux" else None)


def _deaf() -> None:
    """Ctrl-C is for the process that started this one: it sees to the end of both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(opening: Opening, method: str, tasks: Sequence[Any]) -> list[Any]:
    shop = _shop(opening)
    made = [getattr(shop, method)(task) for task in tasks]
    shop.let_go()
    return made


@cache
def _shop(opening: Opening) -> Workshop:
    """The workshop of this process."""
    return opening()
