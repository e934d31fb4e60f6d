"""What a caller hears: recordings, spoken text, numbers and letters."""

from __future__ import annotations

import re

from ivrlint.flow import Mark, Prompt
from ivrlint.readers.asterisk.arguments import Piece, arguments, bare
from ivrlint.readers.asterisk.dialplan import Line
from ivrlint.readers.asterisk.expressions import known, names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place, Way

_SCRIPT = re.compile(
    r"tts|text.?to.?speech|speak|espeak|flite|festival|swift|polly|synth|say[-_.]|saytext|piper|gtts", re.IGNORECASE
)
_NOT_SCRIPT = re.compile(r"speech.?to.?text|stt|recog", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?\Z")
_SILENCE = re.compile(r"silence/\d+\Z")
_FUNCTION = re.compile(r"\$\{([^{}$]*)\}")
SPEAKERS = frozenset(
    {"festival", "flite", "swift", "espeak", "picotts", "mrcpsynth", "saytext", "cepstral", "speechsynth", "tts"}
)
NUMBERS = frozenset(
    {
        "saydigits",
        "saynumber",
        "sayalpha",
        "sayalphacase",
        "sayphonetic",
        "sayunixtime",
        "datetime",
        "saycountedadj",
        "saycountednoun",
    }
)


def playback(machine: Machine, place: Place) -> Key | Node:
    """Playback, Background, ControlPlayback: recordings."""
    line, key = place.line, place.key
    pieces = arguments(line.args, line.args_at)
    return _say(machine, place, recording(machine, key, line, pieces[0], barge_in=line.app.lower() == "background"))


def recording(machine: Machine, key: Key, line: Line, piece: Piece, *, barge_in: bool) -> Prompt | None:
    """Recordings, joined by `&`, with the words of a comment behind the line if they stand there."""
    written = bare(piece.text)
    value = machine.expand(key, written, loosely=True)
    parts = [part.strip() for part in (value if known(value) else written).split("&")]
    audio = " & ".join(part for part in parts if part and not _SILENCE.match(part))
    if not audio:
        return None
    mark = line.source.mark(piece.at, piece.at + len(piece.text))
    words = line.said.replace("{", "{{").replace("}", "}}")
    return Prompt(words, mark, () if known(value) else names(written), audio, barge_in=barge_in, complete=not words)


def number(machine: Machine, place: Place) -> Key | Node:
    """SayDigits and the like: a value, spoken."""
    line = place.line
    piece = arguments(line.args, line.args_at)[0]
    return _say(machine, place, spoken(piece, line, "", barge_in=False))


def spoken(piece: Piece, line: Line, language: str, *, barge_in: bool) -> Prompt | None:
    """A text that is spoken, with `{name}` for the values in it."""
    text, reads, complete = words(bare(piece.text))
    if not text.strip():
        return None
    mark = line.source.mark(piece.at, piece.at + len(piece.text))
    return Prompt(text.strip(), mark, reads, language=language, barge_in=barge_in, complete=complete)


def words(text: str) -> tuple[str, tuple[str, ...], bool]:
    """A text as `{name}` templates, the names that it reads, and whether all of its words are there."""
    parts: list[str] = []
    reads: list[str] = []
    complete, position = True, 0
    while position < len(text):
        opening = text.find("$", position)
        if opening < 0 or text[opening + 1 : opening + 2] not in ("{", "["):
            end = len(text) if opening < 0 else opening + 1
            parts.append(text[position:end].replace("{", "{{").replace("}", "}}"))
            position = end
            continue
        parts.append(text[position:opening].replace("{", "{{").replace("}", "}}"))
        end = _closing(text, opening + 1)
        inside = text[opening:end]
        read = names(inside)
        simple = _FUNCTION.fullmatch(inside)
        name = read[0] if read else simple[1].strip() if simple else ""
        if name and not name[0].isdigit() and "}" not in name:
            parts.append(f"{{{name}}}")
            reads.append(name)
        else:
            complete = False
        position = end
    return "".join(parts), tuple(dict.fromkeys(reads)), complete


def _closing(text: str, start: int) -> int:
    depth = 0
    for position in range(start, len(text)):
        if text[position] in "{[":
            depth += 1
        elif text[position] in "}]":
            depth -= 1
            if not depth:
                return position + 1
    return len(text)


def speech(machine: Machine, place: Place) -> Node | None:
    """An AGI script or an application that speaks a text; None when it is something else."""
    line = place.line
    pieces = arguments(line.args, line.args_at)
    if line.app.lower() in SPEAKERS:
        script, rest = "", pieces
    else:
        script, rest = pieces[0].text, pieces[1:]
    text = next((piece for piece in rest if _is_words(piece.text)), None)
    if script and (not _SCRIPT.search(script) or _NOT_SCRIPT.search(script)):
        return None
    if text is None:
        return None
    others = [bare(piece.text) for piece in rest if piece is not text]
    language = next((other.replace("_", "-") for other in others if _LANGUAGE.match(other) and other not in ("any", "yes")), "")
    interrupts = next((other for other in others if other == "any" or (other and re.fullmatch(r"[0-9*#]+", other))), "")
    node = _say(machine, place, spoken(text, line, language, barge_in=bool(interrupts)))
    if not isinstance(node, Node):
        return None
    node.word = "say"
    return node


def _is_words(text: str) -> bool:
    inner = bare(text)
    return text[:1] in "\"'" or " " in inner or (len(inner) > 3 and "${" in inner and "/" not in inner)


def _say(machine: Machine, place: Place, prompt: Prompt | None) -> Key | Node:
    if prompt is None:
        return machine.after(place.key)
    line = place.line
    node = Node("say", place.key, machine.mark(line), place.extension, line, word=line.app)
    node.prompts = [prompt]
    node.interrupts = prompt.barge_in
    node.ways = [Way("next", machine.after(place.key), node.mark)]
    return node


def joined(prompts: list[Prompt], language: str = "") -> Prompt | None:
    """Several prompts as one."""
    if len(prompts) < 2:
        return prompts[0] if prompts else None
    first: Mark = prompts[0].mark
    said = [_sentence(prompt.text) for prompt in prompts if prompt.text]
    audio = [prompt.audio for prompt in prompts if prompt.audio]
    languages = {prompt.language for prompt in prompts if prompt.language}
    return Prompt(
        text=" ".join(said).removesuffix("."),
        mark=first,
        reads=tuple(dict.fromkeys(name for prompt in prompts for name in prompt.reads)),
        audio=" & ".join(audio),
        language=languages.pop() if len(languages) == 1 else language,
        barge_in=any(prompt.barge_in for prompt in prompts),
        complete=all(prompt.complete for prompt in prompts) and not (said and audio),
    )


def _sentence(text: str) -> str:
    """A text that is spoken by itself, so that what comes next does not belong to it."""
    return text if text[-1] in ".!?,;:…。" or text.endswith("}") else f"{text}."
