"""The contexts of the dialplan: their extensions in order, with those of the files that they include."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterator
from heapq import merge
from itertools import islice

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.builder import Builder
from ivrlint.readers.freeswitch.conditions import asks_only_time, breaks_of, holds, is_known_by_number, tests_of
from ivrlint.readers.freeswitch.draft import Draft, Placed
from ivrlint.readers.freeswitch.neighbours import nearest
from ivrlint.readers.freeswitch.pattern import Pattern, pattern_of
from ivrlint.readers.freeswitch.values import expand, is_true, names_in
from ivrlint.readers.positioned_xml import Element

MOST_LOOKS = 200_000
"""Extensions that are compared with numbers in one run; beyond that nothing is known of further numbers."""

_MOST_INCLUDES = 2000
_FARTHEST = 20  # extensions that one number comes to, each of them letting it go on


class Listed(NamedTuple):
    """The extensions of one context of one configuration."""

    file: str
    placed: list[Placed]
    named: dict[str, int]
    numbers: dict[str, list[int]]
    """Where the extensions are that take only numbers which can be listed."""
    others: list[tuple[int, Pattern | None]]
    """The other ones, with a pattern that a number must have to come there."""

    def add(self, placed: Placed, needed: Pattern | None) -> None:
        """One more extension at the end."""
        at = len(self.placed)
        self.placed.append(placed)
        self.named.setdefault(placed.element.get("name"), at)
        if needed is not None and needed.literals:
            for number in needed.literals:
                self.numbers.setdefault(number, []).append(at)
        else:
            self.others.append((at, needed))

    def candidates(self, number: str, start: int) -> Iterator[tuple[int, Pattern | None]]:
        """The extensions from a place on that may take a number."""
        exact = self.numbers.get(number, [])
        sure = ((at, None) for at in exact[bisect_left(exact, start) :])
        first = bisect_left(self.others, start, key=lambda each: each[0])
        return merge(sure, islice(self.others, first, None), key=lambda each: each[0])


class Contexts:
    """The extensions of a run by context and configuration."""

    def __init__(self, build: Builder) -> None:
        self.build = build
        self.files = build.files
        self.drafts = {draft.file: draft for draft in build.drafts}
        self.looks = 0
        self.lists: dict[str, dict[str, Listed]] = {}
        self.sorted: dict[int, list[str]] = {}
        self.place: dict[int, tuple[Listed, int]] = {}
        included = {file for draft in build.drafts for include in draft.includes for file in self.files.like(include.pattern)}
        for draft in build.drafts:
            self._take(draft, alone=draft.file not in included)

    def matching(self, number: str, context: str, file: str) -> list[Placed]:
        """The extensions that a number may come to, up to the first that surely takes it."""
        listed = self._listed(context, file)
        if listed is None:
            return []
        named = listed.named.get(number)
        if named is None:
            return self._matching(listed, number, 0)
        first = listed.placed[named]  # an extension of that name comes before all others
        return [first] if self._ends(first, number) else [first, *self._matching(listed, number, named + 1)]

    def numbers(self, beginning: str, context: str, file: str) -> Iterator[str]:
        """The numbers with a beginning for which there are extensions that take no others."""
        listed = self._listed(context, file)
        if listed is None:
            return
        every = self.sorted.setdefault(id(listed), [])
        if len(every) != len(listed.numbers):
            every[:] = sorted(listed.numbers)
        for at in range(bisect_left(every, beginning), len(every)):
            self.looks += 1
            if not every[at].startswith(beginning) or self.looks > MOST_LOOKS:
                return
            yield every[at]

    def _listed(self, context: str, file: str) -> Listed | None:
        lists = self.lists.get(context) or self.lists.get("", {})
        return nearest(file, [(each.file, each) for each in lists.values()])

    def after(self, placed: Placed, number: str) -> list[Placed]:
        """The extensions behind one that a number may come to as well."""
        if not number or id(placed.element) not in self.place or self._ends(placed, number):
            return []
        listed, at = self.place[id(placed.element)]
        return self._matching(listed, number, at + 1)

    def _matching(self, listed: Listed, number: str, start: int) -> list[Placed]:
        result: list[Placed] = []
        for at, needed in listed.candidates(number, start):
            self.looks += 1
            if self.looks > MOST_LOOKS or len(result) >= _FARTHEST:
                break
            if needed is not None and not needed.found_in(number):
                continue
            placed = listed.placed[at]
            takes = self._takes(placed, number)
            if takes is False:
                continue
            result.append(placed)
            if takes and not is_true(placed.element.get("continue")):
                break
        return result

    def _ends(self, placed: Placed, number: str) -> bool:
        return self._takes(placed, number) is True and not is_true(placed.element.get("continue"))

    def _takes(self, placed: Placed, number: str) -> bool | None:
        """Whether an extension takes a number; None when more than the number decides."""
        bound = False
        certain = True
        for condition in placed.element.named("condition"):
            verdict = holds(self.build, condition, number)
            breaks = breaks_of(condition)
            looks_at_number = any(test.of_number for test in tests_of(condition))
            if verdict is False:
                if breaks in {"on-false", "always"}:
                    return bool(any(condition.named("anti-action")))
            elif looks_at_number:
                if verdict is None and is_known_by_number(condition):
                    return False  # a pattern that is not understood
                bound = True
            elif verdict is None and not (
                bound
                or asks_only_time(self.build, condition, placed.file)
                or self._has_number(placed)
                or self._asks_for_answer(condition)
            ):
                return False
            if verdict is None:
                certain = False
        if not any(placed.element.named("condition")):
            return False
        return True if certain else None

    def _asks_for_answer(self, condition: Element) -> bool:
        """Whether a condition looks at something that callers are asked for."""
        return any(name in self.build.collected for test in tests_of(condition) for name in names_in(test.field))

    def _has_number(self, placed: Placed) -> bool:
        return any(test.of_number for condition in placed.element.named("condition") for test in tests_of(condition))

    def _take(self, draft: Draft, *, alone: bool) -> None:
        for each, context in self._flat(draft):
            name = context or (self._guess(draft.file) if alone else None)
            if name is None:
                continue
            home = draft.home if draft.home is not None else posixpath.dirname(draft.file)
            listed = self.lists.setdefault(name, {}).setdefault(home, Listed(draft.file, [], {}, {}, []))
            self.place.setdefault(id(each.element), (listed, len(listed.placed)))
            listed.add(each, self._needed(each))

    def _needed(self, placed: Placed) -> Pattern | None:
        """A pattern that every number has which an extension takes, if there is one."""
        for condition in placed.element.named("condition"):
            tests = tests_of(condition)
            plain = not condition.get("regex") and not condition.get("break") and not any(condition.named("anti-action"))
            if plain and len(tests) == 1 and tests[0].of_number:
                pattern = pattern_of(expand(tests[0].expression, self.build.variables))
                if pattern is not None:
                    return pattern
        return None

    def _guess(self, file: str) -> str:
        """`dialplan/default/x.xml` belongs to the context `default`, by custom."""
        folders = file.split("/")[:-1]
        return folders[-1] if "dialplan" in folders[:-1] else ""

    def _flat(self, draft: Draft) -> Iterator[tuple[Placed, str]]:
        """The extensions of a file with those of the files that it includes, each with its context."""
        seen = {draft.file}
        todo = [(item, "") for item in reversed(draft.order)]
        count = 0
        while todo:
            item, outer = todo.pop()
            context = item.context or outer
            if isinstance(item, Placed):
                yield item, context
                continue
            for file in reversed(self.files.like(item.pattern)):
                count += 1
                if file not in seen and count < _MOST_INCLUDES and context:
                    seen.add(file)
                    todo += [(each, context) for each in reversed(self.drafts[file].order)]
