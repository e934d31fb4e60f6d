"""Menus: which entries run for which key, in the order of the file, and where each of them leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ivrlint.flow import Collect, Handler, Mark, Menu, Option
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.acts import Written, of_line, unfold
from ivrlint.readers.freeswitch.builder import Builder, Owner, Plan
from ivrlint.readers.freeswitch.chain import chain
from ivrlint.readers.freeswitch.nodes import Go, Label, Node, Way
from ivrlint.readers.freeswitch.pattern import KEYS, LONGEST, Pattern, pattern_of
from ivrlint.readers.freeswitch.values import expand, is_open, seconds, whole_number
from ivrlint.readers.positioned_xml import Element

ACTIONS = ("menu-exec-app", "menu-sub", "menu-top", "menu-back", "menu-exit", "menu-play-sound")

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOST_PATTERNS = 40
_TRIES = 3
_TIMEOUT = 10.0


class Binding(NamedTuple):
    """An entry that callers can choose: by a key, or by a number that matches a pattern."""

    element: Element
    key: str
    pattern: Pattern | None
    written: str
    """A pattern as it is written, empty for a key."""


class Choice(NamedTuple):
    """What a caller can enter, with all entries that it runs."""

    key: str
    pattern: str
    runs: tuple[Binding, ...]
    example: str


def plan_menus(build: Builder) -> list[Plan]:
    """All menus of a run, of which each knows where its keys will lead."""
    plans: list[Plan] = []
    for draft in build.drafts:
        seen: set[str] = set()
        for element in draft.menus:
            name = element.get("name").strip()
            if not name or name in seen:
                message = f'there is already a menu "{name}": this one is never heard' if name else "a menu needs a name"
                build.problem(message, element.mark(draft.file, "name"))
                continue
            seen.add(name)
            called = element.get("description").strip() if _UUID.fullmatch(name) else ""
            plan = Plan(element, draft.file, build.graph.claim(draft.file, called or name))
            for binding in _bindings(build, plan, quiet=True):
                if binding.key:
                    plan.options[binding.key] = Label()
            build.plans.setdefault(name, []).append((draft.file, plan))
            plans.append(plan)
    return plans


def inherit(build: Builder, plans: Sequence[Plan]) -> None:
    """What the dialplan set before a menu is set in the menus below it too."""
    todo = [plan for plan in plans if plan.settings]
    while todo:
        plan = todo.pop()
        for entry in plan.element.named("entry"):
            below = build.plan(entry.get("param"), plan.file) if entry.get("action") == "menu-sub" else None
            if below is not None and not below.settings:
                below.settings = plan.settings
                todo.append(below)


def build_menu(build: Builder, plan: Plan, labels: dict[int, str]) -> None:
    """The steps of one menu and of its entries."""
    element, file = plan.element, plan.file
    bindings = _bindings(build, plan, quiet=False)
    room = _room(build, element, bindings)
    choices = [(choice, _way(build, plan, choice)) for choice in _choices(build, plan, bindings, room)]
    for choice, way in choices:
        if choice.key in plan.options:
            plan.options[choice.key].leads(way)
    mark = element.mark(file, "name")
    prompt = build.phrases.prompt(element.get("greet-long"), element.mark(file, "greet-long"), build.language(plan.settings))
    wait = seconds(element.get("timeout"), _TIMEOUT)
    failures = whole_number(element.get("max-failures")) or _TRIES
    timeouts = whole_number(element.get("max-timeouts") or element.get("max-failures")) or _TRIES
    silent = _at_limit(build, plan, "exec-on-max-timeouts", "no input")
    lost = _at_limit(build, plan, "exec-on-max-failures", "no match")

    def made(node: Node, go: Go) -> Menu:
        return Menu(
            name=node.name,
            mark=node.mark,
            prompt=prompt,
            options=tuple(_option(plan, choice, way, go, labels) for choice, way in choices),
            no_input=_handler(element, file, "max-timeouts", wait, timeouts, silent, go),
            no_match=_handler(element, file, "max-failures", 0.0, failures, lost, go),
            next_digit=seconds(element.get("inter-digit-timeout"), wait / 2) if room > 1 else 0.0,
        )

    plan.again.leads(build.graph.add(file, plan.name, mark, made))
    plan.start.leads(_behind_pin(build, plan))
    build.asking.add((file, plan.name))


def _bindings(build: Builder, plan: Plan, *, quiet: bool) -> list[Binding]:
    """The entries that are of use. What is wrong with the others is said, unless `quiet`."""
    found = []
    for entry in plan.element.named("entry"):
        if entry.get("enabled") == "false":
            continue
        action, digits = entry.get("action"), entry.get("digits").strip()
        if action.lower() not in ACTIONS or not digits:
            if not quiet:
                what = f'there is no action "{action}"' if digits else "an entry needs digits"
                place = entry.mark(plan.file, "action" if digits else "")
                build.problem(f"{what}: FreeSWITCH does not build a menu with such an entry", place)
            continue
        if digits.startswith("/"):
            written = digits[1:].rpartition("/")[0] or digits[1:]
            pattern = pattern_of(written)
            if pattern is None or (pattern.longest > 0 and pattern.of_keys):
                found.append(Binding(entry, "", pattern, written))
            elif not quiet:
                build.problem(f"no key matches {digits}", entry.mark(plan.file, "digits"))
        elif all(char in KEYS for char in digits):
            found.append(Binding(entry, digits, None, ""))
        elif not quiet:
            build.problem(_dead(digits), entry.mark(plan.file, "digits"))
    return found


def _dead(digits: str) -> str:
    if any(sign in digits for sign in "^$[(\\"):
        return (
            f'"{digits}" is compared with the keys as it stands, so that nobody can choose it: a pattern stands between slashes'
        )
    return f'nobody can press "{digits}"'


def _room(build: Builder, element: Element, bindings: Iterable[Binding]) -> int:
    """How many keys callers can enter; any number where that stands in a variable that is not known."""
    written = expand(element.get("digit-len"), build.variables)
    if is_open(written):
        return LONGEST
    return max(whole_number(written) or 0, *(len(each.key) for each in bindings), 1, 1)


def _choices(build: Builder, plan: Plan, bindings: Sequence[Binding], room: int) -> list[Choice]:
    """What callers can enter. All entries that fit run, in their order."""
    patterns: list[tuple[int, Binding]] = []
    by_key: dict[str, list[tuple[int, Binding]]] = {}
    shown: dict[str, list[tuple[int, Binding]]] = {}
    for number, binding in enumerate(bindings):
        if binding.key:
            by_key.setdefault(binding.key, []).append((number, binding))
            continue
        pattern = binding.pattern
        if pattern is not None and pattern.shortest > room:
            keys = "one key" if room == 1 else f"{room} keys"
            message = f"callers can enter {keys} here, and this takes {pattern.shortest}: see digit-len"
            build.problem(message, binding.element.mark(plan.file, "digits"))
            continue
        if len(patterns) < _MOST_PATTERNS:
            patterns.append((number, binding))
        single = [key for key in "1234567890*" if pattern.found_in(key)] if pattern and pattern.longest == 1 else []
        for key in single:
            by_key.setdefault(key, [])
            plan.options.setdefault(key, Label())
        if not single:
            shown.setdefault(pattern.shown if pattern else binding.written, []).append((number, binding))
    choices: list[tuple[int, Choice]] = []
    for key, own in by_key.items():
        runs = sorted([*own, *_matching(patterns, key)], key=lambda each: each[0])
        choices.append((runs[0][0], Choice(key, "", tuple(binding for _, binding in runs), key)))
    for text, own in shown.items():
        example = own[0][1].pattern.example if own[0][1].pattern else ""
        mine = {number for number, _ in own}
        others = [each for each in _matching(patterns, example) if each[0] not in mine] if example else []
        runs = sorted([*own, *others], key=lambda each: each[0])
        choices.append((own[0][0], Choice("", text, tuple(binding for _, binding in runs), example)))
    return [choice for _, choice in sorted(choices, key=lambda each: each[0])]


def _matching(patterns: Iterable[tuple[int, Binding]], keys: str) -> list[tuple[int, Binding]]:
    return [each for each in patterns if each[1].pattern is not None and each[1].pattern.found_in(keys)]


def _way(build: Builder, plan: Plan, choice: Choice) -> Way:
    """The chain of all entries of a choice; in the end the menu is heard again."""
    acts = []
    for binding in choice.runs:
        groups = binding.pattern.groups(choice.example) if binding.pattern and choice.example else {}
        acts += unfold([_written(binding.element, plan.file)], build.variables, groups)
    owner = Owner(plan.file, f"{plan.name} {choice.key or choice.pattern}", plan=plan)
    return chain(build, acts, plan.again, owner, plan.settings)


def _written(entry: Element, file: str) -> Written:
    action, param = entry.get("action").lower(), entry.get("param")
    mark = entry.mark(file, "param") if param else entry.mark(file, "action")
    if action != "menu-exec-app":
        return Written(action, param, mark, mark)
    if not param.split(" ")[0]:
        return Written("menu-exit", "", mark, mark)  # an application that does not exist ends the menu
    return of_line(param, mark)


def _at_limit(build: Builder, plan: Plan, attribute: str, what: str) -> Way:
    """What comes after the last try: an application, and then out of the menu."""
    line = plan.element.get(attribute)
    if not line.strip():
        return plan.back
    acts = unfold([of_line(line, plan.element.mark(plan.file, attribute))], build.variables, {})
    return chain(build, acts, plan.back, Owner(plan.file, f"{plan.name} {what}", plan=plan), plan.settings)


def _option(plan: Plan, choice: Choice, way: Way, go: Go, labels: dict[int, str]) -> Option:
    first = choice.runs[0].element
    mark = first.mark(plan.file, "digits")
    label = next((labels[id(binding.element)] for binding in choice.runs if id(binding.element) in labels), "")
    return Option(key=choice.key, pattern=choice.pattern, target=go.on(way, mark), mark=mark, label=label)


def _handler(element: Element, file: str, attribute: str, after: float, tries: int, way: Way, go: Go) -> Handler:
    mark = _place(element, file, attribute)
    written = element.mark(file, "timeout") if after and element.get("timeout") else None
    return Handler(mark, after, max(tries, 1), go.to(way, mark), after_mark=written)


def _place(element: Element, file: str, attribute: str) -> Mark:
    return element.mark(file, attribute if element.get(attribute) else "name")


def _behind_pin(build: Builder, plan: Plan) -> Way:
    """A menu may ask for a PIN before it says anything."""
    pin, file = plan.element.get("pin"), plan.file
    if not pin:
        return plan.again
    mark = plan.element.mark(file, "pin")
    prompt = build.phrases.prompt(plan.element.get("pin-file"), plan.element.mark(file, "pin-file"), "")
    return build.graph.add(
        file,
        build.graph.claim(file, f"{plan.name} (PIN)"),
        mark,
        lambda node, go: Collect(
            name=node.name,
            mark=node.mark,
            prompt=prompt,
            variable="pin",
            what="pin",
            digits=(len(pin), len(pin)),
            next=go.on(plan.again, mark),
            no_input=Handler(mark, 3.0, _TRIES, go.to(plan.leave, mark)),
            no_match=Handler(mark, 0.0, _TRIES, go.to(plan.leave, mark)),
        ),
    )
