"""FreeSWITCH: IVR menus, and the XML dialplan that leads to them.

What a call goes through is spread over files: extensions lead to menus, menus to extensions, both to phrases. So `read`
only keeps what a file holds, and `link` builds the flows of all files of a run together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import positioned_xml
from ivrlint.readers.freeswitch.draft import draft_of

_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)")
_SIGNS = re.compile(
    r"<X{1,2}-PRE-PROCESS\s"
    r"|<menu\s[^<]*\bgreet-long\s*="
    r"|<entry\s[^<]*\baction\s*=\s*[\"']menu-"
    r"|<document\s[^<]*\btype\s*=\s*[\"']freeswitch/xml"
    r"|<(?:anti-)?action\s[^<]*\bapplication\s*=\s*[\"']"
    r"|<action\s[^<]*\bfunction\s*=\s*[\"'](?:play-file|say|sleep|speak-text|execute|phrase)[\"']"
    r"|<prompt\s[^<]*\bphrase\s*=[^<]*\bfilename\s*="
    r"|<configuration\s[^<]*\bname\s*=\s*[\"'][\w-]+\.conf[\"']"
    r"|<load\s+module\s*=\s*[\"']mod_"
    r"|<param\s+name\s*=\s*[\"'](?:vm-password|sip-ip|dial-string)[\"']"
)


def recognise(text: str) -> bool:
    """Whether a text is a file of a FreeSWITCH configuration, perhaps one that breaks further down."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and _SIGNS.search(_COMMENT.sub("", text)) is not None


def read(text: str, file: str) -> Flow | Refusal:
    """What one file holds. The steps come when it is linked with the others."""
    document = positioned_xml.parse(text, file)
    if isinstance(document, Refusal):
        return document
    draft = draft_of(document, file)
    return Flow(
        file=file,
        format="freeswitch",
        mark=document.root.mark(file),
        wants=tuple(dict.fromkeys(include.pattern for include in draft.includes if "$" not in include.pattern)),
        source=draft,
    )


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """The flows of all files of a run, linked with one another."""
    from ivrlint.readers.freeswitch.run import link as linked

    return linked(flows)
