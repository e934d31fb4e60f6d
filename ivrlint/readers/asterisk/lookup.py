"""Which extension a number leads to: the own ones of a context, then those of the contexts that it includes."""

from __future__ import annotations

from typing import NamedTuple

from ivrlint.readers.asterisk.dialplan import Context, Extension, Include, Plan
from ivrlint.readers.asterisk.patterns import best, matches, may_match

_MOST_CONTEXTS = 200
_MOST = 300


class Found(NamedTuple):
    """An extension, the context that holds it, and the times at which it counts (empty: always)."""

    context: Context
    extension: Extension
    times: tuple[Include, ...] = ()


class Lookup:
    """Finds extensions in the contexts of a plan, and keeps what it found."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._scopes: dict[str, list[tuple[Context, tuple[Include, ...]]]] = {}
        self._patterns: dict[str, list[str]] = {}
        self._found: dict[tuple[str, str], list[Found]] = {}

    def scope(self, name: str) -> list[tuple[Context, tuple[Include, ...]]]:
        """A context and all that it includes, in the order of the search, with the times of timed includes."""
        known = self._scopes.get(name)
        if known is not None:
            return known
        result: list[tuple[Context, tuple[Include, ...]]] = []
        seen: set[str] = set()
        todo: list[tuple[str, tuple[Include, ...]]] = [(name, ())]
        while todo and len(result) < _MOST_CONTEXTS:
            here, times = todo.pop()
            context = self.plan.contexts.get(here)
            if context is None or here in seen:
                continue
            seen.add(here)
            result.append((context, times))
            for include in reversed(context.includes):
                todo.append((include.name, (*times, include) if include.times else times))
        self._scopes[name] = result
        return result

    def all(self, context: str, dialled: str) -> list[Found]:
        """The extensions that a number may come to: the last one always counts, those before it only at their times."""
        key = (context, dialled)
        if key not in self._found:
            self._found[key] = self._search(context, dialled)
        return self._found[key]

    def one(self, context: str, dialled: str) -> Found | None:
        """The extension that a number comes to, whatever the time is."""
        found = self.all(context, dialled)
        return found[-1] if found and not found[-1].times else found[0] if found else None

    def _search(self, context: str, dialled: str) -> list[Found]:
        result: list[Found] = []
        for there, times in self.scope(context):
            extension = self._own(there, dialled)
            if extension is not None:
                result.append(Found(there, extension, times))
                if not times:
                    break
        return result

    def _own(self, context: Context, dialled: str) -> Extension | None:
        exact = context.extensions.get(dialled)
        if exact is not None:
            return exact
        names = [name for name in self.patterns(context) if matches(name, dialled)]
        if names:
            return context.extensions[best(names)]
        callers = [name for name in context.extensions if "/" in name and name.partition("/")[0] == dialled]
        return context.extensions[callers[0]] if callers else None

    def patterns(self, context: Context) -> list[str]:
        """The patterns of a context, without those that ask who calls."""
        known = self._patterns.get(context.name)
        if known is None:
            known = [name for name in context.extensions if name.startswith("_") and "/" not in name]
            self._patterns[context.name] = known
        return known

    def candidates(self, context: str, dialled: str) -> list[Found]:
        """The extensions to which some of what a pattern stands for comes."""
        result: dict[str, Found] = {}
        for there, times in self.scope(context):
            for name, extension in there.extensions.items():
                if "/" not in name and name not in _SPECIAL and 1 in extension.lines and may_match(name, dialled):
                    result.setdefault(name, Found(there, extension, times))
                    if len(result) >= _MOST:
                        return list(result.values())
        return list(result.values())

    def complete(self, context: str) -> bool:
        """Whether all that a context holds is in the plan: nothing included is missing, nothing is asked at run time."""
        for there, _ in self.scope(context):
            if there.switches:
                return False
            if not self.plan.whole and any(include.name not in self.plan.contexts for include in there.includes):
                return False
        return True


_SPECIAL = frozenset({"s", "i", "t", "e", "h", "o", "a", "T", "failed", "fax", "talk"})
