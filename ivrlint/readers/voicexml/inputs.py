"""What an item listens for, how long it waits, and what it says when it is visited for the first time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ivrlint.flow import Mark, Prompt
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.answers import KEYS, Answer, Heard
from ivrlint.readers.voicexml.grammars import Find, listen, parameters, together
from ivrlint.readers.voicexml.parts import Dialog, Document, Item, language
from ivrlint.readers.voicexml.speech import Piece, words_of
from ivrlint.readers.voicexml.stops import PAUSE, PRESS
from ivrlint.readers.voicexml.templates import is_template

_TIME = re.compile(r"\s*(\d{1,7}(?:\.\d{1,3})?|\.\d{1,3})\s*(ms|s)?\s*")
_PRESS = re.compile(rf"{PRESS.pattern}|[12]", re.IGNORECASE)
_YES_NO = {
    "en": ("yes", "no"),
    "es": ("sí", "no"),
    "fr": ("oui", "non"),
    "de": ("ja", "nein"),
    "it": ("sì", "no"),
    "pt": ("sim", "não"),
    "nl": ("ja", "nee"),
}
_ENTRIES = frozenset(("digits", "number", "phone", "date", "time", "currency"))
_KEYS_ONLY, _VOICE_ONLY = "dtmf", "voice"


def seconds(text: str) -> float:
    """A time as the document writes it: `5s`, `300ms`; 0 for anything else."""
    found = _TIME.fullmatch(text)
    if not found:
        return 0.0
    return float(found[1]) / (1000 if found[2] == "ms" else 1)


def key_of(text: str) -> str:
    """The keys of a choice without the blanks that may stand between them; empty for what telephones do not have."""
    key = "".join(text.split())
    return key if KEYS.issuperset(key) else ""


def modes(item: Item) -> tuple[bool, bool]:
    """Whether an item listens to keys, and to speech."""
    allowed = item.scope.property("inputmodes").split()
    return _KEYS_ONLY in allowed or not allowed, _VOICE_ONLY in allowed or not allowed


def timeout(item: Item) -> tuple[float, Mark | None]:
    """Seconds of silence before `noinput`, and where they are written; 0 and None where the document does not say."""
    prompts = [part for part in item.content if isinstance(part, Element) and part.name == "prompt" and part.get("timeout")]
    if prompts:
        return seconds(prompts[0].get("timeout")), prompts[0].mark(item.scope.file, "timeout")
    found = item.scope.written("timeout")
    return (seconds(found[0].get("value").strip()), found[0].mark(found[1], "value")) if found else (0.0, None)


def prompt_of(
    item: Item, document: Document, resolve: Callable[[str], str], choices: Iterable[tuple[str, str]] = ()
) -> Prompt | None:
    """What an item says when it is visited for the first time: all prompts for that, of several variants the first."""
    pieces: list[Piece] = []
    tag, barge_in, conditional, chosen = "", item.scope.property("bargein") != "false", False, False
    tags: list[str] = []
    for part in item.content:
        if isinstance(part, Text) or part.name in ("audio", "value", "enumerate"):
            pieces.append(part)
        elif part.name == "prompt" and not document.foreign(part) and (part.get("count") or "1").strip() == "1":
            cond = part.get("cond").strip()
            if cond and chosen:
                conditional = True
                continue
            chosen = chosen or bool(cond)
            pieces += [inner for inner in part.content if isinstance(inner, Element | Text)]
            pieces.append(Text(PAUSE, part.at))
            tags.append(language(part.attributes.get("xml:lang") or "") or document.language)
            if part.get("bargein"):
                barge_in = part.get("bargein").strip() != "false"
    tag = tags[0] if len(set(tags)) == 1 else document.language if not tags else ""
    words = words_of(pieces, resolve, choices, document.foreign, document.disputed)
    for stray in words.stray:
        if stray.name not in ("field", "block", "link", "property", "transfer"):
            document.complain(f"<{stray.tag}> must not stand among the words of a prompt", stray)
    prompt = words.prompt(document.file, tag, barge_in=barge_in)
    return prompt._replace(complete=prompt.complete and not (conditional or chosen)) if prompt else None


def stray_grammars(item: Item) -> list[Element]:
    """The grammars of an item: its own, and those that were put into its prompts by mistake."""
    own = [part for part in item.content if isinstance(part, Element)]
    inner = [child for part in own if part.name == "prompt" for child in part.named("grammar", "dtmf")]
    return [part for part in own if part.name in ("grammar", "dtmf")] + inner


def listens(item: Item, dialog: Dialog, document: Document) -> bool:
    """Whether anything that callers say or press may be an answer to a field, or a command there; also where it is not known."""
    if item.element.get("type").strip() or any(scope.links for scope in item.scope.levels()):
        return True
    elements = [part for part in item.content if isinstance(part, Element)]
    if any(part.name == "option" or document.foreign(part) or is_template(part.text) for part in elements):
        return True
    if any(isinstance(part, Text) and is_template(part.text) for part in item.content):
        return True
    wide = [grammar for other in document.dialogs for grammar in other.grammars if _is_wide(other, grammar)]
    return any(map(_says_something, (*stray_grammars(item), *dialog.grammars, *wide)))


def _is_wide(dialog: Dialog, grammar: Element) -> bool:
    """Whether a grammar holds in all dialogs of the document."""
    return "document" in (dialog.element.get("scope").strip(), grammar.get("scope").strip())


def _says_something(grammar: Element) -> bool:
    addresses = (grammar.get("src"), grammar.get("srcexpr"), grammar.get("expr"))
    return any(addresses) or bool(grammar.text.strip()) or any(True for _ in grammar.children)


def heard_by(item: Item, dialog: Dialog, document: Document, find: Find, said: Prompt | None) -> Heard:
    """What a field listens for."""
    keys, voice = modes(item)
    listened = [
        listen(grammar, find, pressed=keys and not voice) for grammar in stray_grammars(item) if not document.foreign(grammar)
    ]
    type_ = item.element.get("type").strip()
    builtin = type_ or next((heard.builtin for heard in listened if heard.builtin), "")
    name = builtin.partition("?")[0].strip().lower()
    options = [part for part in item.content if isinstance(part, Element) and part.name == "option"]
    if options:
        listened.append(_options(options, voice=voice))
    if name == "boolean":
        listened = [_boolean(builtin, document, said, keys=keys, voice=voice)]
    elif name in _ENTRIES:
        digits = _digits(builtin) if name == "digits" else None
        found = next((heard.digits for heard in listened if heard.digits), digits)
        return Heard(None, found, keys=keys, voice=voice, builtin=name)
    elif not listened and dialog.grammars:
        fields = sum(1 for other in dialog.items if other.kind == "field")
        shared = [listen(grammar, find, pressed=keys and not voice) for grammar in dialog.grammars]
        listened = shared if fields == 1 else [heard._replace(answers=None) for heard in shared]
    return _allowed(together(listened), keys=keys, voice=voice)


def _allowed(heard: Heard, *, keys: bool, voice: bool) -> Heard:
    """What is left where only keys, or only speech, are listened to."""
    if heard.answers is None:
        return heard._replace(keys=heard.keys and keys, voice=(heard.voice or not heard.keys) and voice)
    answers = tuple(
        Answer(answer.key if keys else "", answer.phrases if voice else (), answer.value)
        for answer in heard.answers
        if (answer.key and keys) or (answer.phrases and voice)
    )
    return heard._replace(answers=answers or None, keys=heard.keys and keys, voice=heard.voice and voice)


def _options(options: list[Element], *, voice: bool) -> Heard:
    answers = []
    for option in options:
        words = " ".join("".join(part.text for part in option.walk()).split())
        words = "" if is_template(words) else words
        key = key_of(option.get("dtmf"))
        value = option.get("value").strip() or words or key
        if key or words:
            answers.append(Answer(key, (words,) if words else (), value))
    return Heard(tuple(answers), keys=any(answer.key for answer in answers), voice=voice)


def _boolean(type_: str, document: Document, said: Prompt | None, *, keys: bool, voice: bool) -> Heard:
    """Yes or no: 1 and 2, which are choices for the caller only where the words say so, or where nothing can be said."""
    given = parameters(type_)
    tag = (said.language if said else "") or document.language
    yes, no = _YES_NO.get(tag[:2], _YES_NO["en"])
    pressed = keys and (not voice or "y" in given or (said is not None and _PRESS.search(said.text) is not None))
    answers = (
        Answer(key_of(given.get("y", "1")) if pressed else "", (yes,) if voice else (), True),
        Answer(key_of(given.get("n", "2")) if pressed else "", (no,) if voice else (), False),
    )
    return Heard(answers, keys=keys, voice=voice, builtin="boolean")


def _digits(type_: str) -> tuple[int, int] | None:
    given = {key.lower(): int(value) for key, value in parameters(type_).items() if value.isdigit() and len(value) < 4}
    length = given.get("length") or given.get("lenght")
    if length:
        return length, length
    least, most = given.get("minlength", 0), given.get("maxlength", 0)
    return (least or 1, max(most, least)) if most else (least, 0) if least else None
