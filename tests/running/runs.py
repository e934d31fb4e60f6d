"""Runs with and without a memory, by a few rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.config.terms import Terms
from ivrlint.linting import lint_paths
from ivrlint.readers.places import Given
from ivrlint.report import Report
from ivrlint.rule import load_rules
from ivrlint.running import Run
from ivrlint.running.hands import Hands
from ivrlint.running.memory import Memory
from ivrlint.running.store import Store
from ivrlint.running.value import How
from ivrlint.running.workshop import Workshop

CHOSEN = (
    "broken-target",
    "dead-end",
    "doom-loop",
    "no-way-to-a-person",
    "prompt-too-long",
    "unreachable-step",
    "wrong-length-said",
)
LOADED = {rule.id: rule for rule in load_rules([RULES])[0]}
FEW = Terms(tuple(LOADED[name] for name in CHOSEN))
ALL = Terms(tuple(LOADED.values()))


ANY = How()


class Counting(Workshop):
    """A workshop that counts what it is asked for."""

    read_files: int = 0
    linted_groups: int = 0

    def read(self, *args, **kwargs):
        self.read_files += 1
        return super().read(*args, **kwargs)

    def lint(self, group):
        self.linted_groups += 1
        return super().lint(group)


class Runs:
    """Runs that remember in a folder what they find."""

    def __init__(self, folder: Path | None, *, terms: Terms = FEW, stamp: str = "1", how: How = ANY) -> None:
        self.folder, self.terms, self.stamp, self.how = folder, terms, stamp, how
        self.judged = lambda file, linked: "by these"
        self.shop: Counting | None = None

    def run(self, *paths: str, given: Given | None = None) -> Report:
        """What is found, remembering."""
        memory = Memory(Store(str(self.folder), self.stamp), self.how, self.judged) if self.folder else None
        self.shop = None

        def opened() -> Workshop:
            self.shop = Counting(self.how, lambda file, linked: self.terms, memory)
            return self.shop

        return Run(self.how, Hands(opened), memory).report(paths, given)

    def anew(self, *paths: str, given: Given | None = None) -> Report:
        """What is found in one go, without a memory."""
        how = self.how
        return lint_paths(paths, self.terms.rules, given=given, only_flows=how.only_flows, calls=how.calls, format_=how.format)

    @property
    def work(self) -> tuple[int, int]:
        """How many files were read, and how many groups linted, in the last run."""
        return (self.shop.read_files, self.shop.linted_groups) if self.shop else (0, 0)


def same(one: Report, other: Report) -> bool:
    """Whether two reports are the same in everything."""
    return (one, one.texts, one.met, one.judged) == (other, other.texts, other.met, other.judged)


def flow(*targets: str, words: str = "Hello.") -> str:
    """A flow of one menu that leads to these targets."""
    options = "".join(f"      {key}: {{to: {target}, for: number {key}}}\n" for key, target in enumerate(targets, 1))
    return (
        "ivr: 1\nname: Flow\nlanguage: en-GB\nstart: main\n"
        f"steps:\n  main:\n    menu: {words}\n    options:\n      0: people\n{options}"
        "    no_input: {after: 7s, then: main}\n    no_match: {then: main}\n  people: {transfer: a desk, always_open: true}\n"
    )


def write(name: str, text: str | bytes) -> Path:
    """A file, and the folders that it lies in."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def work_of(runs: Runs, paths: Sequence[str]) -> tuple[int, int]:
    """The work of a run, which finds the same as one without a memory."""
    assert same(runs.run(*paths), runs.anew(*paths))
    return runs.work
