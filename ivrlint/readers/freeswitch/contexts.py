"""The contexts of the dialplan: their extensions in order, with those of the files that they include."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ivrlint.readers.freeswitch.builder import Builder
from ivrlint.readers.freeswitch.conditions import asks_only_time, holds, is_known_by_number, tests_of
from ivrlint.readers.freeswitch.draft import Draft, Placed
from ivrlint.readers.freeswitch.neighbours import nearest
from ivrlint.readers.freeswitch.values import is_true

MOST_LOOKS = 200_000
"""Extensions that are compared with numbers in one run; beyond that nothing is known of further numbers."""

_MOST_INCLUDES = 2000


class Contexts:
    """The extensions of a run by context and configuration."""

    def __init__(self, build: Builder) -> None:
        self.build = build
        self.files = build.files
        self.drafts = {draft.file: draft for draft in build.drafts}
        self.looks = 0
        self.lists: dict[str, dict[str, list[Placed]]] = {}
        self.first: dict[tuple[str, str], str] = {}
        self.place: dict[int, tuple[list[Placed], int]] = {}
        included = {file for draft in build.drafts for include in draft.includes for file in self.files.like(include.pattern)}
        for draft in build.drafts:
            self._take(draft, alone=draft.file not in included)
        for lists in self.lists.values():
            for placed in lists.values():
                for number, each in enumerate(placed):
                    self.place.setdefault(id(each.element), (placed, number))

    def matching(self, number: str, context: str, file: str) -> list[Placed]:
        """The extensions that a number may come to, up to the first that surely takes it."""
        lists = self.lists.get(context) or ({} if context else self.lists.get("", {}))
        if not lists:
            lists = self.lists.get("", {})
        choice = nearest(
            file, [(self.first[context if context in self.lists else "", home], placed) for home, placed in lists.items()]
        )
        placed = choice or []
        named = next((at for at, each in enumerate(placed) if each.element.get("name") == number), None)
        if named is None:
            return self._matching(placed, number)
        rest = [] if self._ends(placed[named], number) else self._matching(placed[named + 1 :], number)
        return [placed[named], *rest]  # an extension of that name comes before all others

    def after(self, placed: Placed, number: str) -> list[Placed]:
        """The extensions behind one that a number may come to as well."""
        found, at = self.place.get(id(placed.element), ([], 0))
        return self._matching(found[at + 1 :], number) if number else []

    def _matching(self, placed: list[Placed], number: str) -> list[Placed]:
        result: list[Placed] = []
        for each in placed:
            self.looks += 1
            if self.looks > MOST_LOOKS or len(result) > 50:
                break
            takes = self._takes(each, number)
            if takes is False:
                continue
            result.append(each)
            if takes and not is_true(each.element.get("continue")):
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
            breaks = condition.get("break").lower() or "on-false"
            looks_at_number = any(test.of_number for test in tests_of(condition))
            if verdict is False:
                if breaks in {"on-false", "always"}:
                    return bool(any(condition.named("anti-action")))
            elif looks_at_number:
                if verdict is None and is_known_by_number(condition):
                    return False  # a pattern that is not understood
                bound = True
            elif verdict is None and not (
                bound or asks_only_time(self.build, condition, placed.file) or self._has_number(placed)
            ):
                return False
            if verdict is None:
                certain = False
        return True if certain else None

    def _has_number(self, placed: Placed) -> bool:
        return any(test.of_number for condition in placed.element.named("condition") for test in tests_of(condition))

    def _take(self, draft: Draft, *, alone: bool) -> None:
        for each, context in self._flat(draft):
            name = context or (self._guess(draft.file) if alone else None)
            if name is None:
                continue
            home = draft.home if draft.home is not None else posixpath.dirname(draft.file)
            self.lists.setdefault(name, {}).setdefault(home, []).append(each)
            self.first.setdefault((name, home), draft.file)

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
