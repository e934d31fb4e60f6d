"""Where a call is put through to somebody, or left with a machine: Dial, Queue, VoiceMail, Directory, Record, AGI."""

from __future__ import annotations

import re

from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.expressions import known, names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.patterns import shown
from ivrlint.readers.asterisk.sound import words
from ivrlint.readers.asterisk.survey import applications

_LOCAL = re.compile(r"Local/([^@&/,]+)@([^/&,]+)(?:/[a-z]+)?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d{5,}")
_LONGEST = 400
_MENUS = frozenset({"background", "waitexten", "read", "queue"})
_FAILS = {"busy": "BUSY", "no_answer": "NOANSWER", "failed": "CHANUNAVAIL"}
_QUEUE_FAILS = {"busy": "FULL", "no_answer": "TIMEOUT", "closed": "JOINEMPTY"}


def dial(machine: Machine, place: Place) -> Key | Node:
    """Dial: a phone, several, or a number outside; a Local channel leads back into the dialplan."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    written = _written(machine, key, pieces[0].text)
    local = _LOCAL.match(written.strip())
    if local and known(written) and (to := _into_dialplan(machine, key, local[1], local[2])):
        return to
    rung = written if known(written) else pieces[0].text
    node = Node("transfer", key, machine.mark(line), place.extension, line, word="Dial")
    options = pieces[2].text if len(pieces) > 2 else ""
    number = _NUMBER.search(rung)
    node.facts = {
        "who": who(rung),
        "number": number[0] if number else "",
        "dials": () if known(written) else names(pieces[0].text),
        "passes": names(",".join(piece.text for piece in pieces[2:])),
    }
    _fallbacks(machine, node, _FAILS, "DIALSTATUS")
    if "g" in re.sub(r"\([^()]*\)", "", options) and "$" not in options:
        after = machine.after(key)
        answered = machine.knowing(after, {"DIALSTATUS": "ANSWER"})
        node.ways.append(Way("case", answered, node.mark, "answered"))
    return node


def _written(machine: Machine, key: Key, text: str) -> str:
    """Who is rung, with the values that are known; what was dialled stands there as the pattern that it matches."""
    value = machine.expand(key, text, loosely=True).partition(",")[0]
    return value.replace(key.exten, shown(key.exten)) if key.exten.startswith("_") else value


def _into_dialplan(machine: Machine, key: Key, exten: str, context: str) -> Key | None:
    """The place that a Local channel leads to, where something is asked or said."""
    found = machine.lookup.one(context, exten)
    if found is None or not any(app in _MENUS for line in found.extension.lines.values() for app, _, _ in applications(line)):
        return None
    to = machine.goto(key, context, exten, "1")
    return to if isinstance(to, Key) else None


def who(written: str) -> str:
    """Who is rung, as people can read it."""
    written = written[:_LONGEST]
    text, _, _ = words(" & ".join(part.strip() for part in written.split("&")))
    text = re.sub(r"[^/@&\s]+:[^/@&\s]+@", "", re.sub(r"[\r\n]+", " ", text)).replace("{", "").replace("}", "").strip()
    return text if len(text) <= 60 else f"{text[:59]}…"


def _fallbacks(machine: Machine, node: Node, statuses: dict[str, str], variable: str) -> None:
    """Where a call goes on when nobody answered: one way, or several where the next lines ask why."""
    after = machine.after(node.key)
    ways = {exit_: machine.knowing(after, {variable: status}) for exit_, status in statuses.items()}
    if all(to == after for to in ways.values()):
        node.ways.append(Way("no_answer", after, node.mark))
        return

    def later(machine: Machine, node: Node) -> None:
        where = {exit_: machine.node(to) for exit_, to in ways.items()}
        for exit_, to in ways.items():
            if exit_ == "no_answer" or where[exit_] != where["no_answer"]:
                node.ways.append(Way(exit_, to, node.mark))

    node.later = later


def queue(machine: Machine, place: Place) -> Key | Node:
    """Queue: people, who are waited for; the next priority is for those whom nobody answered."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    name = _written(machine, key, pieces[0].text)
    node = Node("transfer", key, machine.mark(line), place.extension, line, word="Queue")
    url = pieces[2].text if len(pieces) > 2 else ""
    node.facts = {
        "who": who(name if known(name) else pieces[0].text),
        "dials": () if known(name) else names(pieces[0].text),
        "passes": names(url),
    }
    _fallbacks(machine, node, _QUEUE_FAILS, "QUEUESTATUS")
    if len(pieces) > 1 and "c" in pieces[1].text and "$" not in pieces[1].text:
        node.ways.append(Way("case", machine.after(key), node.mark, "answered"))
    return node


