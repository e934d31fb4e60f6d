"""Where baselines and suppressions meet: what is accepted is not known, and what is wrong with suppressions is always told."""

import json
from pathlib import Path

import pytest
from command_line import LOOP, Run

BASELINE = Path(".ivrlint-baseline.json")
KNOWN = ("--baseline", str(BASELINE), "--format", "concise")
ACCEPTED = LOOP + "# ivrlint: ignore-file[doom-loop] we like it\n"
WITHOUT_REASON = LOOP + "# ivrlint: ignore[doom-loop]\n"


def entries() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(BASELINE.read_text(encoding="utf-8"))["findings"]
    return found


def rules_known() -> set[object]:
    return {entry["rule"] for entry in entries()}


def lint(run: Run, text: str, *args: str) -> str:
    Path("loop.yaml").write_text(text, encoding="utf-8")
    ran = run("loop.yaml", *args)
    assert ran.code == 0
    return ran.out


def test_what_is_accepted_is_not_written_into_a_baseline(run: Run) -> None:
    lint(run, ACCEPTED, "--write-baseline")
    assert rules_known()
    assert "doom-loop" not in rules_known()


@pytest.mark.parametrize("by", ["comment", "configuration"])
def test_what_is_known_and_accepted_now_is_not_told_as_gone(run: Run, by: str) -> None:
    lint(run, LOOP, "--write-baseline")
    if by == "configuration":
        Path(".ivrlint.yaml").write_text("ignores: [{rules: doom-loop, reason: we like it}]\n", encoding="utf-8")
    out = lint(run, ACCEPTED if by == "comment" else LOOP, *KNOWN)
    assert "loop.yaml: 1 finding that is known is accepted now, by a comment or the configuration: doom-loop (main) [" in out
    assert "gone" not in out


def test_an_entry_of_what_is_accepted_is_pruned_and_then_hides_nothing(run: Run) -> None:
    lint(run, LOOP, "--write-baseline")
    before = rules_known()
    assert "baseline-stale" not in lint(run, ACCEPTED, "--prune-baseline")
    assert rules_known() == before - {"doom-loop"}
    Path("loop.yaml").write_text(LOOP, encoding="utf-8")
    ran = run("loop.yaml", *KNOWN)
    assert ran.code == 1
    assert "[doom-loop]" in ran.out


def test_what_is_wrong_with_suppressions_is_not_written_into_a_baseline_and_is_told_all_the_same(run: Run) -> None:
    assert "[suppression-without-reason]" in lint(run, WITHOUT_REASON, "--write-baseline")
    assert "doom-loop" in rules_known()
    assert "suppression-without-reason" not in rules_known()
    assert "[suppression-without-reason]" in lint(run, WITHOUT_REASON, *KNOWN)


def test_a_baseline_that_has_what_is_wrong_with_suppressions_does_not_hide_it(run: Run) -> None:
    from ivrlint.fingerprints import Identity

    lint(run, WITHOUT_REASON, "--write-baseline")
    known = Identity("suppression-without-reason", "", "doom-loop")
    added = {**entries()[0], "rule": known.rule, "step": "", "about": "doom-loop", "fingerprint": known.fingerprint}
    BASELINE.write_text(json.dumps({"version": 1, "findings": [*entries(), added]}), encoding="utf-8")
    out = lint(run, WITHOUT_REASON, *KNOWN)
    assert "[suppression-without-reason]" in out
    assert (
        "1 finding that is known is about a suppression, which no baseline hides: suppression-without-reason (doom-loop)" in out
    )
    lint(run, WITHOUT_REASON, "--prune-baseline")
    assert "suppression-without-reason" not in rules_known()


def test_that_an_entry_is_of_no_use_is_not_written_into_a_baseline(run: Run) -> None:
    lint(run, LOOP, "--write-baseline")
    lint(run, ACCEPTED, "--write-baseline")
    assert rules_known().isdisjoint({"doom-loop", "baseline-stale"})
