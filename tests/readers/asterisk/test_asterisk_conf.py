"""The syntax of extensions.conf: sections, priorities, labels, templates, comments."""

import pytest
from dialplans import after, call, first, flow_of, ways

from ivrlint.flow import HangUp, Menu, Say, Transfer
from ivrlint.readers.asterisk.comments import Comments
from ivrlint.readers.asterisk.conf import parse
from ivrlint.readers.asterisk.source import Source


def plan(text):
    return parse(Source(text, "f"))


def lines(text, context="a", exten="s"):
    found = plan(text).contexts[context].extensions[exten].lines
    return {priority: (line.app, line.args, line.label) for priority, line in sorted(found.items())}


def test_n_same_labels_and_offsets_number_the_priorities():
    text = """[a]
exten => s,1,Answer
exten => s,n(start),Playback(one)
 same => n(again)+2,Playback(two)
 same => n+1(late),Playback(three)
 same = next,Hangup()
exten => s,start+100,Playback(four)
exten => s,s,Playback(lost)
"""
    assert lines(text) == {
        1: ("Answer", "", ""),
        2: ("Playback", "one", "start"),
        5: ("Playback", "two", "again"),
        7: ("Playback", "three", "late"),
        8: ("Hangup", "", ""),
        102: ("Playback", "four", ""),
    }


def test_of_two_lines_for_the_same_priority_the_first_counts():
    assert lines("[a]\nexten => s,1,Answer\nexten => s,1,Wait(1)\n[a](+)\nexten => s,1,Busy\nexten => s,2,Hangup\n") == {
        1: ("Answer", "", ""),
        2: ("Hangup", "", ""),
    }


def test_templates_give_their_lines():
    text = "[t](!)\nexten => i,1,Hangup\ninclude => b\n[a](t)\nexten => s,1,Answer\n"
    context = plan(text).contexts["a"]
    assert set(context.extensions) == {"i", "s"}
    assert [include.name for include in context.includes] == ["b"]
    assert "t" not in plan(text).contexts


def test_hints_are_no_lines_and_patterns_keep_their_brackets():
    context = plan("[a]\nexten => _1[2-4,7]X,1,Dial(SIP/1)\nexten => 100,hint,SIP/100\n").contexts["a"]
    assert set(context.extensions) == {"_1[2-4,7]X", "100"}
    assert not context.extensions["100"].lines


def test_the_oldest_syntax_has_no_brackets():
    assert lines("[a]\nexten => s,1,Dial,SIP/1|20\nexten => s,2,Goto(s|1)\n") == {
        1: ("Dial", "SIP/1|20", ""),
        2: ("Goto", "s|1", ""),
    }


def test_comments_are_taken_away_and_columns_stay():
    text = (
        "[a] ; title here\nexten => s,1,Playback(a\\;b) ; said\n;-- exten => x,1,Hangup ;-- nested --; still\n"
        "--; exten => t,1,Hangup\n"
    )
    context = plan(text).contexts["a"]
    assert context.title == "title here"
    line = context.extensions["s"].lines[1]
    assert (line.args, line.note) == ("a\\;b", "said")
    assert "x" not in context.extensions
    assert text[context.extensions["t"].at :].startswith("t,1")


def test_three_dashes_are_an_ordinary_comment():
    source = Source("[a];--- not a block\nexten => s,1,Answer ;----\n;--== end ==--;\nexten => t,1,Hangup\n", "f")
    assert [code.strip() for _, code in Comments(source).code if code.strip()] == [
        "[a]",
        "exten => s,1,Answer",
        "exten => t,1,Hangup",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("just words", "no `=`"),
        ("exten => s", "needs a number"),
        ("same => Hangup()", "no priority"),
        ("exten => s,first,Hangup()", "neither a number"),
    ],
)
def test_a_line_that_asterisk_passes_over_is_a_problem_at_its_place(line, words):
    flow = flow_of(call("Background(m)\nWaitExten()") + f"{line}\nexten => 1,1,Dial(SIP/1)\n")
    (problem,) = flow.problems
    assert words in problem.message
    assert problem.mark.line == 5
    assert problem.mark.end_column > problem.mark.column


def test_same_before_any_extension_and_extensions_in_general_are_problems():
    assert ["same" in problem.message for problem in plan("[a]\nsame => n,Hangup()\n").problems] == [True]
    (problem,) = plan("[general]\nexten => s,1,Answer\nexten => t,1,Answer\n").problems
    assert "[general]" in problem.message


def test_many_wrong_lines_are_not_all_told():
    assert len(plan("[a]\n" + "junk\n" * 100).problems) == 10


def test_settings_values_and_files_are_kept():
    found = plan(
        '[general]\nautofallthrough=no\n[globals]\nDesk=SIP/100\n#include "more.conf"\n#exec /bin/x\n#tryinclude <b.conf>\n'
    )
    assert found.settings == {"autofallthrough": "no"}
    assert found.values["Desk"] == "SIP/100"
    assert [name for name, _ in found.files] == ["more.conf", "b.conf"]
    assert found.whole


def test_steps_are_marked_at_their_applications():
    flow = flow_of(
        call("Background(menu)\nWaitExten(5)") + "exten => 1,1,Dial(SIP/1)\nexten => i,1,Playback(bad)\n same => n,Hangup()\n"
    )
    menu = first(flow)
    assert (menu.mark.line, menu.mark.column, menu.mark.end_column) == (3, 12, 28)
    assert (menu.options[0].mark.line, menu.options[0].mark.column) == (5, 10)
    assert (menu.no_match.mark.line, menu.prompt.mark.column) == (6, 23)


def test_a_gap_in_the_priorities_ends_the_call():
    flow = flow_of("[from-trunk]\nexten => s,1,Playback(a)\nexten => s,3,Dial(SIP/1)\nexten => 5,1,Dial(SIP/2)\n")
    assert isinstance(first(flow), HangUp)


def test_a_line_of_a_pattern_follows_where_the_number_has_none():
    flow = flow_of("[from-trunk]\nexten => 5551234,1,Playback(a)\nexten => _X.,2,Dial(SIP/1)\n")
    step = flow.steps["from-trunk 5551234"]
    assert isinstance(step, Say)
    assert isinstance(after(flow, step, "next"), Transfer)


def test_without_fallthrough_the_end_of_an_extension_waits_for_keys():
    text = "[general]\nautofallthrough=no\n" + call("Background(menu)") + "exten => 1,1,Dial(SIP/1)\nexten => t,1,Hangup\n"
    menu = first(flow_of(text))
    assert isinstance(menu, Menu)
    assert ways(menu)["no_input"] == "from-trunk t"
