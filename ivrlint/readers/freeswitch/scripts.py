"""Applications whose work lies outside of the configuration: events, requests, scripts, and what is not known."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ivrlint.flow import Assignment, Run, Set
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker
from ivrlint.readers.freeswitch.names import SCRIPTS
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.values import names_in, split_arguments, unique


def _event(build: Builder, doing: Doing) -> Way:
    """`event`: tells other programs something; the caller notices nothing."""
    reads = names_in(doing.act.data)
    mark = doing.act.mark
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Set(
            name=node.name,
            mark=node.mark,
            values=(Assignment("event", " ".join("{" + name + "}" for name in reads) or "sent", reads, mark),),
            next=go.on(doing.after, mark),
        ),
    )


def _request(build: Builder, doing: Doing) -> Way:
    """`curl`, `system`: the caller waits, and goes on whatever comes of it."""
    mark = doing.act.mark
    uses = unique((*names_in(doing.act.data), *(build.collected if doing.act.application == "system" else ())))
    return build.graph.add(
        doing.owner.file,
        doing.name,
        mark,
        lambda node, go: Run(
            name=node.name,
            mark=node.mark,
            service=doing.act.application,
            uses=uses,
            next=go.on(doing.after, mark),
            failed=go.on(doing.after, mark),
        ),
    )


def _script(build: Builder, doing: Doing) -> Way:
    """A script can do anything: say, ask, put through. It may read every variable, and it may come back."""
    arguments = split_arguments(doing.act.data)
    script = posixpath.basename(arguments[0][0]) if arguments else ""
    what = "a program" if doing.act.application in {"socket", "httapi"} else f"script {script}".strip()
    return build.unknown(doing, what, doing.after, uses=unique((*names_in(doing.act.data), *build.collected)))


def other(build: Builder, doing: Doing) -> Way:
    """An application that is not known here. A number is none: the name of the application was forgotten."""
    if re.fullmatch(r"[0-9+*]+", doing.act.application):
        line = f"{doing.act.application} {doing.act.data}".strip()
        message = f'there is no application "{doing.act.application}"; did you mean "transfer {line}"?'
        build.problem(message, doing.act.mark)
        return doing.owner.plan.out if doing.owner.plan else doing.after
    return build.unknown(doing, f"application {doing.act.application}", doing.after, uses=names_in(doing.act.data))


MAKERS: Mapping[str, Maker] = {
    "event": _event,
    "curl": _request,
    "curl_sendfile": _request,
    "system": _request,
    **dict.fromkeys(SCRIPTS, _script),
}
