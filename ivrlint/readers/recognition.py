"""Which format a text is of: by what it holds, never by the name of the file."""

from __future__ import annotations

import re

from ivrlint.flow import Refusal

# What may stand before the first key: white space, comments, directives, the mark of a document.
_BEFORE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*|%[^\r\n]*|---(?=[ \t\r\n]|\Z))*+")
_KEY = r"""(?:ivr|"ivr"|'ivr')[ \t]*:"""
_ANY_KEY = re.compile(_KEY).search
_LARGE = 2**20  # characters; in longer texts nobody looks for the place where YAML breaks
_OWN_KEYS = re.compile(r"^(?:start|steps)[ \t]*:", re.MULTILINE).findall
_ENCODED = ("JTd", "eyI", "eyA", "ewo", "ew0", "%7B", "%7b")  # how a JSON object begins in base64, or with percent signs
WHY_NO_BLOB = "is an agent of Dialogflow CX in binary form (blob): export it as a JSON package and give that"
_READS = 'ivrlint reads its own format (YAML with the key "ivr: 1" at the top) and those that `ivrlint formats` lists'
_JSON = re.compile(r"\{\s*+[\"}]|\[\s*+(?:[\[{\"\]]|-?[0-9])").match
_OTHER = ("<", "{", "[")  # XML, templates and settings begin so: nobody takes them for YAML


def is_native(text: str) -> bool:
    """Whether a text has the key `ivr` at the top, even where what follows is broken."""
    if "ivr" not in text or not _ANY_KEY(text):  # most texts are foreign, and finding a word is fast
        return False
    start = _first_key(text)
    if text[start : start + 1] in ("{", "["):
        return _has_member(text)
    indent = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
    return re.compile(rf"(?:\A|[\r\n])(?:---[ \t]+)?{indent if not indent.strip() else ''}{_KEY}").search(text) is not None


def maybe_twilio(text: str) -> bool:
    """Whether it is worth looking closely for a flow of Twilio Studio."""
    return "states" in text and "transitions" in text


def maybe_amazon_connect(text: str) -> bool:
    """Whether it is worth looking closely for a flow of Amazon Connect."""
    return (
        "2019-10-30" in text
        or "StartAction" in text
        or "AWS::Connect::ContactFlow" in text
        or ("modules" in text and "branches" in text)
    )


def maybe_genesys(text: str) -> bool:
    """Whether it is worth looking closely for a flow of Genesys Cloud Architect: YAML, JSON, or an export in base64."""
    words = ("startUp", "defaultLanguage", "supportedLanguages", "flowSequenceItemList")
    return any(word in text for word in words) or text[:200].lstrip()[:3] in _ENCODED


def maybe_swml(text: str) -> bool:
    """Whether it is worth looking closely for a document of SignalWire."""
    return "sections" in text and "main" in text


def maybe_dialogflow(text: str) -> bool:
    """Whether it is worth looking closely for a file of an agent of Dialogflow CX."""
    return (
        "startFlow" in text
        or "startPlaybook" in text
        or (
            "displayName" in text
            and ("eventHandlers" in text or '"form"' in text or "ransitionRoute" in text or "entryFulfillment" in text)
        )
    )


def is_blob(data: bytes) -> bool:
    """Whether binary data is an agent of Dialogflow CX in Google's own form."""
    return b"Default Start Flow" in data or (b"projects/" in data and b"/agents/" in data and b"/flows/" in data)


def maybe_twiml(text: str) -> bool:
    """Whether it is worth looking closely for TwiML and its like."""
    return "<Response" in text or "<Bxml" in text


def maybe_freeswitch(text: str) -> bool:
    """Whether it is worth looking closely for a file of a FreeSWITCH configuration."""
    return any(
        sign in text
        for sign in (
            "greet-long",
            "PRE-PROCESS",
            "application=",
            "menu-",
            "function=",
            "filename=",
            "freeswitch/xml",
            ".conf",
            "mod_",
            "-password",
            "sip-ip",
            "dial-string",
        )
    )


def maybe_asterisk(text: str) -> bool:
    """Whether it is worth looking closely for a dialplan of Asterisk."""
    return any(word in text for word in ("exten", "=>", "macro ", "strategy")) or ("[" in text and "," in text and "=" in text)


def maybe_voicexml(text: str) -> bool:
    """Whether it is worth looking closely for a VoiceXML document, or a grammar of one."""
    return "vxml" in text or "grammar" in text or "#JSGF" in text or "#ABNF" in text


def why_foreign(text: str) -> tuple[str, int, int]:
    """What to say of a text that no reader knows, with the place where it breaks when it is not even YAML or JSON."""
    start = _first_key(text)
    if start == len(text):
        return "is no flow: it holds only comments" if text.strip() else "is empty", 0, 0
    if len(_OWN_KEYS(text)) > 1:
        return 'has no key "ivr: 1" at the top, by which ivrlint recognises its own format', 0, 0
    is_json = _JSON(text, start) is not None
    told = len(text) <= _LARGE and (is_json or text[start] not in _OTHER)
    broken = _broken(text, is_json=is_json) if told else None
    return broken or (f"is no flow; {_READS}", 0, 0)


def _broken(text: str, *, is_json: bool) -> tuple[str, int, int] | None:
    from ivrlint.readers import positioned_json, strict_yaml

    result = positioned_json.parse(text, "") if is_json else strict_yaml.parse(text, "")
    if not isinstance(result, Refusal):
        return None
    return f"is no flow, and not even {'JSON' if is_json else 'YAML'}: {result.message}", result.line, result.column


def _has_member(text: str) -> bool:
    """Whether a mapping in brackets has the member `ivr`, as far as it can be read."""
    import yaml

    from ivrlint.readers.strict_yaml import DEEPEST, parser_of

    parser = parser_of(text)
    depth, is_key = 0, True
    try:
        while (event := parser.get_event()) is not None and depth <= DEEPEST:
            if isinstance(event, yaml.CollectionStartEvent):
                if not depth and isinstance(event, yaml.SequenceStartEvent):
                    return False
                depth += 1
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif depth == 1 and is_key and getattr(event, "value", "") == "ivr":
                return True
            if depth == 1:
                is_key = not is_key
    except yaml.YAMLError:
        return False
    return False


def _first_key(text: str) -> int:
    """Where the first thing that is not a comment begins."""
    found = _BEFORE.match(text)
    return found.end() if found else 0
