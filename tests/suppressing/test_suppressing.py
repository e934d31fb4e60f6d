"""What comments hide, and what is told of them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.bundled import RULES
from ivrlint.finding import Severity, Suppression
from ivrlint.flow import Mark, replace
from ivrlint.linting import lint_paths, lint_text
from ivrlint.readers.remarks.comments import comments
from ivrlint.report import ABOUT_SUPPRESSIONS, FORMAT
from ivrlint.rule import load_rules
from ivrlint.suppressing import IN_CONFIGURATION, Asked, suppress

EXPORTS = Path(__file__).parents[2] / "samples" / "exports"
EVERY_RULE = load_rules([RULES])[0]
IDS = {rule.id for rule in EVERY_RULE} | {FORMAT}
CHOSEN = ("no-input-unhandled", "no-match-unhandled", "no-way-to-a-person", "unreachable-step")
RULES_HERE = tuple(rule for rule in EVERY_RULE if rule.id in CHOSEN)
TODAY = "2026-06-15"
MENU = """\
ivr: 1
start: main
steps:
  main:
    menu: Press 1 for bills.
    options: {1: bills}
  bills: {say: Goodbye., next: bye}
  bye: {hang_up: true}
"""


def known(_, rule):
    return None if rule in IDS else f"there is no rule {rule!r}"


def all_are_warnings(*_):
    return Severity.warning


def quieted(text, rules=RULES_HERE, today=TODAY, accepted=(), file="a.yaml"):
    return suppress(lint_text(text, file, rules), today, known, all_are_warnings, accepted)


def told(report):
    return [(finding.mark.line, finding.rule) for finding in report.findings]


def hidden(report):
    return [(finding.rule, by.kind, by.reason) for finding, by in report.suppressed]


NO_INPUT, NO_MATCH, NO_WAY = (4, "no-input-unhandled"), (4, "no-match-unhandled"), (2, "no-way-to-a-person")


def test_without_comments_all_is_told():
    assert told(quieted(MENU)) == [NO_WAY, NO_INPUT, NO_MATCH]


@pytest.mark.parametrize(
    "place",
    [
        ("  main:\n", "  main:  # {}\n"),
        ("  main:\n", "  # {}\n  main:\n"),
        ("  main:\n", "  # {}\n\n  # and more\n  main:\n"),
    ],
)
def test_a_comment_at_a_step_hides_what_the_rule_finds_there(place):
    report = quieted(MENU.replace(place[0], place[1].format("ivrlint: ignore[no-input-unhandled] it repeats")))
    assert [rule for _, rule in told(report)] == [NO_WAY[1], NO_MATCH[1]]
    assert hidden(report) == [("no-input-unhandled", "comment", "it repeats")]


def test_a_comment_at_a_step_hides_also_what_stands_in_other_lines():
    """The whole call is judged at its start, which is named above."""
    report = quieted(MENU.replace("  main:\n", "  main:  # ivrlint: ignore[no-way-to-a-person] nobody works there\n"))
    assert told(report) == [NO_INPUT, NO_MATCH]


def test_a_comment_at_a_line_hides_what_stands_there_and_nothing_else():
    report = quieted(MENU.replace("start: main", "start: main  # ivrlint: ignore[no-way-to-a-person, no-input-unhandled] x y"))
    assert told(report) == [(2, "suppression-unused"), NO_INPUT, NO_MATCH]


def test_a_comment_for_the_file_hides_wherever_it_is_found():
    report = quieted(f"# ivrlint: ignore-file[no-input-unhandled, no-match-unhandled] the platform asks again\n{MENU}")
    assert told(report) == [(3, "no-way-to-a-person")]


def test_what_is_suppressed_says_why_and_where_that_stands():
    report = quieted(MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled] until 2027-01-31 it repeats"))
    ((finding, by),) = report.suppressed
    assert finding.rule == "no-input-unhandled"
    assert by == Suppression("comment", "it repeats", Mark("a.yaml", 4, 12, 4, 75), "2027-01-31")
    assert not by.is_for_age


def test_the_nearest_comment_gives_the_reason():
    text = MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled] near")
    accepted = Asked(("a.yaml",), Mark("c.yaml", 1, 1, 1, 2), IN_CONFIGURATION, ("no-input-unhandled",), "farthest")
    report = quieted(f"# ivrlint: ignore-file[no-input-unhandled] far\n{text}", accepted=[accepted])
    assert hidden(report) == [("no-input-unhandled", "comment", "near")]
    assert not [finding for finding in report.findings if finding.rule in ABOUT_SUPPRESSIONS]


def test_mistakes_in_the_file_can_be_suppressed():
    text = MENU.replace("    options:", "    optoins: 1  # ivrlint: ignore[format] the export has it\n    options:")
    assert hidden(quieted(text)) == [("format", "comment", "the export has it")]


def test_a_comment_without_a_reason_hides_nothing():
    report = quieted(MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled]"))
    assert told(report) == [NO_WAY, NO_INPUT, NO_MATCH, (4, "suppression-without-reason")]
    assert report.findings[-1].message == "this comment hides nothing: it does not say why no-input-unhandled may be ignored"
    assert report.findings[-1].step == "main"


@pytest.mark.parametrize(("today", "holds"), [("2026-12-31", True), ("2027-01-31", True), ("2027-02-01", False)])
def test_a_comment_holds_until_the_end_of_its_day(today, holds):
    text = MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled] until 2027-01-31 it repeats")
    report = quieted(text, today=today)
    assert (NO_INPUT not in told(report)) is holds
    assert ((4, "suppression-expired") in told(report)) is not holds


def test_what_is_expired_says_whether_something_is_still_found():
    text = MENU.replace("  main:", "  main:  # ivrlint: ignore[{}] until 2026-01-31 it repeats")
    told_of = [quieted(text.replace("{}", rule)).findings[-1] for rule in ("no-input-unhandled", "unreachable-step")]
    assert [finding.message for finding in told_of] == [
        "this holds no more: its day was 2026-01-31, and no-input-unhandled finds something here",
        "this holds no more: its day was 2026-01-31",
    ]
    assert told_of[1].instead == "Take the comment out. Or look at the reason again and give another day."


def test_what_finds_nothing_is_told_once_for_each_comment():
    report = quieted(MENU.replace("  bills:", "  # ivrlint: ignore[no-input-unhandled, unreachable-step] a b\n  bills:"))
    (finding,) = (finding for finding in report.findings if finding.rule == "suppression-unused")
    assert finding.message == "this is of no use: no-input-unhandled and unreachable-step find nothing here"
    assert finding.instead == "Take the comment out."
    assert finding.about == "no-input-unhandled,unreachable-step"


def test_of_several_rules_those_are_named_that_find_nothing():
    report = quieted(MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled, unreachable-step] a b"))
    (finding,) = (finding for finding in report.findings if finding.rule == "suppression-unused")
    assert finding.message == "this is of no use: unreachable-step finds nothing here"
    assert finding.instead == "Take unreachable-step out of the bracket."


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"{MENU}# ivrlint: ignore[unreachable-step] a", "below it, where nothing stands"),
        (f"# ivrlint: ignore-file[unreachable-step] a\n{MENU}", "in this file"),
    ],
)
def test_where_nothing_is_found_is_said(text, where):
    (finding,) = (finding for finding in quieted(text).findings if finding.rule == "suppression-unused")
    assert finding.message == f"this is of no use: unreachable-step finds nothing {where}"


@given(st.sets(st.sampled_from(CHOSEN)), st.sets(st.sampled_from(CHOSEN), min_size=1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_rule_that_did_not_run_is_said_to_find_nothing(ran, named, whole_file):
    word = "ignore-file" if whole_file else "ignore"
    text = MENU.replace("  bills:", f"  # ivrlint: {word}[{', '.join(sorted(named))}] a b\n  bills:")
    report = quieted(text, [rule for rule in RULES_HERE if rule.id in ran])
    said = {rule for finding in report.findings if finding.rule == "suppression-unused" for rule in finding.about.split(",")}
    found = {finding.rule for finding, _ in report.suppressed}
    assert said == (named & ran) - found


def test_rules_about_calls_are_not_said_to_find_nothing_where_no_call_begins(tmp_path):
    (tmp_path / "a.yaml").write_text("ivr: 1\nstart: a\nsteps: {a: {say: Hello., next: b.yaml}}\n")
    (tmp_path / "b.yaml").write_text(f"# ivrlint: ignore-file[no-way-to-a-person, unreachable-step] a\n{MENU}")
    paths = [str(tmp_path / name) for name in ("a.yaml", "b.yaml")]
    report = suppress(lint_paths(paths, RULES_HERE), TODAY, known, all_are_warnings)
    unused = [finding.about for finding in report.findings if finding.rule == "suppression-unused"]
    assert unused == ["unreachable-step"]


def test_a_comment_hides_what_calls_of_other_files_meet(tmp_path):
    (tmp_path / "a.yaml").write_text("ivr: 1\nstart: a\nsteps: {a: {say: Hello., next: b.yaml}}\n")
    (tmp_path / "b.yaml").write_text(
        MENU.replace("  main:", "  # ivrlint: ignore[no-input-unhandled, unreachable-step] a\n  main:")
    )
    report = suppress(lint_paths([str(tmp_path / "a.yaml")], RULES_HERE), TODAY, known, all_are_warnings)
    assert [(finding.rule, Path(finding.mark.file).name) for finding, _ in report.suppressed] == [
        ("no-input-unhandled", "b.yaml")
    ]
    assert "suppression-unused" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    ("comment", "message", "instead"),
    [
        (
            "ignore",
            "no rule is named, and to hide everything would hide what is found later as well",
            "Write `ivrlint: ignore[no-way-to-a-person, no-input-unhandled, no-match-unhandled] reason`.",
        ),
        ("ignore[no-reapeat] a", "there is no rule 'no-reapeat'", "Name it as the report does."),
        (
            "disable[no-repeat]",
            "'disable' asks for nothing that ivrlint knows; write ignore[no-repeat]",
            "Write `ivrlint: ignore[no-repeat] reason`.",
        ),
        (
            "disable=no-repeat, dead-end, well-known",
            "'disable' asks for nothing that ivrlint knows; write ignore[no-repeat, dead-end]",
            "Write `ivrlint: ignore[no-repeat, dead-end] reason`.",
        ),
        ("disable", "'disable' asks for nothing that ivrlint knows", "Write `ivrlint: ignore[rule-id] reason`."),
        (
            "ignore no-repeat because it is short-lived",
            "the rule is named without a bracket; write ignore[no-repeat]",
            "Write `ivrlint: ignore[no-repeat] reason`.",
        ),
        (
            "ignore[suppression-unused] a",
            "suppression-unused is about suppressions, and no suppression hides it",
            "`--ignore suppression-unused` leaves such findings out.",
        ),
    ],
)
def test_what_is_not_understood_is_told(comment, message, instead):
    report = quieted(MENU.replace("  main:", f"  main:  # ivrlint: {comment}"))
    assert told(report) == [NO_WAY, NO_INPUT, NO_MATCH, (4, "suppression-malformed")]
    assert (report.findings[-1].message, report.findings[-1].instead) == (f"this comment hides nothing: {message}", instead)
    assert report.suppressed == ()


def test_what_would_hide_the_next_line_elsewhere_is_told():
    def malformed(comment):
        report = quieted(MENU.replace("  main:", f"  # {comment}\n  main:"))
        return [finding.message for finding in report.findings if finding.rule == "suppression-malformed"]

    wrong = "'disable-next-line' asks for nothing that ivrlint knows; write ignore[no-repeat]"
    assert malformed("ivrlint-disable-next-line no-repeat") == [f"this comment hides nothing: {wrong}"]
    assert malformed("see ivrlint-docs, ivrlint-disabled") == []


def test_where_nothing_is_found_no_rule_is_proposed():
    report = quieted(MENU.replace("  bills:", "  # ivrlint: ignore\n  bills:"))
    assert report.findings[-1].instead == "Write `ivrlint: ignore[rule-id] reason`."


def test_a_rule_that_does_not_exist_leaves_the_others_as_they_are():
    report = quieted(MENU.replace("  main:", "  main:  # ivrlint: ignore[nothing, no-input-unhandled] a"))
    assert told(report) == [NO_WAY, NO_MATCH, (4, "suppression-malformed")]


def test_findings_about_suppressions_are_as_severe_as_somebody_wants():
    text = MENU.replace("  main:", "  main:  # ivrlint: ignore")
    levels = {"suppression-malformed": Severity.error}
    report = suppress(lint_text(text, "a.yaml", ()), TODAY, known, lambda finding: levels.get(finding.rule))
    assert [finding.severity for finding in report.findings] == [Severity.error]
    levels.clear()
    assert suppress(lint_text(text, "a.yaml", ()), TODAY, known, lambda finding: levels.get(finding.rule)).findings == ()


def test_what_is_wrong_with_suppressions_costs_no_points_and_what_they_hide_costs_none_either():
    before = quieted(MENU).grades[0].points
    assert quieted(MENU.replace("  bills:", "  # ivrlint: ignore\n  bills:")).grades[0].points == before
    hiding = MENU.replace("  main:", "  main:  # ivrlint: ignore[no-input-unhandled] a")
    assert quieted(hiding).grades[0].points == before + 5


def entry(*rules, steps=(), until="", whole=True, files=("a.yaml",)):
    return Asked(files, Mark("c.yaml", 3, 5, 3, 9), IN_CONFIGURATION, rules, "so it is", until, steps=steps, whole=whole)


def test_a_configuration_hides_by_file_rule_and_step():
    assert hidden(quieted(MENU, accepted=[entry("no-input-unhandled")])) == [("no-input-unhandled", "configuration", "so it is")]
    assert len(hidden(quieted(MENU, accepted=[entry("no-input-unhandled", steps=("bills", "main"))]))) == 1
    assert hidden(quieted(MENU, accepted=[entry("no-input-unhandled", steps=("bills",))])) == []


@pytest.mark.parametrize(
    ("given", "messages"),
    [
        (entry("unreachable-step"), ["this is of no use: unreachable-step finds nothing there"]),
        (entry("unreachable-step", whole=False), []),
        (entry("unreachable-step", "no-input-unhandled"), ["this is of no use: unreachable-step finds nothing there"]),
        (entry("no-repeat"), []),
        (entry("no-input-unhandled", steps=("bills",)), ["this is of no use: no-input-unhandled finds nothing at bills"]),
        (
            entry("no-input-unhandled", steps=("mian",)),
            ["this is of no use: no-input-unhandled finds nothing at mian; did you mean 'main'?"],
        ),
        (entry("no-input-unhandled", files=("a.yaml", "b.yaml")), []),
        (entry("unreachable-step", files=()), ["this is of no use: the files that it names are not there"]),
        (entry("no-repeat", files=()), []),
        (
            entry("no-match-unhandled", until="2026-06-14"),
            ["this holds no more: its day was 2026-06-14, and no-match-unhandled finds something there"],
        ),
    ],
)
def test_of_a_configuration_is_told_what_is_of_no_use_or_past_its_day(given, messages):
    report = quieted(MENU, accepted=[given])
    told_of = [finding for finding in report.findings if finding.rule in ABOUT_SUPPRESSIONS]
    assert [finding.message for finding in told_of] == messages
    assert all(finding.mark.file == "c.yaml" for finding in told_of)


def commented(path, line, above, rule):
    """The text of a file with a comment above a line, or at its end; before or behind a tag, where the line is part of one."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    first = last = line
    if path.suffix in (".xml", ".vxml"):
        for start, end in comments(text, "voicexml").whole:
            begins, ends = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
            first, last = (begins, ends) if begins <= line <= ends else (first, last)
    opens, closes = {".xml": ("<!-- ", " -->"), ".vxml": ("<!-- ", " -->"), ".conf": ("; ", "")}.get(path.suffix, ("# ", ""))
    comment = f"{opens}ivrlint: ignore[{rule}] it is a sample{closes}\n"
    if above:
        lines.insert(first - 1, comment)
    else:
        lines[last - 1] = f"{lines[last - 1].rstrip()} {comment}"
    return "".join(lines)


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    "name", ["asterisk.conf", "bxml.xml", "freeswitch.xml", "genesys-architect.yaml", "swml.yaml", "twiml.xml", "voicexml.vxml"]
)
def test_all_that_is_found_in_the_samples_of_formats_with_comments_can_be_suppressed(name, above):
    path = EXPORTS / name
    before = lint_text(path.read_text(encoding="utf-8"), name, EVERY_RULE)
    assert before.findings
    for finding in before.findings:
        text = commented(path, finding.mark.line, above, finding.rule)
        report = quieted(text, EVERY_RULE, file=name)
        assert finding.rule in {each.rule for each, _ in report.suppressed}, (finding, text)
        assert not [each for each in report.findings if each.rule in ABOUT_SUPPRESSIONS]


def test_a_comment_that_several_reports_have_is_heard_once():
    report = lint_text(MENU.replace("  main:", "  main:  # ivrlint: ignore"), "a.yaml", ())
    twice = replace(report, remarks=report.remarks * 2)
    assert len(suppress(twice, TODAY, known, all_are_warnings).findings) == 1


def test_a_configuration_may_name_a_step_as_its_file_does_or_as_another_file_does(tmp_path):
    (tmp_path / "main.yaml").write_text("ivr: 1\nstart: hello\nsteps:\n  hello: {say: Hello., next: menu.yaml#main}\n")
    (tmp_path / "menu.yaml").write_text(MENU)
    report = lint_paths([str(tmp_path / "main.yaml")], RULES_HERE)
    (finding,) = [each for each in report.findings if each.rule == "no-input-unhandled" and each.step == "menu.yaml#main"]
    for name in ("main", "menu.yaml#main"):
        asked = entry("no-input-unhandled", steps=(name,), files=(finding.mark.file,))
        assert [each.finding for each in suppress(report, TODAY, known, all_are_warnings, [asked]).suppressed] == [finding]
