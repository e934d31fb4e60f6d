"""The report for a comment on a pull request."""

import re
from typing import Any

import pytest
from consumers import rendered, written
from lxml import html
from reports import finding, quiet, report, way

from ivrlint.bundled import RULES
from ivrlint.finding import CallEvent, CallTranscript, Severity
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report
from ivrlint.reporters.inert import code, inert, sentence
from ivrlint.reporters.markdown import LIMIT, MOMENTS, ROWS, markdown
from ivrlint.reporters.surroundings import NOWHERE, Surroundings
from ivrlint.rule import load_rules

UNSEEN = "\u200b"


def printed(it: Report, around: Surroundings = NOWHERE) -> Any:
    text = written(markdown(it, around)).decode("utf-8")
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    return rendered(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().replace(UNSEEN, "").split())


def test_nothing_linted_is_said() -> None:
    assert words(printed(report(files=0))) == "ivrlint: nothing was linted"


def test_the_counts_are_the_heading_and_the_first_line_a_mark() -> None:
    text = list(markdown(report(finding(), ways=(way(),))))
    assert text[0] == "<!-- ivrlint -->"
    page = printed(report(finding(), ways=(way(),)))
    assert words(page.find(".//h3")) == "ivrlint: 1 warning in 1 file; grade A (95 of 100 points)"


def test_a_finding_is_a_line_that_folds_its_call_and_what_to_do() -> None:
    (folded,) = printed(report(finding(instead="Use `tries: 2`, or move\n  it up."))).iter("details")
    assert words(folded.find("summary")) == "warning menu.yaml:4 main is too deep menu-too-deep"
    assert folded.find("pre").text_content().splitlines() == [
        ' 0:00  hears    "Thank you for calling."',
        " 0:09  presses  2 (bills)",
        " 1:15  ends     is cut off",
    ]
    assert words(folded).endswith("is cut off Instead: Use tries: 2, or move it up.")
    assert [element.text for element in folded.findall("p/code")] == ["tries: 2"]


def test_a_finding_with_nothing_more_to_say_is_not_folded() -> None:
    page = printed(report(finding(call=None, instead="")))
    assert list(page.iter("details")) == []
    assert words(page).endswith("warning menu.yaml:4 main is too deep menu-too-deep")


def test_the_worst_come_first() -> None:
    found = [finding(severity=severity, rule=rule) for severity in Severity for rule in ("other", "doom-loop")]
    told = [words(summary).split() for summary in printed(report(*found)).iter("summary")]
    assert [(line[0], line[-1]) for line in told] == [
        ("error", "doom-loop"),
        ("error", "other"),
        ("warning", "other"),
        ("warning", "doom-loop"),
        ("info", "other"),
        ("info", "doom-loop"),
    ]


def test_grades_are_a_table_with_the_worst_first() -> None:
    bad = finding(severity=Severity.error, mark=Mark("shop.yaml", 1, 1, 1, 2))
    ways = (way(), way(file="shop.yaml"), way(file="shop.yaml", name="Night"))
    rows = [[words(cell) for cell in row] for row in printed(report(bad, ways=ways, files=2)).iter("tr")]
    assert rows == [
        ["file", "grade", "points", "errors", "warnings", "infos", "a person"],
        ["shop.yaml", "B", "80", "1", "0", "0", "2 calls"],
        ["menu.yaml", "A", "100", "0", "0", "0", "A newcomer reaches a person after 48 s (0 → 2), pressing 2 keys"],
    ]


def test_how_much_is_not_told_stands_beside_the_grade_that_it_makes() -> None:
    old = quiet("baseline", severity=Severity.error, mark=Mark("shop.yaml", 1, 1, 1, 2))
    ways = (way(route=("0",)), way(file="shop.yaml", route=("0",)))
    told = report(finding(), ways=ways, files=2, suppressed=(old, quiet("comment")))
    rows = [[words(cell) for cell in row][:-1] for row in printed(told).iter("tr")]
    assert rows == [
        ["file", "grade", "points", "errors", "warnings", "infos", "not told"],
        ["shop.yaml", "B", "80", "0", "0", "0", "1"],
        ["menu.yaml", "A", "95", "0", "1", "0", "1"],
    ]


def test_what_is_found_in_a_file_without_a_grade_has_a_row() -> None:
    found = [finding(rule="suppression-unused", mark=Mark(".ivrlint.yaml", 7, 1, 7, 2)), finding()]
    rows = [[words(cell) for cell in row] for row in printed(report(*found, ways=(way(),))).iter("tr")]
    assert [row[:6] for row in rows[1:]] == [
        ["menu.yaml", "A", "95", "0", "1", "0"],
        [".ivrlint.yaml", "", "", "0", "1", "0"],
    ]
    assert len({len(row) for row in rows}) == 1


