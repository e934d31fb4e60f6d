"""Applications that lead elsewhere in the configuration: to menus, to extensions, and out."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.flow import HangUp
from ivrlint.readers.freeswitch.acts import Act
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker, Plan
from ivrlint.readers.freeswitch.nodes import Missing, Way
from ivrlint.readers.freeswitch.values import is_open, split_arguments


def is_for_the_other_side(act: Act) -> bool:
    """Whether a transfer is not one of the caller: `transfer -bleg …`."""
    return act.application.lower() == "transfer" and act.data.strip().startswith("-bleg")


def _ivr(build: Builder, doing: Doing) -> Way:
    """`ivr name`: a menu, with this chain going on when it is done."""
    name = doing.act.data.strip()
    plan = build.plan(name, doing.owner.file)
    if plan is None:
        return _no_menu(build, doing, name)
    plan.followed_by.append(doing.after)
    plan.settings = {**doing.settings, **plan.settings}
    return _into(plan, doing)


def _sub(build: Builder, doing: Doing) -> Way:
    """`menu-sub`: a menu below this one, which comes back to it. To itself it only says itself again."""
    name = doing.act.data.strip()
    above = doing.owner.plan
    plan = build.plan(name, doing.owner.file)
    if plan is None or above is None:
        return _no_menu(build, doing, name)
    if plan is above:
        return doing.after
    plan.parents.append((above, doing.after))
    return _into(plan, doing)


def _into(plan: Plan, doing: Doing) -> Way:
    return plan.options.get(doing.keys, plan.start) if doing.keys else plan.start


def _no_menu(build: Builder, doing: Doing, name: str) -> Way:
    if name and not is_open(name) and build.has_all_menus(doing.owner.file):
        return Missing(name, doing.owner.file)
    build.asking.add((doing.owner.file, doing.name))
    return build.unknown(doing, f"menu {name}", doing.after)


def _top(build: Builder, doing: Doing) -> Way:  # noqa: ARG001 - a maker
    plan = doing.owner.plan
    return plan.top if plan else doing.after


def _back(build: Builder, doing: Doing) -> Way:  # noqa: ARG001 - a maker
    plan = doing.owner.plan
    return plan.back if plan else doing.after


def _exit(build: Builder, doing: Doing) -> Way:  # noqa: ARG001 - a maker
    plan = doing.owner.plan
    return plan.out if plan else doing.after


def _transfer(build: Builder, doing: Doing) -> Way:
    """`transfer number XML context`."""
    if is_for_the_other_side(doing.act):
        return doing.after
    return _to_extension(build, doing, comes_back=False)


def _execute_extension(build: Builder, doing: Doing) -> Way:
    """`execute_extension number XML context`, which comes back."""
    return _to_extension(build, doing, comes_back=True)


def _to_extension(build: Builder, doing: Doing, *, comes_back: bool) -> Way:
    words = [argument for argument, _ in split_arguments(doing.act.data)]
    if words and words[0] in {"-both", "-aleg"}:
        words = words[1:]
    number, dialplan, context = (*words, "", "", "")[:3]
    if dialplan and dialplan.upper() != "XML":
        return build.unknown(doing, f"{number} in the dialplan {dialplan}", doing.after if comes_back else None)
    return (build.visit if comes_back else build.route)(doing, number, context)


def _hangup(build: Builder, doing: Doing) -> Way:
    return build.graph.add(doing.owner.file, doing.name, doing.act.mark, lambda node, _: HangUp(name=node.name, mark=node.mark))


MAKERS: Mapping[str, Maker] = {
    "ivr": _ivr,
    "menu-sub": _sub,
    "menu-top": _top,
    "menu-back": _back,
    "menu-exit": _exit,
    "transfer": _transfer,
    "execute_extension": _execute_extension,
    "hangup": _hangup,
    "respond": _hangup,
    "reject": _hangup,
}
