"""What each application does to a call."""

from __future__ import annotations

from collections.abc import Callable

from ivrlint.readers.asterisk import (
    beginning,
    control,
    freepbx,
    freepbx_menu,
    handing,
    reading,
    setting,
    sound,
    speaking,
    subroutines,
)
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.expressions import names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Nowhere, Place
from ivrlint.readers.asterisk.quiet import QUIET
from ivrlint.readers.asterisk.survey import SETS, TELLS

_OWN_DIALOGUE = frozenset(
    {"stasis", "voicemailmain", "minivmgreet", "disa", "agentlogin", "alarmreceiver", "externalivr", "dictate"}
)
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
        return beginning.set_value(machine, place)
    if app in sound.SPEAKERS:
        return sound.speech(machine, place) or machine.after(place.key)
    if app in ("system", "trysystem") and _matters(machine, place):
        return handing.runs(machine, place)
    if app in TELLS:
        return setting.tell(machine, place)
    if app in QUIET or not app:
        return machine.after(place.key)
    return handing.unknown(machine, place)


def _matters(machine: Machine, place: Place) -> bool:
    args = place.line.args
    return ".call" in args or "spool/asterisk/outgoing" in args or not machine.survey.entered.isdisjoint(names(args))


def _script(machine: Machine, place: Place) -> Key | Node:
    """AGI: a text that is spoken, or a script."""
    return sound.speech(machine, place) or handing.runs(machine, place)


def _wrapped(machine: Machine, place: Place) -> Key | Node | Nowhere:
    """TryExec(application(arguments)), Exec."""
    line = place.line
    name, bracket, args = line.args.partition("(")
    inside = line._replace(app=name.strip(), args=args.removesuffix(")"), args_at=line.args_at + len(name) + len(bracket))
    return (
        do(machine, place._replace(line=inside)) if name.strip().lower() not in ("exec", "tryexec") else machine.after(place.key)
    )


def _read_extension(machine: Machine, place: Place) -> Key | Node:
    """ReadExten: the number of an extension, kept in a variable."""
    pieces = arguments(place.line.args, place.line.args_at)
    return reading.read(machine, place._replace(line=place.line._replace(args=",".join(piece.text for piece in pieces[:2]))))


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
    "waitexten": speaking.wait,
    "read": reading.read,
    "readexten": _read_extension,
    **dict.fromkeys(("dial", "retrydial"), handing.dial),
    **dict.fromkeys(("queue", "agentrequest"), handing.queue),
    "transfer": handing.dial,
    **dict.fromkeys(("voicemail", "minivmrecord"), handing.voicemail),
    "directory": handing.directory,
    "record": handing.record,
    **dict.fromkeys(("authenticate", "vmauthenticate"), handing.authenticate),
    **dict.fromkeys(("agi", "eagi", "deadagi", "fastagi", "asyncagi"), _script),
    "mysql": setting.database,
    **dict.fromkeys(("originate", "pickup", "chanspy", "extenspy", "echo", "milliwatt"), handing.runs),
    **dict.fromkeys(
        ("confbridge", "meetme", "conference", "page", "park", "parkandannounce", "parkedcall", "bridge", "bridgewait"),
        handing.outside,
    ),
    **dict.fromkeys(_OWN_DIALOGUE, handing.unknown),
    **dict.fromkeys(("hangup", "busy", "congestion", "zapateller"), handing.hang_up),
    **dict.fromkeys(("exec", "tryexec"), _wrapped),
}