def test_the_rows_of_the_table_add_up_to_the_heading() -> None:
    found = [finding(mark=Mark(file, 1, 1, 1, 2)) for file in ("menu.yaml", "b.json", "b.json", "part.yaml")]
    page = printed(report(*found, ways=(way(),)))
    assert words(page.find(".//h3")).startswith("ivrlint: 4 warnings in 1 file")
    assert sum(int(words(row[4])) for row in list(page.iter("tr"))[1:]) == 4


def test_many_files_are_counted() -> None:
    ways = tuple(way(file=f"{n}.yaml") for n in range(ROWS + 7))
    problems = tuple(Refusal(f"{n}.txt", "is empty") for n in range(ROWS + 3))
    page = printed(report(ways=ways, problems=problems, files=ROWS + 7))
    assert len(list(page.iter("tr"))) == ROWS + 1
    assert "and 7 more, none of them with fewer points." in words(page)
    items = [words(item) for item in page.iter("li")]
    assert (items[0], items[-1], len(items)) == ("0.txt: is empty", "and 3 more", ROWS + 1)


def test_what_could_not_be_read_is_told_with_its_line() -> None:
    page = printed(report(problems=(Refusal("bad.yaml", "ends too early", 3, 7),)))
    assert [words(item) for item in page.iter("li")] == ["bad.yaml:3: ends too early"]


def test_what_there_is_no_room_for_is_counted() -> None:
    found = [finding(severity=severity, message="é😀" * 140) for severity in Severity for _ in range(100)]
    page = printed(report(*found))
    told = len(list(page.iter("summary")))
    assert 20 < told < 300
    left = re.search(r"Left out, for want of room: (?:(\d+) errors, )?(\d+) warnings, (\d+) infos\.", words(page))
    assert left
    assert told + sum(int(number or 0) for number in left.groups()) == 300


def test_endless_words_and_calls_are_cut() -> None:
    events = tuple(CallEvent(n, "hears", "x" * 999, "s") for n in range(200))
    page = printed(report(finding(message="m" * 1_000_000, instead="i" * 9999, call=CallTranscript(events))))
    (folded,) = page.iter("details")
    lines = folded.find("pre").text_content().splitlines()
    assert (len(lines), lines[-1]) == (MOMENTS + 1, "and 160 more moments")


def test_rules_link_to_their_pages_where_there_are_any() -> None:
    rules, _ = load_rules([RULES / "menus" / "menu-too-deep.yaml"], examples=False)
    around = Surroundings(rules=rules, pages="https://example.org/docs")
    links = [link.get("href") for link in printed(report(finding()), around).iter("a")]
    assert links == ["https://example.org/docs/rules/menus.md#menu-too-deep"]


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</summary></details><h1>",
    "<!-- -->",
    "[a](javascript:b)",
    "![a](http://x/y.png)",
    "@octocat and @org/team",
    "owner/repo#1, #12, GH-7",
    "https://example.org www.example.org a@example.org",
    "**a** _b_ ~~c~~ `d` $e$ ^f",
    "a | b || c",
    "&lt;b&gt; &amp; &#64;x",
    "``` \\` \\\\",
    "- [ ] # h",
    "\x00\x1b[2J\u202e\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_flow_are_only_words(text: str) -> None:
    where = f"a{text}b"
    events = (CallEvent(0, "hears", where, "s"), CallEvent(1, "says", f"```\n{text}", "s"))
    hostile = finding(message=where, instead=where, mark=Mark(where, 1, 1, 1, 2), call=CallTranscript(events))
    page = printed(report(hostile, ways=(way(file=where, route=(text,)),), problems=(Refusal(where, text),)))
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "body", "h3", "p", "strong", "b", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code",
                    "details", "summary", "pre"}  # fmt: skip
    assert len(list(page.iter("details"))) == len(list(page.iter("summary"))) == len(list(page.iter("pre"))) == 1
    assert [len(row) for row in page.iter("tr")] == [7, 7]
    for element in page.iter("code", "pre"):
        element.drop_tree()
    said = page.text_content()
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.", said)


@pytest.mark.parametrize("text", [*HOSTILE[:-1], "plain words: 1 + 1 = 2"])
def test_what_is_read_is_what_was_written(text: str) -> None:
    expected = " ".join(text.split())
    for made in (inert(text), code(text)):
        for place in (f"<p>{made}</p>", f"x {made}", f"| {made} |\n|---|"):
            assert expected in words(rendered(place))
            assert html.tostring(rendered(place)).count(b"<script") == 0


def test_code_in_backticks_is_code_and_nothing_else_is() -> None:
    assert sentence("a `b*c` d `e") == "a <code>b&#42;c</code> d &#96;e"
