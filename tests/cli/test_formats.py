"""`ivrlint formats`."""

import json

from command_line import Run

from ivrlint.readers import FORMATS


def test_all_formats_are_listed_with_what_is_not_covered_and_the_documentation(run: Run) -> None:
    code, out, err = run("formats")
    assert (code, err) == (0, "")
    for known in FORMATS:
        assert f"\n{known.name}  " in f"\n{out}"
    assert out.count("  Not covered:\n") == out.count("  Documentation:\n") == len(FORMATS)
    assert "https://www.twilio.com/docs/studio/widget-library/sayplay" in out
    assert "What becomes of it" not in out


def test_in_a_terminal_a_link_is_only_its_words(run: Run) -> None:
    for args in (["formats"], ["formats", *(known.name for known in FORMATS)]):
        out = run(*args).out
        assert "](" not in out
        assert " A flow of Twilio Studio as JSON: " in out


def test_one_format_is_told_with_all_its_constructs(run: Run) -> None:
    code, out, _ = run("formats", "twilio-studio")
    assert code == 0
    assert "  - Trigger: the entry point (only `incomingCall`)\n" in out
    assert max(len(line) for line in out.splitlines() if "http" not in line) <= 100


def test_formats_are_json_for_programs(run: Run) -> None:
    pages = json.loads(run("formats", "--format", "json").out)
    assert [page["name"] for page in pages] == [known.name for known in FORMATS]
    assert all(page["constructs"] and page["documentation"][0]["url"] for page in pages)


def test_a_format_that_is_not_known_is_a_usage_error(run: Run) -> None:
    code, _, err = run("formats", "cobol")
    assert code == 2
    assert "'cobol' is not one of 'native'" in err


def test_the_format_of_a_file_may_be_said(run: Run) -> None:
    assert run("good.yaml", "--from", "native").code == 0
    code, _, err = run("good.yaml", "--from", "twilio-studio")
    assert code == 2
    assert err.startswith("good.yaml:1:1: error: ")
    assert run("facts", "good.yaml", "--from", "cobol").code == 2


def test_the_format_that_is_said_does_not_hold_for_the_files_of_a_folder(run: Run) -> None:
    assert run(".", "--from", "twilio-studio", "--fail-on", "never").out.endswith(" in 3 files; grades: 1 A, 1 B, 1 F\n")
