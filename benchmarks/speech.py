"""Compares estimated speaking times with those of espeak-ng and prints the tables as Markdown: `speech.py [--update]`.

The prompts are in speech.yaml. Each is said with `espeak-ng -v VOICE -s 170`, silence is cut off at both ends, and what is
left is compared with `ivrlint.analysis.speech.seconds`. An error above zero means that the estimate is too long.
`--update` puts the tables into docs/time-model.md. The numbers are the same on every machine with the same espeak-ng.
"""

from __future__ import annotations

import array
import re
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import yaml

from ivrlint.analysis.speech import FITTED_RATE, seconds

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "time-model.md"
BEGIN, END = "<!-- speech: begin -->", "<!-- speech: end -->"
NAMES = {
    "en": "English",
    "es": "Spanish",
    "pt": "Portuguese",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "nl": "Dutch",
}
RATES = (130, 150, 170, 190)
SILENCE = 0.005
"""A sample below this part of full scale is silence."""
FAR = 0.20
"""An error above this is shown with its prompt and reason."""


class Said(NamedTuple):
    """One prompt: how long it takes, and how long it was taken to be."""

    language: str
    kind: str
    text: str
    why: str
    measured: float
    estimated: float

    @property
    def error(self) -> float:
        """Above zero when the estimate is too long."""
        return self.estimated / self.measured - 1


def main() -> None:
    """Measure, print, and update the page when asked."""
    program = shutil.which("espeak-ng")
    if not program:
        sys.exit("speech.py needs the program espeak-ng: on Debian and Ubuntu `apt-get install espeak-ng`.")
    prompts = yaml.safe_load((HERE / "speech.yaml").read_text(encoding="utf-8"))
    check = list(_said(prompts, "check"))
    numbers = list(_said(prompts, "numbers"))
    tables = "\n\n".join(
        [
            f"Said by {_version(program)} at `-s {FITTED_RATE:.0f}`; errors above zero are estimates that are too long.",
            _by_language(prompts, check),
            _far(check, "No prompt of the check"),
            _by_kind(check),
            _by_rate(prompts),
            _by_voice(prompts),
            _numbers(numbers),
            _far(numbers, "None of them"),
        ]
    )
    print(tables)
    if "--update" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _version(program: str) -> str:
    told = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(?:\.\d+)+", told)
    return f"espeak-ng {found[0] if found else ''}".strip()


def _said(prompts: dict[str, Any], part: str, rate: float = FITTED_RATE, voices: dict[str, str] | None = None) -> Iterator[Said]:
    for code, table in prompts.items():
        if voices is not None and code not in voices:
            continue
        for row in table[part]:
            measured = spoken_seconds(row["say"], voices[code] if voices else table["voice"], rate)
            yield Said(code, row.get("kind", ""), row["say"], row.get("why", ""), measured, seconds(row["say"], code, rate))


def spoken_seconds(text: str, voice: str, rate: float = FITTED_RATE) -> float:
    """How long espeak-ng takes to say a text, without the silence at both ends."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["espeak-ng", "-v", voice, "-s", f"{rate:.0f}", "-w", file.name, text]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(file.name, "rb") as sound:
            per_second = sound.getframerate()
            samples = array.array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    loud = [place for place, sample in enumerate(samples) if abs(sample) > SILENCE * 32768]
    return (loud[-1] - loud[0] + 1) / per_second if loud else 0.0


def _percent(error: float) -> str:
    return f"{100 * error:+.1f} %"


def _summary(rows: list[Said]) -> tuple[str, str, Said]:
    """Mean error without and with its sign, and the row that is farthest off."""
    absolute = f"{100 * mean(abs(row.error) for row in rows):.1f} %"
    return absolute, _percent(mean(row.error for row in rows)), max(rows, key=lambda row: abs(row.error))


def _by_language(prompts: dict[str, Any], rows: list[Said]) -> str:
    lines = [
        "| language | voice | prompts | seconds in all | mean error | mean with sign | largest | the prompt farthest off |",
        "|---|---|---:|---:|---:|---:|---:|---|",
    ]
    for code, table in prompts.items():
        own = [row for row in rows if row.language == code]
        absolute, signed, far = _summary(own)
        total = sum(row.measured for row in own)
        lines.append(
            f"| {NAMES[code]} | {table['voice']} | {len(own)} | {total:.0f} | {absolute} | {signed} "
            f"| {_percent(far.error)} | {far.text} |"
        )
    absolute, signed, far = _summary(rows)
    total = sum(row.measured for row in rows)
    lines.append(f"| all | | {len(rows)} | {total:.0f} | {absolute} | {signed} | {_percent(far.error)} | {far.text} |")
    return "\n".join(lines)


def _far(rows: list[Said], nothing: str) -> str:
    far = [row for row in rows if abs(row.error) > FAR]
    if not far:
        return f"{nothing} is more than {FAR:.0%} off.".replace("%", " %")
    lines = ["| more than 20 % off | said in | estimate | error | why |", "|---|---:|---:|---:|---|"]
    lines += [
        f"| {row.text} | {row.measured:.2f} s | {row.estimated:.2f} s | {_percent(row.error)} | {row.why or 'not explained'} |"
        for row in sorted(far, key=lambda row: (row.why, row.language))
    ]
    return "\n".join(lines)


def _by_kind(rows: list[Said]) -> str:
    lines = ["| kind of prompt | prompts | mean error | mean with sign | largest |", "|---|---:|---:|---:|---:|"]
    for kind in dict.fromkeys(row.kind for row in rows):
        own = [row for row in rows if row.kind == kind]
        absolute, signed, far = _summary(own)
        lines.append(f"| {kind} | {len(own)} | {absolute} | {signed} | {_percent(far.error)} |")
    return "\n".join(lines)


def _by_rate(prompts: dict[str, Any]) -> str:
    """Whether `-s` is what the formula calls the rate, and whether time grows as 170 / rate."""
    lines = [
        "| `-s` and rate | words a minute in English | mean error, all languages | mean with sign |",
        "|---:|---:|---:|---:|",
    ]
    for rate in RATES:
        rows = list(_said(prompts, "check", rate))
        absolute, signed, _ = _summary(rows)
        lines.append(f"| {rate} | {_words_a_minute(rows):.0f} | {absolute} | {signed} |")
    return "\n".join(lines)


def _words_a_minute(rows: list[Said]) -> float:
    """English words as written ("£62.40" is one) in the time that it took to say them, pauses inside included."""
    english = [row for row in rows if row.language == "en"]
    return 60 * sum(len(row.text.split()) for row in english) / sum(row.measured for row in english)


def _by_voice(prompts: dict[str, Any]) -> str:
    lines = ["| another voice | language | mean error | mean with sign | largest |", "|---|---|---:|---:|---:|"]
    for code, table in prompts.items():
        for voice in table.get("others", ()):
            absolute, signed, far = _summary(list(_said(prompts, "check", voices={code: voice})))
            lines.append(f"| {voice} | {NAMES[code]} | {absolute} | {signed} | {_percent(far.error)} |")
    return "\n".join(lines)


def _numbers(rows: list[Said]) -> str:
    lines = [
        "| prompts full of numbers | prompts | mean error | without those that are read otherwise | mean error |",
        "|---|---:|---:|---:|---:|",
    ]
    for code in dict.fromkeys(row.language for row in rows):
        own = [row for row in rows if row.language == code]
        alike = [row for row in own if not row.why]
        lines.append(f"| {NAMES[code]} | {len(own)} | {_summary(own)[0]} | {len(alike)} | {_summary(alike)[0]} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
