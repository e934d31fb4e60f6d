"""What is made of a step in which something cannot be used, so that nothing is concluded from what is missing.

Rules are silent about such a step (`Step.mistaken`). Its ways on are kept as well as can be: the steps that are named in what is
left out are led to. Where a way on is lost altogether, the step is not known,
unless it ends the call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ivrlint.flow import AnyStep, Case, HangUp, Mark, Menu, Message, Option, Return, Target, Transfer, Unknown, replace
from ivrlint.readers.explain import Mended
from ivrlint.readers.tree import At, List, Map, Path, mark

_WAYS = frozenset((
    "options", "cases", "no_input", "no_match", "next", "then", "otherwise", "closed", "busy", "no_answer", "failed", "visit",
))  # fmt: skip
"""Keys that say where a call goes on."""


def spoilt(step: AnyStep, mended: Mended, names: Collection[str], file: str) -> AnyStep:
    """A step of which something was left out, in a file with steps of these names."""
    found = dict(_named(mended.lost, names, file))
    ways_lost = any(path is None or path[-1] in _WAYS or path[0] in ("options", "cases") for path in mended.lost)
    if isinstance(step, Menu) and (found or not ways_lost):
        more = (Option("", Target(to, at), at) for to, at in found.items())
        return replace(step, options=(*step.options, *more), mistaken=True)
    if isinstance(step, Unknown):
        found = {to: at for to, at in found.items() if all(case.target is None or case.target.to != to for case in step.cases)}
        return replace(step, cases=(*step.cases, *_cases(found)), mistaken=True)
    if isinstance(step, Transfer | Message | HangUp | Return) or not (found or ways_lost):
        return replace(step, mistaken=True)
    found = dict(_strings(mended.whole, names, file)) | found
    return Unknown(name=step.name, mark=step.mark, prompt=step.prompt, shared=step.shared, cases=_cases(found), mistaken=True)


def _cases(found: Mapping[str, Mark]) -> tuple[Case, ...]:
    return tuple(Case(to, Target(to, at), at) for to, at in found.items())


def _named(lost: Mapping[Path | None, tuple[Any, At]], names: Collection[str], file: str) -> Iterator[tuple[str, Mark]]:
    """The steps that are named in what was left out, with their places."""
    for value, at in lost.values():
        if isinstance(value, str) and value in names:
            yield value, mark(file, at)
        yield from _strings(value, names, file)


def _strings(tree: Any, names: Collection[str], file: str) -> Iterator[tuple[str, Mark]]:  # noqa: ANN401 - a part of the tree
    todo = [tree]
    while todo:
        part = todo.pop()
        if isinstance(part, Map):
            places = [(value, part.value_at[key]) for key, value in part.items()]
        elif isinstance(part, List):
            places = [*zip(part, part.item_at, strict=True)]
        else:
            continue
        for value, at in places:
            if isinstance(value, str) and value in names:
                yield value, mark(file, at)
        todo += [value for value, _ in places]
