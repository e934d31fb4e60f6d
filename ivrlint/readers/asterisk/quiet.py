"""Which applications a caller does not notice, and which subroutines hold nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.readers.asterisk import freepbx
from ivrlint.readers.asterisk.arguments import arguments, split
from ivrlint.readers.asterisk.dialplan import Context, Extension, Line
from ivrlint.readers.asterisk.expressions import names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.setting import asks_database
from ivrlint.readers.asterisk.survey import applications, assignments

_MOST = 400
QUIET = frozenset(
    """
    answer noop verbose log wait waitdigit ringing progress proceeding mixmonitor monitor stopmonitor
    stopmixmonitor changemonitor pausemonitor unpausemonitor userevent nocdr resetcdr forkcdr endcdr
    celgenuserevent set setvar setglobalvar global mset clearhash sipaddheader sipremoveheader sipdtmfmode
    setmusiconhold setlanguage setcallerid setcidname setcidnum setcallingpres setcallerpres lookupcidname
    lookupblacklist dbput dbget dbdel dbdeltree queuelog addqueuemember removequeuemember pausequeuemember
    unpausequeuemember digittimeout responsetimeout absolutetimeout setaccount setamaflags setcdruserfield
    appendcdruserfield dumpchan playtones stopplaytones startmusiconhold stopmusiconhold musiconhold
    waitmusiconhold waituntil waitforsilence waitfornoise waitforring importvar channelredirect softhangup
    chanisavail sendurl senddtmf sendtext sendimage tryexec stackpop stasisbroadcast jabbersend jabberstatus
    raiseexception devstate confkick unsetvar cut sort math eval md5 md5check hasnewvoicemail hasvoicemail
    mailboxexists vmcountmessages setrdnis callingpres zapras sms amd backgrounddetect talkdetect volume
    dahdisendkeypadfacility transfercapability morsecode readfile increment presencestate updateconfig system
    trysystem
    """.split()  # noqa: SIM905 - a list of words
)
"""Applications in small letters that neither say, ask, nor end anything, or only lead on."""

_LEADS_ON = frozenset(
    """
    while endwhile continuewhile exitwhile gotoif goto gotoiftime gosub gosubif macro macroif macroexclusive
    return macroexit execif execiftime random
    """.split()  # noqa: SIM905 - a list of words
)


def is_quiet(machine: Machine, context: Context, extension: Extension) -> bool:
    """Whether a caller notices nothing of a subroutine: it sets values, writes a log, and comes back."""
    answer = machine.quiet.get(id(extension))
    if answer is None:
        answer = machine.quiet[id(extension)] = _search(machine, context, extension)
    return answer


def _search(machine: Machine, context: Context, extension: Extension) -> bool:
    todo = [(context, extension)]
    seen = {id(extension)}
    while todo:
        here, one = todo.pop()
        for line in one.lines.values():
            if not _is_quiet_line(machine, line):
                return False
            for name, exten in _leads_to(machine, here, line):
                found = machine.lookup.one(name, exten)
                if found is None:
                    return False
                if id(found.extension) not in seen:
                    seen.add(id(found.extension))
                    todo.append((here if name == here.name else found.context, found.extension))
        if len(seen) > _MOST:
            return False
    return True


def _is_quiet_line(machine: Machine, line: Line) -> bool:
    entered = machine.survey.entered
    for app, args, _ in applications(line):
        if app == "mysql" and not asks_database(args) and entered.isdisjoint(names(args)):
            continue
        if app not in QUIET and app not in _LEADS_ON:
            return False
        if app in ("system", "trysystem") and (".call" in args or "outgoing" in args or not entered.isdisjoint(names(args))):
            return False
    return all(entered.isdisjoint(names(value)) for _, value, _ in assignments(line))


def _leads_to(machine: Machine, context: Context, line: Line) -> Iterator[tuple[str, str]]:
    """The other extensions that a line leads to; a name that is none where that cannot be known."""
    for app, args, at in applications(line):
        texts = [args]
        if app in ("gotoif", "gosubif", "gotoiftime", "macroif"):
            _, *rest = split(args, at, "?", 2)
            texts = [piece.text for part in rest for piece in split(part.text, part.at, ":", 2)]
        elif app not in ("goto", "gosub", "macro", "macroexclusive"):
            continue
        for text in texts:
            parts = [piece.text for piece in arguments(text, at)]
            if app.startswith("macro"):
                name = f"macro-{parts[0]}"
                if name not in machine.plan.contexts and freepbx.is_bookkeeping(name):
                    continue
                yield name, "s"
            elif app.startswith("gosub") and len(parts) > 2 and parts[0] not in machine.plan.contexts:
                if not freepbx.is_bookkeeping(parts[0]):
                    yield "", ""
            elif len(parts) > 1:
                exten = parts[-2] if len(parts) < 4 else parts[1]
                name = parts[0] if len(parts) > 2 else context.name
                yield (name, exten) if "$" not in name + exten else ("", "")
            elif "$" in text:
                yield "", ""
