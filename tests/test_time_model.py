"""The page about time: every constant with its source, and what the benchmark of speech found."""

import re
import subprocess
import sys
from pathlib import Path
from statistics import mean

import pytest
import yaml

from ivrlint.analysis import speech
from ivrlint.analysis.language import languages
from ivrlint.analysis.timing import Times
from ivrlint.flow import fields

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "time-model.md").read_text(encoding="utf-8")
MEASURED = yaml.safe_load((ROOT / "tests" / "analysis" / "speech.yaml").read_text(encoding="utf-8"))
PROMPTS = yaml.safe_load((ROOT / "benchmarks" / "speech.yaml").read_text(encoding="utf-8"))
CODES = {"English": "en", "Spanish": "es", "Portuguese": "pt", "French": "fr", "German": "de", "Italian": "it", "Dutch": "nl"}


def table(first_column):
    """The rows of the table of the page whose header begins with these words."""
    lines = PAGE.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first_column} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split(" |")])
    return rows


def percent(cell):
    return abs(float(cell.removesuffix(" %")))


def test_every_constant_of_time_stands_on_the_page_with_its_value():
    written = [(row[0].strip("`"), float(row[1])) for row in table("constant")]
    assert written == [(field.name, float(field.default)) for field in fields(Times)]


@pytest.mark.parametrize("row", table("constant"), ids=lambda row: row[0].strip("`"))
def test_every_constant_of_time_has_a_source(row):
    assert re.search(r"\]\(https?://|Our choice|[Tt]he same (page|model)", row[3])


def test_every_constant_of_speech_stands_on_the_page_with_its_value():
    written = {row[0].strip("`"): row[1] for row in table("constant of speech")}
    numbers = {name: value for name, value in vars(speech).items() if name.isupper() and isinstance(value, float)}
    assert {name: float(written[name]) for name in numbers} == numbers
    assert "seconds_per_character" in written


def test_the_seconds_of_a_character_are_those_of_the_languages():
    rows = table("language | seconds a character")
    assert {CODES[row[0]]: float(row[1]) for row in rows} == {
        code: language.seconds_per_character for code, language in languages().items()
    }


def test_errors_on_the_prompts_left_out_of_the_fit_are_as_written():
    for name, _, average, largest in table("language | seconds a character"):
        errors = [abs(speech.seconds(row["say"], CODES[name]) / row["seconds"] - 1) for row in MEASURED[CODES[name]]]
        assert percent(average) == pytest.approx(100 * mean(errors), abs=0.06)
        assert percent(largest) == pytest.approx(100 * max(errors), abs=0.06)


def test_there_are_enough_prompts_for_the_check_in_every_language():
    assert set(PROMPTS) == set(languages())
    assert all(len(part["check"]) >= 12 for part in PROMPTS.values())
    assert all(len({row["kind"] for row in part["check"]}) >= 10 for part in PROMPTS.values())


def test_no_prompt_of_the_check_was_used_elsewhere():
    elsewhere = {row["say"] for rows in MEASURED.values() for row in rows}
    elsewhere |= {row["say"] for part in PROMPTS.values() for row in part["numbers"]}
    check = [row["say"] for part in PROMPTS.values() for row in part["check"]]
    assert len(set(check)) == len(check)
    assert elsewhere.isdisjoint(check)


def test_the_check_on_the_page_has_all_prompts_and_reaches_its_targets():
    rows = {row[0]: row for row in table("language | voice")}
    for name, code in CODES.items():
        _, voice, count, _, average, _, largest, _ = rows[name]
        assert (voice, int(count)) == (PROMPTS[code]["voice"], len(PROMPTS[code]["check"]))
        assert percent(average) <= (6 if code == "en" else 10)
        assert percent(largest) <= 20
    assert int(rows["all"][2]) == sum(len(part["check"]) for part in PROMPTS.values())


def test_whatever_is_far_off_is_explained():
    assert all(row[4] and row[4] != "not explained" for row in table("more than 20 % off"))


def test_a_missing_synthesiser_is_one_clear_message():
    command = [sys.executable, str(ROOT / "benchmarks" / "speech.py")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "/nowhere"})
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == "speech.py needs the program espeak-ng: on Debian and Ubuntu `apt-get install espeak-ng`.\n"
