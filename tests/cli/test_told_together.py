"""What several steps have in common is told as one, and each of them is accepted and known by itself."""

import json
from pathlib import Path

import pytest
from command_line import Run

BASELINE = Path(".ivrlint-baseline.json")
SHOP = """\
ivr: 1
name: Shop
language: en-GB
start: main
steps:
  main:
    menu: For orders, press 1. For returns, press 2. To speak to a person, press 0.
    options: {1: orders, 2: returns, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  orders: {transfer: orders, closed: message, no_answer: bye}
  returns: {transfer: returns, closed: message, no_answer: bye}
  people: {transfer: shop, closed: message, no_answer: message}
  bye: {hang_up: Nobody can answer now. Goodbye.}
  message: {voicemail: shop, say: Please leave a message. We call back tomorrow., reply_within: 1 working day}
"""
FIRST, SECOND = (
    "orders: {transfer: orders, closed: message, no_answer: bye}",
    "returns: {transfer: returns, closed: message, no_answer: bye}",
)
ORDERS, RETURNS = (f"{step} hangs up on the caller when nobody answers" for step in ("orders", "returns"))


def mended(line: str, text: str = SHOP) -> str:
    return text.replace(line, line.replace("no_answer: bye", "no_answer: message"))


@pytest.fixture
def lint(run: Run):
    def lint(text: str, *args: str, code: int = 1) -> str:
        Path("shop.yaml").write_text(text, encoding="utf-8")
        ran = run("shop.yaml", "--fail-on", "warning", *(args or ("-f", "concise")))
        assert ran.code == code, ran.err
        return ran.out

    return lint


def test_what_two_steps_have_in_common_is_told_as_one_and_says_where_the_other_is(lint) -> None:
    assert lint(SHOP) == (
        f"shop.yaml:11:58: warning: {ORDERS}, and so does 1 more step [hang-up-on-failure]\n"
        "1 warning in 1 file; grade A (95 of 100 points)\n"
    )
    assert "    Also at: line 12 (returns)\n" in lint(SHOP, "-f", "text")


@pytest.mark.parametrize(("accepted", "left"), [(FIRST, RETURNS), (SECOND, ORDERS)])
def test_a_comment_accepts_one_step_and_the_other_is_told(lint, accepted: str, left: str) -> None:
    text = SHOP.replace(accepted, f"{accepted}  # ivrlint: ignore[hang-up-on-failure] always staffed")
    out = lint(text)
    assert f"warning: {left} [hang-up-on-failure]\n" in out
    assert out.endswith("1 warning in 1 file (not told: 1 suppressed); grade A (95 of 100 points)\n")


def test_a_baseline_has_each_step(lint) -> None:
    lint(SHOP, "--write-baseline", code=0)
    assert [entry["step"] for entry in json.loads(BASELINE.read_text(encoding="utf-8"))["findings"]] == ["orders", "returns"]


@pytest.mark.parametrize(("known", "new"), [(SECOND, RETURNS), (FIRST, ORDERS)])
def test_a_baseline_of_one_step_does_not_hide_another(lint, known: str, new: str) -> None:
    lint(mended(known), "--write-baseline", code=0)
    out = lint(SHOP, "-f", "concise", "--baseline", str(BASELINE))
    assert f"warning: {new} [hang-up-on-failure]\n1 warning in 1 file (not told: 1 in the baseline); grade A (95" in out


def test_when_one_step_is_mended_the_other_is_no_news(lint) -> None:
    lint(SHOP, "--write-baseline", code=0)
    out = lint(mended(FIRST), "-f", "concise", "--baseline", str(BASELINE), code=0)
    assert "hangs up" not in out
    assert "1 finding that is known is gone: hang-up-on-failure (orders no_answer)" in out


def test_programs_are_told_all_places_with_their_fingerprints(lint) -> None:
    lint(mended(SECOND), "--write-baseline", code=0)
    (told,) = json.loads(lint(SHOP, "-f", "json"))["findings"]
    (other,) = told["also"]
    assert {key: other[key] for key in ("file", "line", "column", "step", "about")} == {
        "file": "shop.yaml", "line": 12, "column": 60, "step": "returns", "about": "no_answer",
    }  # fmt: skip
    (alone,) = json.loads(lint(mended(FIRST), "-f", "json"))["findings"]
    assert alone["fingerprint"] == other["fingerprint"] != told["fingerprint"]
    assert alone["also"] == []


def test_statistics_count_what_is_told(lint) -> None:
    assert lint(SHOP, "--statistics").startswith("1  hang-up-on-failure  warning  in 1 file")


def test_what_is_remembered_is_told_as_one_as_well(lint) -> None:
    first = lint(SHOP, "-f", "json", "--cache", "cache")
    assert lint(SHOP, "-f", "json", "--cache", "cache") == first
    assert '"step": "returns"' in first
