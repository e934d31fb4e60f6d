"""A chain of applications as steps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ivrlint.flow import Assignment, Set
from ivrlint.readers.freeswitch import asking, audible, moving, people, scripts
from ivrlint.readers.freeswitch.acts import Act
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker, Owner
from ivrlint.readers.freeswitch.labels import label_of, named
from ivrlint.readers.freeswitch.names import SILENT, TERMINAL
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.values import names_in, spoken

MAKERS: Mapping[str, Maker] = {
    **audible.MAKERS,
    **asking.MAKERS,
    **people.MAKERS,
    **moving.MAKERS,
    **scripts.MAKERS,
}
"""What becomes of each application that the caller notices, or that decides where the call goes."""


_KEPT = (
    "hangup_after_bridge",
    "continue_on_fail",
    "call_timeout",
    "leg_timeout",
    "default_language",
    "fifo_orbit_exten",
    "playback_terminators",
)
_PASSED = re.compile(r"(?:effective|origination)_caller_id_(?:name|number)|(?:sip|verto)_[ph]*_?[Xh][-_].*|sip_h_.*|cc_caller_.*")
_SETTERS = frozenset({"set", "export", "multiset"})


def is_passed(name: str) -> bool:
    """Whether the person who answers gets to see a variable."""
    return _PASSED.fullmatch(name) is not None


def assignments_of(act: Act) -> list[tuple[str, str]]:
    """The variables that an application sets, with their values."""
    if act.application.lower() not in _SETTERS:
        return []
    data = act.data.strip()
    parts = [data]
    if act.application.lower() == "multiset":
        separator = " "
        if data.startswith("^^") and len(data) > 2:
            separator, data = data[2], data[3:]
        parts = data.split(separator)
    found = []
    for part in parts:
        name, equals, value = part.partition("=")
        name = name.strip().removeprefix("nolocal:").strip()
        if equals and name:
            found.append((name, value.strip()))
    return found


def chain(build: Builder, acts: Sequence[Act], after: Way, owner: Owner, settings: Mapping[str, str] | None = None) -> Way:
    """Where a chain of applications begins. `after` is where the call goes on when it is done."""
    planned: list[tuple[Act, str, Mapping[str, str], str, list[Act]]] = []
    known: Mapping[str, str] = settings or {}
    keys = ""
    setting: list[Act] | None = None
    for act in acts:
        application = act.application.lower()
        changes = {name: value for name, value in assignments_of(act) if name in _KEPT}
        if changes:
            known = {**known, **changes}
        if application in _SETTERS:
            if _is_kept(build, act):
                if setting is None or _reads_any(act, setting):
                    setting = []
                    name = build.graph.claim(owner.file, named(f"set {assignments_of(act)[0][0]}", owner.prefix))
                    planned.append((act, name, known, "", setting))
                setting.append(act)
            continue
        if application == "queue_dtmf":
            keys = re.sub(r"[^0-9*#]", "", act.data.partition("@")[0])
            continue
        if application in SILENT or not application:
            continue
        setting = None
        name = build.graph.claim(owner.file, named(label_of(application, act.data), owner.prefix))
        planned.append((act, name, known, keys, []))
        if application in {"ivr", "menu-sub"}:
            keys = ""
        if application in TERMINAL and not moving.is_for_the_other_side(act):
            break
    way = after
    if keys and owner.plan is not None and keys in owner.plan.options:
        way = owner.plan.options[keys]
    for act, name, known, keys, settings_here in reversed(planned):
        doing = Doing(act, owner, name, known, way, keys)
        way = (
            _set(build, doing, settings_here)
            if settings_here
            else MAKERS.get(act.application.lower(), scripts.other)(build, doing)
        )
    return way


def _is_kept(build: Builder, act: Act) -> bool:
    """Whether it matters to anybody who calls that a variable is set."""
    return any(
        name in build.read or is_passed(name) or not set(names_in(value)).isdisjoint(build.collected)
        for name, value in assignments_of(act)
        if name not in _KEPT and name not in build.clock.set and value != "${" + name + "}"
    )


def _reads_any(act: Act, acts: Sequence[Act]) -> bool:
    """Whether an application reads what one of these sets: then it is a step of its own."""
    names = {name for each in acts for name, _ in assignments_of(each)}
    return not names.isdisjoint(names_in(act.data))


def _set(build: Builder, doing: Doing, acts: Sequence[Act]) -> Way:
    values: dict[str, Assignment] = {}
    for act in acts:
        for name, value in assignments_of(act):
            if re.fullmatch(r"[A-Za-z_][\w.-]*", name):
                values[name] = Assignment(name, spoken(value).text, names_in(value), act.mark)
    if not values:
        return doing.after
    return build.graph.add(
        doing.owner.file,
        doing.name,
        doing.act.mark,
        lambda node, go: Set(
            name=node.name, mark=node.mark, values=tuple(values.values()), next=go.on(doing.after, doing.act.mark)
        ),
    )
