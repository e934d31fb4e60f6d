"""The applications of FreeSWITCH by what they mean for a call."""

from __future__ import annotations

# fmt: off
SILENT = frozenset((
    "answer", "pre_answer", "ring_ready", "sleep", "info", "log", "limit", "limit_execute", "limit_hash", "limit_hash_execute",
    "hash", "db", "eval", "bind_meta_app", "unbind_meta_app", "bind_digit_action", "clear_digit_action",
    "digit_action_set_realm", "start_dtmf", "stop_dtmf", "start_dtmf_generate", "stop_dtmf_generate", "start_tone_detect",
    "stop_tone_detect", "tone_detect", "spandsp_start_tone_detect", "spandsp_stop_tone_detect", "spandsp_start_dtmf",
    "spandsp_stop_dtmf", "spandsp_inject_dtmf", "spandsp_start_fax_detect", "fax_detect", "set_user", "set_global",
    "set_zombie_exec", "set_profile_var", "set_name", "set_media_stats", "set_audio_level", "set_mute", "unset", "privacy",
    "presence", "record_session", "record_session_mask", "record_session_unmask", "record_session_pause",
    "record_session_resume", "stop_record_session", "sched_hangup", "sched_transfer", "sched_heartbeat", "sched_broadcast",
    "sched_cancel", "enable_heartbeat", "verbose_events", "jitterbuffer", "flush_dtmf", "send_dtmf", "send_display",
    "send_info", "send_message", "check_acl", "capture", "mkdir", "rename", "wait_for_answer", "media_reset", "break",
    "delay_answer", "displace_session", "stop_displace_session", "bgsystem", "early_hangup", "enable_keepalive", "remove_bugs",
    "session_loglevel", "set_tc_flag", "preprocess", "avmd", "avmd_start", "avmd_stop", "vmd", "blind_transfer_ack",
    "add_speex", "conference_set_auto_outcall", "esf_start_page_group", "group", "fifo_track_call", "callcenter_track", "fire",
    "novideo", "noop", "nop", "echo_cancel", "export_vars", "multiset", "multiunset", "push", "include", "unshift",
    "pickup_group", "redirect_notify", "acknowledge_call", "ack", "soft_hold_set", "cng_plc",
))
"""Applications of which a caller notices nothing."""

TERMINAL = frozenset((
    "transfer", "hangup", "respond", "reject", "redirect", "deflect", "park", "valet_park", "conference", "eavesdrop",
    "intercept", "menu-exit", "menu-top", "menu-back",
))
"""Applications after which the call does not come back to the chain."""

SCRIPTS = frozenset((
    "lua", "javascript", "js", "python", "python3", "perl", "socket", "httapi", "erlang", "managed", "v8", "ruby",
))
"""Applications that hand the call over to a program."""
# fmt: on