def voicemail(machine: Machine, place: Place) -> Key | Node:
    """VoiceMail: the caller leaves a message."""
    line = place.line
    node = Node("message", place.key, machine.mark(line), place.extension, line, word="VoiceMail")
    box = _written(machine, place.key, arguments(line.args, line.args_at)[0].text)
    node.facts = {"who": who(box if known(box) else arguments(line.args, line.args_at)[0].text)}
    node.ways = [Way("next", machine.after(place.key), node.mark)]
    return node


def directory(machine: Machine, place: Place) -> Key | Node:
    """Directory: the caller spells a name and is put through."""
    line, key = place.line, place.key
    node = Node("directory", key, machine.mark(line), place.extension, line, word="Directory")
    pieces = arguments(line.args, line.args_at)
    context = next((piece.text for piece in pieces[1:2] if piece.text), pieces[0].text)
    operator = machine.lookup.one(context, "o")
    node.ways = [Way("no_input", machine.after(key), node.mark)]
    if operator and 1 in operator.extension.lines:
        to = machine.goto(key, context, "o", "1")
        node.ways.append(Way("operator", to if not isinstance(to, str) else None, node.mark))
    return node


def record(machine: Machine, place: Place) -> Key | Node:
    """Record: the caller says something, which is kept in a file."""
    line = place.line
    pieces = arguments(line.args, line.args_at)
    node = Node("record", place.key, machine.mark(line), place.extension, line, word="Record")
    node.facts = {"variable": recording_name(pieces[0].text)}
    node.ways = [Way("next", machine.after(place.key), node.mark)]
    return node


def recording_name(file: str) -> str:
    """A name for what is recorded, after the file."""
    name = re.sub(r"\$\{[^{}]*\}|%d|[${}()]", "", file.rpartition("/")[2].partition(":")[0]).strip(" -_.")
    return f"recording {name}".strip()[:60]


def authenticate(machine: Machine, place: Place) -> Key | Node:
    """Authenticate, VMAuthenticate: a password; who does not know it comes no further."""
    line, key = place.line, place.key
    node = Node("password", key, machine.mark(line), place.extension, line, word=line.app)
    node.facts = {"variable": "password", "tries": 3}
    node.ways = [Way("next", machine.after(key), node.mark)]
    return node


def runs(machine: Machine, place: Place) -> Key | Node:
    """A script or a command, while the caller waits."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    app = line.app.lower()
    node = Node("run", key, machine.mark(line), place.extension, line, word=line.app)
    name = pieces[0].text if app in ("agi", "eagi", "deadagi", "fastagi", "asyncagi") else ""
    node.facts = {"service": who(f"{line.app} {name}".strip()), "uses": names(line.args), "gives": ()}
    after = machine.after(key)
    node.ways = [Way("next", after, node.mark), Way("failed", after, node.mark)]
    following = machine.place(after)
    ends = following is None or following.line.app.lower() == "hangup"
    if "agi" in app and ends:
        node.kind, node.ways = "unknown", [Way("case", after, node.mark, "next")]
        node.facts["what"] = node.facts["service"]
    return node


def unknown(machine: Machine, place: Place) -> Key | Node:
    """An application that is not known, or that has a dialogue of its own."""
    line, key = place.line, place.key
    node = Node("unknown", key, machine.mark(line), place.extension, line, word=line.app)
    node.facts = {"what": who(line.app) or "nothing", "uses": names(line.args)}
    node.ways = [Way("case", machine.after(key), node.mark, "next")]
    return node


def outside(machine: Machine, place: Place) -> Key | Node:
    """A conference, also one of loudspeakers (Page), a parking lot, another system."""
    line, key = place.line, place.key
    node = Node("transfer", key, machine.mark(line), place.extension, line, word=line.app)
    node.facts = {"to": "outside", "who": who(f"{line.app} {line.args.partition(',')[0]}".strip()), "elsewhere": True}
    return node


def hang_up(machine: Machine, place: Place) -> Key | Node | Nowhere:
    """Hangup, Busy, Congestion."""
    return Node("hang_up", place.key, machine.mark(place.line), place.extension, place.line, word=place.line.app)
