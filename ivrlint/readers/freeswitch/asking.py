"""Applications that ask the caller for something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ivrlint.flow import Collect, Handler, Message
from ivrlint.readers.freeswitch.audible import _said
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.pattern import pattern_of
from ivrlint.readers.freeswitch.values import is_open, split_arguments, whole_number

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_WHAT = (
    ("card number", re.compile(r"card.?(?:num|no)|credit.?card", re.IGNORECASE)),
    ("pin", re.compile(r"(?:^|[^a-z])pin(?:$|[^a-z]|_?num)", re.IGNORECASE)),
    ("password", re.compile(r"pass(?:word|code)", re.IGNORECASE)),
)


def collected_by(application: str, data: str) -> str:
    """The variable that an application asks callers for; empty when it asks for nothing."""
    number = {"play_and_get_digits": 7, "read": 3}.get(application.lower())
    if number is None:
        return ""
    arguments = split_arguments(data)
    name = arguments[number][0] if number < len(arguments) else ""
    return name if _NAME.fullmatch(name) else ""


def _play_and_get_digits(build: Builder, doing: Doing) -> Way:
    """`min max tries timeout terminators file invalid variable regexp digit_timeout failure_target`."""
    arguments = [argument for argument, _ in split_arguments(doing.act.data)]
    tries = max(whole_number(_at(arguments, 2)) or 1, 1)
    failed = doing.after
    target = _at(arguments, 10)
    if target:
        parts = [*target.split(), "", ""]
        name = build.graph.claim(doing.owner.file, f"{doing.name} (failed)")
        failed = build.route(doing._replace(name=name), parts[0], parts[2])
    return _collect(build, doing, arguments, (tries, _at(arguments, 3), _at(arguments, 4), _at(arguments, 5)), failed)


def _read(build: Builder, doing: Doing) -> Way:
    """`min max file variable timeout terminators`."""
    arguments = [argument for argument, _ in split_arguments(doing.act.data)]
    return _collect(build, doing, arguments, (1, _at(arguments, 4), _at(arguments, 5), _at(arguments, 2)), doing.after)


def _collect(build: Builder, doing: Doing, arguments: Sequence[str], how: tuple[int, str, str, str], failed: Way) -> Way:
    """A question. Without the name of a variable nothing is kept, so that only the prompt counts."""
    tries, timeout, finish, sound = how
    variable = collected_by(doing.act.application, doing.act.data)
    prompt = build.heard(doing, sound, barge_in=True)
    if not variable:
        return _said(build, doing, prompt)
    least = max(whole_number(_at(arguments, 0)) or 0, 0)
    most = max(whole_number(_at(arguments, 1)) or 0, least)
    expression = _at(arguments, 8) if doing.act.application.lower() == "play_and_get_digits" else ""
    pattern = pattern_of(expression) if expression else None
    if pattern is not None and not is_open(expression):
        least, most = max(least, pattern.shortest), int(min(most, max(pattern.longest, least)))
    after = max((whole_number(timeout) or 0) / 1000, 1.0)
    judged = bool(expression) or least > 1
    mark = doing.act.mark
    build.asking.add((doing.owner.file, doing.name))
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Collect(
            name=node.name,
            mark=node.mark,
            prompt=prompt,
            variable=variable,
            digits=(least, max(most, least)) if 0 < most <= 64 else None,
            finish_on=finish if finish in {"#", "*"} else "",
            what=next((what for what, names in _WHAT if names.search(variable)), ""),
            next=go.on(doing.after, mark),
            no_input=Handler(mark, after, tries, go.on(failed, mark)),
            no_match=Handler(mark, 0.0, tries, go.on(failed, mark), possible=judged),
        ),
    )


def _record(build: Builder, doing: Doing) -> Way:
    """A recording that is kept on the disk of the switch."""
    arguments = split_arguments(doing.act.data)
    who = arguments[0][0].rpartition("/")[2] if arguments else ""
    build.asking.add((doing.owner.file, doing.name))
    return message(build, doing, who)


def message(build: Builder, doing: Doing, who: str, *, greets: bool = False) -> Way:
    """The caller leaves a message, perhaps in a mailbox that greets callers in words of its own."""
    mark = doing.act.mark
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Message(
            name=node.name, mark=node.mark, kind="voicemail", who=who, elsewhere=greets, next=go.to(doing.after, mark)
        ),
    )


def _at(arguments: Sequence[str], number: int) -> str:
    return arguments[number] if number < len(arguments) else ""


MAKERS: Mapping[str, Maker] = {
    "play_and_get_digits": _play_and_get_digits,
    "read": _read,
    "record": _record,
}
