"""Applications that put the caller through to somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from ivrlint.flow import Case, Transfer
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.asking import message
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.values import in_front, is_open, is_true, names_in, seconds, split_arguments, unique

Kind = Literal["person", "bot", "outside"]

_ASSIGNED = re.compile(r"([A-Za-z_][\w.-]*)=('[^']*'|[^,]*)")
_LEGS = re.compile(r":_:|\||,(?![^\[]*\])")
_OWN_HOST = re.compile(r"\$|^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|localhost|internal)", re.IGNORECASE)
_CONFERENCE = re.compile(r"conf(?:erence)?[.@-]|@conf", re.IGNORECASE)
_BOT = re.compile(r"(?:^|[^a-z])(?:bot|voicebot|dialogflow|assistant)(?:$|[^a-z])", re.IGNORECASE)
_BUSY = re.compile(r"user_busy|(?:^|\D)17(?:\D|$)", re.IGNORECASE)
_NO_ANSWER = re.compile(r"no_answer|allotted_timeout|no_user_response|(?:^|\D)1[89](?:\D|$)", re.IGNORECASE)


class Dialled(NamedTuple):
    """A dial string: the variables in front of it, and its first destination."""

    variables: Mapping[str, str]
    legs: tuple[str, ...]


def dialled(data: str) -> Dialled:
    """What a dial string calls."""
    front, data = in_front(data)
    variables = _variables(front)
    legs = []
    for written in [data] if "${" in data and "(" in data else _LEGS.split(data)[:50]:
        front, leg = in_front(written)
        variables = {**_variables(front), **variables}
        if leg.strip():
            legs.append(leg.strip())
    return Dialled(variables, tuple(legs))


def _variables(front: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ASSIGNED.findall(front):
        found.setdefault(name, value.strip("'"))
    return found


def kind_of(leg: str) -> Kind:
    """Who answers at a destination: a person, unless it clearly lies with another system."""
    scheme, _, rest = leg.partition("/")
    if _BOT.search(leg):
        return "bot"
    if scheme.lower() not in {"sofia", "sip", "verto.rtc"}:
        return "person"
    if _CONFERENCE.search(leg):
        return "outside"
    if rest.startswith("gateway/"):
        return "person" if re.search(r"/\+?[0-9]{3,}$", rest) else "outside"
    number, at, host = rest.partition("@")
    if not at:
        return "outside" if is_open(number.rpartition("/")[2]) else "person"
    return "person" if _OWN_HOST.search(host) else "outside"


def _bridge(build: Builder, doing: Doing) -> Way:
    """`bridge`: the caller hears it ring, and goes on with the next application if the switch may go on."""
    call = dialled(doing.act.data)
    legs = [leg for leg in call.legs if not leg.lower().startswith("error/")]
    if not legs:
        return doing.after
    settings = {**doing.settings, **call.variables}
    first = legs[0]
    if first.lower().startswith("loopback/app="):
        return _application(build, doing, first[len("loopback/app=") :])
    if first.lower().startswith("loopback/"):
        number, _, context = first[len("loopback/") :].partition("/")
        return build.route(doing, number, context.partition("/")[0])
    kinds = [kind_of(leg) for leg in legs]
    kind: Kind = "person" if "person" in kinds else kinds[0]
    number = next((part for leg in legs if re.fullmatch(r"\+?[0-9]{3,}", part := leg.rpartition("/")[2].partition("@")[0])), "")
    wait = max(
        (seconds(f"{settings[name]}000", 0.0) for name in ("leg_timeout", "call_timeout") if name in settings), default=0.0
    )
    return _transfer(build, doing, kind, " & ".join(legs), number, wait=wait, settings=settings)


def _transfer(
    build: Builder,
    doing: Doing,
    kind: Kind,
    who: str,
    number: str = "",
    *,
    wait: float = 0.0,
    settings: Mapping[str, str],
) -> Way:
    causes = settings.get("continue_on_fail", "")
    goes_on = is_true(causes)
    named = not goes_on and bool(causes) and causes.strip().lower() not in {"false", "no", "0", "off"}
    unanswered = goes_on or not causes or (named and _NO_ANSWER.search(causes) is not None)
    stays = not is_true(settings.get("hangup_after_bridge", ""))
    mark = doing.act.mark
    passes = unique((*build.passed, *names_in(doing.act.data)))
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Transfer(
            name=node.name,
            mark=node.mark,
            to=kind,
            who=_plain(who),
            number=number,
            passes=passes,
            wait=wait,
            dials=names_in(who),
            busy=go.to(doing.after, mark) if goes_on or (named and _BUSY.search(causes)) else None,
            no_answer=go.to(doing.after, mark) if unanswered else None,
            failed=go.to(doing.after, mark) if goes_on or named else None,
            cases=(Case("after the call", target, mark),) if stays and (target := go.to(doing.after, mark)) else (),
        ),
    )


def _queue(build: Builder, doing: Doing) -> Way:
    """`callcenter queue@domain`: whom nobody answers in time goes on with the next application."""
    build.asking.add((doing.owner.file, doing.name))
    return _waiting(build, doing, doing.act.data.split(" ")[0], doing.after)


def _fifo(build: Builder, doing: Doing) -> Way:
    """`fifo name in`; `fifo name out` is for the agents."""
    words = [argument for argument, _ in split_arguments(doing.act.data)]
    if len(words) > 1 and words[1].lower() == "out":
        return build.unknown(doing, "an agent takes calls out of a queue")
    build.waiting.add((doing.owner.file, doing.name))
    orbit = doing.settings.get("fifo_orbit_exten", "")
    after = doing.after
    if orbit:
        after = build.route(doing, orbit.partition(":")[0], "")
    return _waiting(build, doing, words[0] if words else "", after)


def _waiting(build: Builder, doing: Doing, queue: str, after: Way) -> Way:
    mark = doing.act.mark
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Transfer(
            name=node.name,
            mark=node.mark,
            to="person",
            who=_plain(queue),
            passes=build.passed,
            no_answer=go.to(after, mark),
            cases=(Case("after the call", target, mark),) if (target := go.to(doing.after, mark)) else (),
        ),
    )


def _conference(build: Builder, doing: Doing) -> Way:
    """A room in which others may be, or nobody yet."""
    mark = doing.act.mark
    who = _plain(doing.act.data.split(" ")[0])
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, _: Transfer(name=node.name, mark=node.mark, to="outside", who=who, passes=build.passed, elsewhere=True),
    )


def _redirect(build: Builder, doing: Doing) -> Way:
    """The caller is sent to another switch."""
    mark = doing.act.mark
    who = _plain(doing.act.data)
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, _: Transfer(
            name=node.name,
            mark=node.mark,
            to="outside",
            who=who,
            passes=build.passed,
            dials=names_in(doing.act.data),
            elsewhere=True,
        ),
    )


def _attended(build: Builder, doing: Doing) -> Way:
    call = dialled(doing.act.data)
    return _transfer(build, doing, "person", " & ".join(call.legs), settings=doing.settings)


def _voicemail(build: Builder, doing: Doing) -> Way:
    """`voicemail default domain user` takes a message; `voicemail check …` is for the owner of the box."""
    return _mailbox(build, doing, doing.act.data)


def _mailbox(build: Builder, doing: Doing, data: str) -> Way:
    words = [argument for argument, _ in split_arguments(data)]
    if words and words[0] in {"check", "auth_only"}:
        return build.unknown(doing, "the voicemail box of the caller", doing.after)
    return message(build, doing, _plain(words[-1] if words else ""), greets=True)


def _application(build: Builder, doing: Doing, line: str) -> Way:
    """`bridge loopback/app=name:arguments`: an application in the place of somebody who answers."""
    application, _, data = line.partition(":")
    if application == "voicemail":
        return _mailbox(build, doing, data)
    return build.unknown(doing, f"application {application}", doing.after)


def _employees(build: Builder, doing: Doing) -> Way:
    """What employees do with calls of others: nobody knows who is on the line."""
    return build.unknown(doing, f"application {doing.act.application}")


def _directory(build: Builder, doing: Doing) -> Way:
    """Dialling by name: who is found is called by the dialplan."""
    return build.unknown(doing, "a directory of names to dial", doing.after, "nobody found")


def _plain(text: str) -> str:
    return " ".join(text.split())[:200]


MAKERS: Mapping[str, Maker] = {
    "bridge": _bridge,
    "callcenter": _queue,
    "fifo": _fifo,
    "conference": _conference,
    "deflect": _redirect,
    "redirect": _redirect,
    "att_xfer": _attended,
    "voicemail": _voicemail,
    "directory": _directory,
    **dict.fromkeys(
        ("park", "valet_park", "eavesdrop", "intercept", "three_way", "userspy", "pickup", "echo", "delay_echo", "record_fsv"),
        _employees,
    ),
}
