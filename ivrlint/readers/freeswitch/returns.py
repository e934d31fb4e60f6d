"""Where a menu leads when it is done: one level up, to the outermost menu, or to what follows it in the dialplan.

A menu that is reached from several places goes back to where the call came from, which only the switch knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ivrlint.flow import Unknown
from ivrlint.readers.freeswitch.builder import Builder, Plan
from ivrlint.readers.freeswitch.nodes import Way

MOST = 8
"""Outermost menus of one menu that are told apart."""


def settle(build: Builder, plans: Sequence[Plan]) -> None:
    """Say of every menu where its ways out lead."""
    tops = _tops(plans)
    for plan in plans:
        plan.leave.leads(_leave(build, plan))
    for plan in plans:
        mark = plan.element.mark(plan.file, "name")
        mine = tops[plan]
        outward: list[tuple[str, Way]] = [(f"came from {parent.name}", way) for parent, way in plan.parents]
        if plan in mine:
            outward.append(("came from outside", plan.leave))
        plan.back.leads(build.one_of(outward, plan.file, f"{plan.name} (back)", mark))
        plan.top.leads(_each(build, plan, [(top, top.again) for top in mine], "top"))
        plan.out.leads(_each(build, plan, [(top, top.leave) for top in mine], "out"))


def _each(build: Builder, plan: Plan, ways: Iterable[tuple[Plan, Way]], what: str) -> Way:
    titled = [(f"came through {top.name}", way) for top, way in ways]
    return build.one_of(titled, plan.file, f"{plan.name} ({what})", plan.element.mark(plan.file, "name"))


def _leave(build: Builder, plan: Plan) -> Way:
    """Out of the outermost menu: its exit sound, and what follows `ivr`."""
    element, file = plan.element, plan.file
    mark = element.mark(file, "name")
    after = build.one_of([("the dialplan goes on", way) for way in plan.followed_by], file, f"{plan.name} (after the menu)", mark)
    if not plan.followed_by:
        after = build.graph.add(
            file,
            build.graph.claim(file, f"{plan.name} (after the menu)"),
            mark,
            lambda node, _: Unknown(name=node.name, mark=node.mark, what="what follows the menu in the dialplan"),
        )
    sound = element.get("exit-sound")
    if not sound:
        return after
    place = element.mark(file, "exit-sound")
    prompt = build.phrases.prompt(sound, place, build.language(plan.settings))
    return build.say(file, f"{plan.name} (exit sound)", place, prompt, after)


def _tops(plans: Sequence[Plan]) -> dict[Plan, list[Plan]]:
    """The menus that may be the outermost one when a call is in a menu."""
    below: dict[Plan, list[Plan]] = {plan: [] for plan in plans}
    for plan in plans:
        for parent, _ in plan.parents:
            below[parent].append(plan)
    tops: dict[Plan, list[Plan]] = {plan: [] for plan in plans}
    starts = [plan for plan in plans if plan.followed_by or not plan.parents]
    rest = iter(plans)
    while True:
        for start in starts:
            _spread(start, below, tops)
        starts = next(([plan] for plan in rest if not tops[plan]), [])
        if not starts:
            return tops


def _spread(top: Plan, below: dict[Plan, list[Plan]], tops: dict[Plan, list[Plan]]) -> None:
    todo = [top]
    if len(tops[top]) >= MOST:
        tops[top].pop()
    while todo:
        plan = todo.pop()
        if top in tops[plan] or len(tops[plan]) >= MOST:
            continue
        tops[plan].append(top)
        todo += below[plan]
