"""What each application does to a call."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.readers.asterisk import asking, control, freepbx, freepbx_menu, handing, sound, subroutines
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.expressions import functions, names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.quiet import QUIET
from ivrlint.readers.asterisk.survey import SETS, assignments, plain

_LOOKS_UP = ("ODBC_", "CURL", "SHELL", "REALTIME", "ENUMLOOKUP", "LDAPGET", "AST_SORCERY")
_OWN_DIALOGUE = frozenset({"stasis", "voicemailmain", "minivmgreet", "disa", "agentlogin", "alarmreceiver", "externalivr", "dictate"})
Does = Callable[[Machine, Place], "Key | Node"]


def do(machine: Machine, place: Place) -> Key | Node | Nowhere:
    """Where a line leads, or what a caller goes through there."""
    if place.key.part == freepbx.MAILBOX:
        return freepbx.mailbox(machine, place)
    start = freepbx.ivr_start(machine, place.key)
    if start is not None:
        return freepbx_menu.menu(machine, place) if start == place.key else start
    app = place.line.app.lower()
    does = _TABLE.get(app)
    if does is not None:
        return does(machine, place)
    if app in SETS:
        return _set(machine, place)
    if app in sound.SPEAKERS:
        return sound.speech(machine, place) or machine.after(place.key)
    if app in ("system", "trysystem") and not _matters(machine, place):
        return machine.after(place.key)
    if app in ("sipaddheader", "userevent", "queuelog", "sendtext"):
        return _tell(machine, place)
    if app in QUIET or not app:
        return machine.after(place.key)
    return handing.unknown(machine, place)


def _matters(machine: Machine, place: Place) -> bool:
    args = place.line.args
    return ".call" in args or "spool/asterisk/outgoing" in args or not machine.survey.entered.isdisjoint(names(args))


def _set(machine: Machine, place: Place) -> Key | Node:
    """Set: a step only where it concerns what the caller entered, or asks another system for something that matters."""
    line, key = place.line, place.key
    survey = machine.survey
    kept = []
    for name, value, at in assignments(line):
        reads = names(value)
        called = [function for function in functions(value) if function.startswith(_LOOKS_UP)]
        if called and (plain(name) in survey.wanted or not survey.entered.isdisjoint(reads)):
            node = Node("run", key, machine.mark(line), place.extension, line, word=called[0])
            node.facts = {"service": called[0], "uses": reads, "gives": (plain(name),)}
            node.ways = [Way("next", machine.after(key), node.mark), Way("failed", machine.after(key), node.mark)]
            return node
        if freepbx.is_generated(place.context) and "CALLERID" not in name:
            continue
        written = survey.entered.intersection((*reads, *names(name)))
        if written:
            kept.append((name if plain(name) not in survey.entered else plain(name), value, (*reads, *names(name)), at))
    if not kept:
        return machine.after(key)
    node = Node("set", key, machine.mark(line), place.extension, line, word="Set")
    node.facts["values"] = kept
    node.ways = [Way("next", machine.after(key), node.mark)]
    return node


def _tell(machine: Machine, place: Place) -> Key | Node:
    """Something that whoever answers sees, or that is written down: a step where the caller entered it."""
    line, key = place.line, place.key
    if machine.survey.entered.isdisjoint(names(line.args)):
        return machine.after(key)
    node = Node("set", key, machine.mark(line), place.extension, line, word=line.app)
    name = f"{line.app.lower()} {line.args.partition(':')[0].strip()}"[:60]
    node.facts["values"] = [(name, line.args, names(line.args), line.args_at)]
    node.ways = [Way("next", machine.after(key), node.mark)]
    return node


def _script(machine: Machine, place: Place) -> Key | Node:
    """AGI: a text that is spoken, or a script."""
    return sound.speech(machine, place) or handing.runs(machine, place)


def _wrapped(machine: Machine, place: Place) -> Key | Node | Nowhere:
    """TryExec(application(arguments)), Exec."""
    line = place.line
    name, bracket, args = line.args.partition("(")
    inside = line._replace(app=name.strip(), args=args.removesuffix(")"), args_at=line.args_at + len(name) + len(bracket))
    return do(machine, place._replace(line=inside)) if name.strip().lower() not in ("exec", "tryexec") else machine.after(place.key)


def _read_extension(machine: Machine, place: Place) -> Key | Node:
    """ReadExten: the number of an extension, kept in a variable."""
    pieces = arguments(place.line.args, place.line.args_at)
    node = asking.read(machine, place._replace(line=place.line._replace(args=",".join(piece.text for piece in pieces[:2]))))
    return node


_TABLE: dict[str, Callable[[Machine, Place], Key | Node | Nowhere]] = {
    "goto": control.goto,
    **dict.fromkeys(("gotoif", "execif", "gosubif", "macroif"), control.decide),
    **dict.fromkeys(("gotoiftime", "execiftime"), control.by_time),
    "random": control.chance,
    "while": control.loop,
    **dict.fromkeys(("endwhile", "continuewhile"), control.loop_again),
    "exitwhile": control.loop_out,
    **dict.fromkeys(("macro", "macroexclusive"), subroutines.macro),
    "gosub": subroutines.gosub,
    **dict.fromkeys(("return", "macroexit"), subroutines.back),
    **dict.fromkeys(("playback", "background", "controlplayback", "backgrounddetect"), sound.playback),
    **dict.fromkeys(sound.NUMBERS, sound.number),
    "waitexten": asking.wait_for_extension,
    "read": asking.read,
    "readexten": _read_extension,
    **dict.fromkeys(("dial", "retrydial"), handing.dial),
    **dict.fromkeys(("queue", "agentrequest"), handing.queue),
    "transfer": handing.dial,
    **dict.fromkeys(("voicemail", "minivmrecord"), handing.voicemail),
    "directory": handing.directory,
    "record": handing.record,
    **dict.fromkeys(("authenticate", "vmauthenticate"), handing.authenticate),
    **dict.fromkeys(("agi", "eagi", "deadagi", "fastagi", "asyncagi"), _script),
    **dict.fromkeys(("mysql", "originate", "page", "pickup", "chanspy", "extenspy", "echo", "milliwatt"), handing.runs),
    **dict.fromkeys(("confbridge", "meetme", "conference", "park", "parkandannounce", "parkedcall", "bridge", "bridgewait"), handing.outside),
    **dict.fromkeys(_OWN_DIALOGUE, handing.unknown),
    **dict.fromkeys(("hangup", "busy", "congestion", "zapateller"), handing.hang_up),
    **dict.fromkeys(("exec", "tryexec"), _wrapped),
}
