"""Who does the work of a run: this process, or several where there is much to do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from ivrlint.config.choices import Choices
from ivrlint.flow.tuples import NamedTuple
from ivrlint.running.value import Group, How, Source

if TYPE_CHECKING:
    from ivrlint.report import Report
    from ivrlint.running.workshop import Made, Workshop

MUCH = 2**20
"""Bytes of files from which on flows are not all kept until they are linted, and other processes are worth their start."""


class Opening(Hashable, Protocol):
    """Opens a workshop."""

    def __call__(self) -> Workshop:
        """A workshop that nobody has used."""


Told = Callable[[str, int, int], object]
"""Is told how far the work is: of what, how much is done, and how much there is."""


class Elsewhere(NamedTuple):
    """How another process opens a workshop like that of this one; equal ones open the same.

    `store` is the folder of the memory and its stamp, if there is a memory.
    """

    how: How
    choices: Choices
    store: tuple[str, str] | None = None

    def __call__(self) -> Workshop:
        """A workshop that nobody has used."""
        from ivrlint.config.settings import Configurations
        from ivrlint.running.memory import Memory, judged_by
        from ivrlint.running.store import Store
        from ivrlint.running.workshop import Workshop

        configurations = Configurations(self.choices)
        memory = Memory(Store(*self.store), self.how, judged_by(configurations)) if self.store else None
        return Workshop(self.how, configurations.terms, memory)


class Hands:
    """Reads files and lints groups. What is made comes in any order, with its number among what was asked for.

    In this process the work is done in the workshop that is `opened`; where there is much to do, and `jobs` are more than one, in
    as many processes, in workshops that are opened `elsewhere`. Both do the same.
    """

    def __init__(
        self,
        opened: Opening,
        elsewhere: Opening | None = None,
        jobs: int = 1,
        told: Told = lambda *_: None,
    ) -> None:
        self.shop = cache(opened)
        self._elsewhere, self._jobs, self._told = elsewhere, jobs, told

    def read(self, sources: Sequence[Source]) -> Iterator[tuple[int, Made]]:
        """Read files; where there is much to do, those that have nothing to do with others are linted at once, and let go."""
        sizes = [source.size for source in sources]
        much = sum(sizes) > MUCH
        return self._done("files", sources, sizes, lambda shop, source: shop.read(source, lint=much), "finish")

    def lint(self, groups: Sequence[Group]) -> Iterator[tuple[int, Report]]:
        """Lint groups of flows."""
        return self._done(
            "groups of files", groups, [group.size for group in groups], lambda shop, group: shop.lint(group), "lint"
        )

    def _done(
        self,
        what: str,
        tasks: Sequence[Any],
        sizes: Sequence[int],
        here: Callable[[Workshop, Any], Any],
        there: str,
    ) -> Iterator[tuple[int, Any]]:
        """What comes of tasks; `here` does one of them, or the method of a workshop that is called `there`."""
        left = dict.fromkeys(range(len(tasks)))
        if self._elsewhere and self._jobs > 1 and len(tasks) > 1 and sum(sizes) > MUCH:
            from ivrlint.running.pool import shared

            for number, made in shared(self._elsewhere, there, tasks, sizes, self._jobs):
                del left[number]
                self._told(what, len(tasks) - len(left), len(tasks))
                yield number, made
        for done, number in enumerate(left, len(tasks) - len(left) + 1):
            made = here(self.shop(), tasks[number])
            self._told(what, done, len(tasks))
            yield number, made
