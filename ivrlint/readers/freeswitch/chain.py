"""A chain of applications as steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ivrlint.flow import Assignment, Set
from ivrlint.readers.freeswitch import asking, audible, moving, people, scripts
from ivrlint.readers.freeswitch.acts import Act
from ivrlint.readers.freeswitch.builder import Builder, Doing, Maker, Owner
from ivrlint.readers.freeswitch.labels import label_of
from ivrlint.readers.freeswitch.nodes import Way
from ivrlint.readers.freeswitch.values import calls, is_open, names_in, unique

MAKERS: Mapping[str, Maker] = {
    **audible.MAKERS,
    **asking.MAKERS,
    **people.MAKERS,
    **moving.MAKERS,
    **scripts.MAKERS,
}
"""What becomes of each application that the caller notices, or that decides where the call goes."""

SILENT = frozenset(
    """
    answer pre_answer ring_ready sleep info log limit limit_execute limit_hash limit_hash_execute hash db eval bind_meta_app
    unbind_meta_app bind_digit_action clear_digit_action digit_action_set_realm start_dtmf stop_dtmf start_dtmf_generate
    stop_dtmf_generate start_tone_detect stop_tone_detect tone_detect spandsp_start_tone_detect spandsp_stop_tone_detect
    spandsp_start_dtmf spandsp_stop_dtmf spandsp_inject_dtmf spandsp_start_fax_detect fax_detect set_user set_global set_zombie_exec
    set_profile_var set_name set_media_stats set_audio_level set_mute unset privacy presence record_session record_session_mask
    record_session_unmask record_session_pause record_session_resume stop_record_session sched_hangup sched_transfer
    sched_heartbeat sched_broadcast sched_cancel enable_heartbeat verbose_events jitterbuffer flush_dtmf send_dtmf send_display
    send_info send_message check_acl capture mkdir rename wait_for_answer media_reset break delay_answer
    displace_session stop_displace_session bgsystem early_hangup enable_keepalive remove_bugs session_loglevel
    set_tc_flag preprocess avmd avmd_start avmd_stop vmd blind_transfer_ack add_speex conference_set_auto_outcall
    esf_start_page_group group fifo_track_call callcenter_track fire novideo noop nop echo_cancel export_vars
    multiset multiunset push include unshift pickup_group redirect_notify acknowledge_call ack soft_hold_set cng_plc
    """.split()
)
"""Applications of which a caller notices nothing."""

TERMINAL = frozenset(
    "transfer hangup respond reject redirect deflect menu-exit menu-top menu-back park valet_park conference eavesdrop intercept".split()
)

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
        if data.startswith("^^") and len(data) > 2:  # noqa: PLR2004 - ^^ and the sign
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
                if setting is None:
                    setting = []
                    name = build.graph.claim(owner.file, f"{owner.prefix}: set {assignments_of(act)[0][0]}")
                    planned.append((act, name, known, "", setting))
                setting.append(act)
            continue
        if application == "queue_dtmf":
            keys = re.sub(r"[^0-9*#]", "", act.data.partition("@")[0])
            continue
        if application in SILENT or not application:
            continue
        setting = None
        name = build.graph.claim(owner.file, f"{owner.prefix}: {label_of(application, act.data)}")
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
        name in build.read
        or is_passed(name)
        or (calls(value) and is_open(value))
        or not set(names_in(value)).isdisjoint(build.collected)
        for name, value in assignments_of(act)
        if name not in _KEPT and not re.match(r"[0-9\s]", name) and not set(name) & set("{}")
    )


def _set(build: Builder, doing: Doing, acts: Sequence[Act]) -> Way:
    values: dict[str, Assignment] = {}
    for act in acts:
        for name, value in assignments_of(act):
            if re.fullmatch(r"[A-Za-z_][\w.-]*", name):
                values[name] = Assignment(name, _plain(value), names_in(value), act.mark)
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


def _plain(value: str) -> str:
    """A value in the notation of this project: `{name}` for what is read."""
    from ivrlint.readers.freeswitch.values import spoken

    return spoken(value).text


__all__ = ["MAKERS", "SILENT", "Callable", "assignments_of", "chain", "is_passed", "unique"]
