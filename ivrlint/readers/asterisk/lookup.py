"""Which extension a number leads to: the own ones of a context, then those of the contexts that it includes."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.dialplan import Context, Extension, Include, Line, Plan
from ivrlint.readers.asterisk.patterns import Pattern, covers, may_match, pattern_of, rank

_MOST_CONTEXTS = 200
_MOST = 300
_MOST_TIMES = 3
_MOST_COMPARED = 2_000_000


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
        self._patterns: dict[str, list[tuple[str, Pattern]]] = {}
        self._compared = 0
        self._complete: dict[str, bool] = {}
        self._found: dict[tuple[str, str], list[Found]] = {}
        self._asking: dict[str, dict[str, list[str]]] = {}

    def scope(self, name: str) -> list[tuple[Context, tuple[Include, ...]]]:
        """A context and all that it includes, in the order of the search, with the times of timed includes."""
        known = self._scopes.get(name)
        if known is not None:
            return known
        result: list[tuple[Context, tuple[Include, ...]]] = []
        seen: set[tuple[str, tuple[Include, ...]]] = set()
        todo: list[tuple[str, tuple[Include, ...]]] = [(name, ())]
        while todo and len(result) < _MOST_CONTEXTS:
            here, times = todo.pop()
            context = self.plan.contexts.get(here)
            if context is None or (here, times) in seen or (here, ()) in seen or len(times) > _MOST_TIMES:
                continue
            seen.add((here, times))
            result.append((context, times))
            todo.extend((include.name, (*times, include) if include.times else times) for include in reversed(context.includes))
        self._scopes[name] = result
        return result

    def matching(self, context: str, dialled: str) -> list[Found]:
        """All extensions that a number may come to, the first of them first; where it lacks a priority, the next one has it."""
        key = (context, dialled)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = [
                Found(there, there.extensions[name], times)
                for there, times in self.scope(context)
                for name in self._own(there, dialled)
            ]
        return known

    def all(self, context: str, dialled: str) -> list[Found]:
        """The extensions at which a call may begin: the last one always counts, those before it only at their times."""
        result: list[Found] = []
        for found in self.matching(context, dialled):
            result.append(found)
            if not found.times:
                break
        return result

    def one(self, context: str, dialled: str) -> Found | None:
        """The extension that a number comes to, whatever the time is."""
        found = self.all(context, dialled)
        return found[-1] if found and not found[-1].times else found[0] if found else None

    def line(self, context: str, dialled: str, priority: int) -> tuple[Found, Line] | None:
        """The line of a priority: of the first extension that has it."""
        for found in self.matching(context, dialled):
            line = found.extension.lines.get(priority)
            if line is not None:
                return found, line
        return None

    def label(self, context: str, dialled: str, label: str) -> int:
        """The priority of a label, -1 when there is none."""
        for found in self.matching(context, dialled):
            if label in found.extension.labels:
                return found.extension.labels[label]
        return -1

    def _own(self, context: Context, dialled: str) -> list[str]:
        """The names in one context that a number matches, in the order of Asterisk."""
        candidates = self.patterns(context)
        self._compared += len(candidates)
        if self._compared > _MOST_COMPARED:
            candidates = []
        here = pattern_of(dialled)
        names = sorted((name for name, pattern in candidates if name != dialled and covers(pattern, here)), key=rank)
        if dialled in context.extensions:
            names.insert(0, dialled)
        elif not names and dialled:
            names = self._callers(context).get(dialled, [])
        return names

    def _callers(self, context: Context) -> dict[str, list[str]]:
        """The extensions that ask who calls, by the number without that."""
        known = self._asking.get(context.name)
        if known is None:
            known = self._asking[context.name] = {}
            for name in context.extensions:
                number, slash, _ = name.partition("/")
                if slash:
                    known.setdefault(number, []).append(name)
        return known

    def patterns(self, context: Context) -> list[tuple[str, Pattern]]:
        """The patterns of a context, without those that ask who calls."""
        known = self._patterns.get(context.name)
        if known is None:
            names = (name for name in context.extensions if name.startswith("_") and "/" not in name)
            known = [(name, pattern_of(name)) for name in names]
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
        answer = self._complete.get(context)
        if answer is None:
            answer = self._complete[context] = self._is_complete(context)
        return answer

    def _is_complete(self, context: str) -> bool:
        for there, _ in self.scope(context):
            if there.switches:
                return False
            if not self.plan.whole and any(include.name not in self.plan.contexts for include in there.includes):
                return False
        return True


_SPECIAL = frozenset({"s", "i", "t", "e", "h", "o", "a", "T", "failed", "fax", "talk"})
