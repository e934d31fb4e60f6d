"""The report for people."""

from reports import SOURCE, finding, quiet, report, way

from ivrlint.finding import CallTranscript, Severity
from ivrlint.flow import Mark, Refusal, replace
from ivrlint.report import Report
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import problem, text


def printed(it: Report) -> str:
    return "\n".join(text(it, Paint()))


def test_a_finding_is_its_place_the_call_and_what_to_do() -> None:
    assert (
        printed(report(finding(), ways=(way(),)))
        == """\
menu.yaml:4:3: warning: main is too deep [menu-too-deep]
  4 |   main:
    |   ^~~~
     0:00  hears    "Thank you for calling."
     0:09  presses  2 (bills)
     1:15  ends     is cut off
    Instead: Move it up.
    Evidence: Toolkit, at most three levels

A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys
Points lost: menu-too-deep 5
1 warning in 1 file; grade A (95 of 100 points)"""
    )


def test_a_call_that_was_told_is_named_where_it_was() -> None:
    second = finding(rule="other", mark=Mark("menu.yaml", 5, 5, 5, 8), instead="", sources=())
    assert (
        printed(report(finding(), second)).split("\n\n")[1]
        == """\
menu.yaml:5:5: warning: main is too deep [other]
  5 |     say: Hello
    |     ^~~
    The call is the one told at line 4, menu-too-deep."""
    )


def test_a_call_that_was_told_of_another_file_is_named_with_its_file() -> None:
    second = finding(mark=Mark("other.yaml", 1, 1, 1, 2))
    assert "    The call is the one told at menu.yaml:4, menu-too-deep." in printed(report(finding(), second)).split("\n")


def test_findings_without_a_call_have_none() -> None:
    for call in (None, CallTranscript(())):
        assert "hears" not in printed(report(finding(call=call)))


def test_the_evidence_of_a_rule_is_given_once() -> None:
    out = printed(report(finding(), finding(step="other")))
    assert (out.count("Evidence:"), out.count("Instead:")) == (1, 2)


def test_further_sources_are_counted() -> None:
    three = finding(sources=finding().sources * 3)
    assert "Evidence: Toolkit, at most three levels (and 2 more: ivrlint explain menu-too-deep)" in printed(report(three))


def test_a_place_without_a_line_is_not_quoted() -> None:
    for mark in (Mark("menu.yaml", 99, 1, 99, 2), Mark("gone.yaml", 1, 1, 1, 2)):
        assert "|" not in printed(report(finding(mark=mark)))


def test_a_line_of_base64_is_not_quoted() -> None:
    encoded = replace(report(finding(mark=Mark("menu.yaml", 1, 1, 1, 2))), texts={"menu.yaml": b"JTdCJTIy" * 40})
    assert "|" not in printed(encoded)


def test_a_mark_over_several_lines_ends_with_its_first() -> None:
    assert "|   ^~~~~" in printed(report(finding(mark=Mark("menu.yaml", 4, 3, 5, 2)))).split("\n")[2]


def test_several_calls_are_told_apart_by_file_and_name() -> None:
    ways = (way(), way(file="shop.yaml", name="Orders"), way(file="shop.yaml", name="", start="returns"))
    assert printed(report(ways=ways, files=2)).split("\n") == [
        "menu.yaml (A): A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys",
        "shop.yaml (A): Orders: A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys",
        "shop.yaml (A): returns: A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys",
        "nothing found in 2 files; grades: 2 A",
    ]


def test_what_costs_points_is_told_of_a_single_flow() -> None:
    lines = printed(report(finding(), finding(), ways=(way(), way(start="returns")))).split("\n")
    assert lines[-2:] == ["Points lost: menu-too-deep 7.5", "2 warnings in 1 file; grade A (92 of 100 points)"]
    several = printed(report(finding(), ways=(way(), way(file="shop.yaml")), files=2))
    assert "Points lost" not in several


def test_nothing_from_a_file_can_move_the_cursor() -> None:
    nasty = finding(message="a\x1b[2Jb", mark=Mark("m\nenu.yaml", 1, 1, 1, 2), instead="\x07")
    assert "\x1b" not in printed(report(nasty))
    assert "\x07" not in printed(report(nasty))
    assert problem(Refusal("a\nb", "is \x1b[0m"), Paint()) == r"a\nb: error: is \x1b[0m"


def test_a_refusal_names_its_place_when_there_is_one() -> None:
    assert problem(Refusal("x.yaml", "is empty"), Paint()) == "x.yaml: error: is empty"
    assert problem(Refusal("x.yaml", "ends too early", 3, 7), Paint()) == "x.yaml:3:7: error: ends too early"


def test_colours_follow_the_severity() -> None:
    lines = list(text(report(finding(severity=Severity.error)), Paint(True)))
    assert lines[0] == "\x1b[1mmenu.yaml:4:3\x1b[0m: \x1b[31;1merror\x1b[0m: main is too deep \x1b[2m[menu-too-deep]\x1b[0m"
    assert lines[-1] == "\x1b[31;1m1 error in 1 file\x1b[0m"


def test_evidence_is_one_line_that_can_be_read_at_a_glance() -> None:
    long = finding(sources=(SOURCE._replace(clause="at most three levels " * 20), SOURCE))
    (line,) = [line for line in printed(report(long)).split("\n") if "Evidence:" in line]
    assert line.startswith("    Evidence: Toolkit, at most three levels at most")
    assert line.endswith("... (and 1 more: ivrlint explain menu-too-deep)")
    assert len(line) < 210
    assert "    Evidence: Toolkit\n" in printed(report(finding(sources=(SOURCE._replace(clause=""),))))


def test_of_very_many_calls_the_worst_are_told() -> None:
    ways = tuple(way(file=f"{number:02}.yaml") for number in range(30))
    bad = finding(mark=Mark("29.yaml", 1, 1, 1, 2))
    lines = printed(report(bad, ways=ways, files=30)).split("\n\n")[1].split("\n")
    assert lines[0] == "The 20 worst of 30 calls:"
    assert lines[1].startswith("29.yaml (A): A newcomer")
    assert lines[2].startswith("00.yaml (A): ")
    assert (len(lines), lines[-1]) == (22, "1 warning in 30 files; grades: 30 A")
    ungraded = replace(report(ways=ways, files=30), graded=False)
    assert printed(ungraded).split("\n")[0] == "20 of 30 calls:"


def test_where_much_is_old_only_calls_are_told_that_come_to_something_new() -> None:
    ways = (way(), way(file="part.yaml"), way(file="shop.yaml"), way(file="z.yaml"))
    for kind in ("baseline", "before"):
        old = report(ways=ways, files=4, suppressed=(quiet(kind),))
        assert printed(old).split("\n")[0].startswith("nothing new found in 4 files")
        new = finding(mark=Mark("part.yaml", 1, 1, 1, 2))
        several = report(new, ways=ways, files=4, suppressed=(quiet(kind),))
        told = printed(replace(several, met={"part.yaml": frozenset({"shop.yaml"})})).split("\n\n")[1].split("\n")
        assert [line.partition(" (")[0] for line in told[:-1]] == ["part.yaml", "shop.yaml"]
    accepted = report(ways=ways, files=4, suppressed=(quiet("comment"),))
    assert len(printed(accepted).split("\n")) == 5


def test_where_all_is_old_the_points_that_it_costs_are_not_told() -> None:
    old = report(ways=(way(),), suppressed=(quiet("baseline"),))
    assert "Points lost" not in printed(old)
    new = finding(rule="doom-loop")
    assert "Points lost: doom-loop" in printed(report(new, ways=(way(),), suppressed=(quiet("baseline"),)))
