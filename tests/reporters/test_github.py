"""The report as annotations of a GitHub workflow."""

import pytest
from consumers import Command, runner
from reports import finding, report

from ivrlint.finding import CallEvent, CallTranscript, Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.github import LONGEST, github
from ivrlint.reporters.surroundings import NOWHERE, Surroundings


def commands(it: Report, around: Surroundings = NOWHERE) -> list[Command]:
    made = [runner(line) for line in github(it, around)]
    assert None not in made
    return [command for command in made if command]


def test_the_runner_finds_the_place_and_the_words() -> None:
    assert commands(report(finding())) == [
        Command(
            "warning",
            {"file": "menu.yaml", "line": "4", "endLine": "4", "col": "3", "endColumn": "7", "title": "ivrlint: menu-too-deep"},
            "main is too deep\n"
            "Instead: Move it up.\n"
            ' 0:00  hears    "Thank you for calling."\n'
            " 0:09  presses  2 (bills)\n"
            " 1:15  ends     is cut off",
        )
    ]


@pytest.mark.parametrize(("severity", "kind"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_severities_are_kinds_of_annotations(severity: str, kind: str) -> None:
    assert [command.name for command in commands(report(finding(severity=Severity[severity])))] == [kind]


def test_columns_go_with_a_single_line_only() -> None:
    (command,) = commands(report(finding(mark=Mark("menu.yaml", 4, 3, 6, 1))))
    assert {"line": "4", "endLine": "6"}.items() <= command.properties.items()
    assert not {"col", "endColumn"} & command.properties.keys()


def test_files_are_seen_from_the_root_of_the_repository() -> None:
    (command,) = commands(report(finding()), Surroundings(here="/repo/ivr", root="/repo"))
    assert command.properties["file"] == "ivr/menu.yaml"


def test_signs_that_part_commands_are_words() -> None:
    path, message = "a,b:c%2C.yaml", "100% of %0A callers::error::x, y"
    (command,) = commands(report(finding(mark=Mark(path, 1, 1, 1, 2), message=message, instead="", call=None)))
    assert command.properties["file"] == path
    assert command.data == message


def test_what_would_begin_a_command_on_a_line_of_its_own_cannot() -> None:
    hostile = finding(message="a\r\n::add-mask::b", instead="c\n::stop-commands::d\n##[group]")
    lines = list(github(report(hostile)))
    assert len(lines) == 1
    assert not set("\r\n") & set(lines[0])
    assert commands(report(hostile))[0].data.startswith("a\\r\\n::add-mask::b\nInstead: c ::stop-commands::d ##[group]\n")


def test_the_worst_come_first_as_many_as_are_shown_and_the_rest_is_counted() -> None:
    kinds = [Severity.info] * 12 + [Severity.warning] * 11 + [Severity.error] * 15
    grave = finding(rule="doom-loop", severity=Severity.error)
    made = commands(report(*(finding(severity=severity) for severity in kinds), grave))
    assert [command.name for command in made] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert made[0].properties["title"] == "ivrlint: doom-loop"
    assert made[-1].data == "Not shown here, for a step has 10 annotations of a kind at most: 6 errors, 1 warning, 3 infos."


def test_as_many_as_there_is_room_for_are_shown_without_another_word() -> None:
    made = commands(report(*[finding()] * 10, *[finding(severity=Severity.info)] * 9))
    assert len(made) == 19
    assert "Not shown" not in made[-1].data


def test_files_that_could_not_be_read_are_errors_before_all_others() -> None:
    problems = (Refusal("gone.yaml", "is empty"), Refusal("bad.yaml", "ends too early", 3, 7))
    gone, bad, found = commands(report(finding(), problems=problems))
    assert gone == Command("error", {"file": "gone.yaml", "title": "ivrlint: cannot be read"}, "gone.yaml: is empty")
    assert {"file": "bad.yaml", "line": "3", "col": "7"}.items() <= bad.properties.items()
    assert found.name == "warning"
    many = commands(report(problems=tuple(Refusal(f"{n}.yaml", "is empty") for n in range(13))))
    assert many[-1].data.endswith(": 3 files that could not be read.")


def test_a_long_message_is_cut_where_it_would_be_dropped() -> None:
    events = tuple(CallEvent(n, "hears", "x" * 70, "s") for n in range(200))
    (command,) = commands(report(finding(message="m" * 5000, call=CallTranscript(events))))
    assert len(command.data) == LONGEST + 1


def test_nothing_found_is_nothing_said() -> None:
    assert commands(report()) == []
