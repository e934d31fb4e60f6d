"""What the exit codes of the command line tell."""

import re
from pathlib import Path

import pytest
from command_line import GOOD, Run


def test_nothing_found_is_0(run: Run) -> None:
    code, out, err = run("good.yaml")
    assert (code, err) == (0, "")
    assert out.endswith(" in 1 file; grade A (100 of 100 points)\n")


def test_an_error_is_1(run: Run) -> None:
    code, out, err = run("loop.yaml")
    assert (code, err) == (1, "")
    assert "loop.yaml:6:3: error: " in out
    assert "[doom-loop]" in out
    assert "No caller can reach a person" in out


def test_a_mistake_in_a_flow_is_an_error_with_its_line(run: Run) -> None:
    code, out, _ = run("typo.yaml")
    assert code == 1
    assert "typo.yaml:12:34: error: " in out
    assert "[format]" in out


@pytest.mark.parametrize("name", ["gone.yaml", "empty", "notes.txt", "binary", "empty-folder", "*.json"])
def test_what_cannot_be_read_is_2_with_one_line_and_the_others_are_linted(run: Run, name: str) -> None:
    Path("empty").touch()
    Path("notes.txt").write_text("hello", encoding="utf-8")
    Path("binary").write_bytes(bytes(range(256)))
    Path("empty-folder").mkdir()
    code, out, err = run(name)
    assert (code, out) == (2, "")
    assert re.match(rf"{re.escape(name)}(:\d+:\d+)?: error: ", err)
    assert err.count("\n") == 1
    code, out, err = run("loop.yaml", name)
    assert code == 2
    assert "[doom-loop]" in out
    assert "1 path could not be read" in out
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("check",),
        ("--format", "xml", "good.yaml"),
        ("--nonsense", "good.yaml"),
        ("explain",),
        ("explain", "menu-to-deep"),
        ("schema", "flwo"),
        ("good.yaml", "--select", "menu-to-deep"),
        ("good.yaml", "--rules", "nowhere"),
        ("draw", "good.yaml", "-o", "x.jpeg"),
        ("draw", "good.yaml", "--focus", "mian"),
        ("draw", "."),
        ("graph", "good.yaml", "-o", "x"),
        ("graph", "gone.yaml"),
        ("facts", "gone.yaml"),
        ("test", "nowhere"),
        ("good.yaml", "-o", "no/such/folder"),
    ],
)
def test_bad_usage_is_2_with_a_message(run: Run, args: tuple[str, ...]) -> None:
    code, _, err = run(*args)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_a_bug_is_3_with_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("ivrlint.running.workshop.lint_flows", fail)
    code, _, err = run("good.yaml")
    assert code == 3
    assert err == "ivrlint: this is a bug in ivrlint (ZeroDivisionError: by zero); IVRLINT_DEBUG=1 shows where it is\n"
    monkeypatch.setenv("IVRLINT_DEBUG", "1")
    code, _, err = run("good.yaml")
    assert (code, "Traceback" in err) == (3, True)


def test_an_interruption_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ivrlint.running.workshop.lint_flows", interrupt)
    assert run("good.yaml").code == 130


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_level_that_fails_can_be_chosen(run: Run, level: str, code: int) -> None:
    text = GOOD.replace("closed: message, no_answer: message", "wait: 3m")
    Path("warned.yaml").write_text(text, encoding="utf-8")
    ran = run("warned.yaml", "--select", "transfer-without-fallback", "--fail-on", level)
    assert "warning" in ran.out
    assert ran.code == code


def test_never_failing_does_not_hide_what_cannot_be_read(run: Run) -> None:
    assert run("loop.yaml", "--fail-on", "never").code == 0
    assert run("loop.yaml", "gone.yaml", "--fail-on", "never").code == 2
