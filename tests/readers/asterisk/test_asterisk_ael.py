"""Dialplans in AEL."""

import pytest
from dialplans import after, first, flow_of, names, result_of, run_of, ways

from ivrlint.flow import Check, HangUp, Menu, Refusal, Say, Transfer, Unknown

MENU = """// a comment
context incoming {
    includes { common; night|18:00-08:00|*|*|*; }
    switches { Realtime/x; }
    ignorepat => 9;
    s => {
        Answer();
        again:
        Background(menu); /* said
        twice */
        WaitExten(5);
    }
    1 => &queue(sales);
    2 => jump 100@phones;
    3 => { goto incoming|s|again; };
    i => { Playback(wrong); goto s,again; }
    t => jump s;
}
context common {
    hint(SIP/9) 9 => Dial(SIP/9);
}
context phones {
    _1XX => Dial(SIP/${EXTEN});
}
macro queue(name) {
    Queue(${name});
    return;
}
"""


def test_contexts_extensions_and_jumps():
    flow = flow_of(MENU, "extensions.ael")
    menu = first(flow)
    assert isinstance(menu, Menu)
    assert (menu.prompt.audio, menu.no_input.after) == ("menu", 5.0)
    assert after(flow, menu, "1").who == "sales"
    assert after(flow, menu, "2").who == "SIP/100"
    assert after(flow, menu, "9").who == "SIP/9"
    assert ways(menu)["3"] == ways(menu)["no_input"] == "incoming s"
    assert after(flow, menu, "no_match").prompt.audio == "wrong"
    assert names(flow) == {"incoming s": "incoming s"}
    assert (menu.mark.line, menu.mark.column) == (9, 9)


def body(text, more=""):
    return flow_of("context incoming {\n s => {\n Playback(start);\n" + text + "\n }\n" + more + "}\n", "x.ael")


def test_a_switch_behind_read_is_a_menu():
    cases = "case 1: jump s@a; case 2: Playback(two); case 3: Playback(three); break; pattern 9X: Busy(); default: jump s;"
    flow = body("Read(K,ask,1,,2); switch (${K}) { " + cases + " } Hangup;", "}\ncontext a { s => Dial(SIP/1);")
    menu = after(flow, first(flow), "next")
    assert isinstance(menu, Menu)
    assert [option.key for option in menu.options] == ["1", "2", "3"]
    assert after(flow, menu, "1").who == "SIP/1"
    assert [after(flow, menu, *way).prompt.audio for way in (["2"], ["2", "next"])] == ["two", "three"]
    assert after(flow, menu, "3").prompt.audio == "three"


def test_if_and_else():
    flow = body('if ("${X}" = "1") { Dial(SIP/1); } else if ("${X}" = "2") Dial(SIP/2); else { Busy; }')
    check = after(flow, first(flow), "next")
    assert isinstance(check, Check)
    assert [after(flow, check, way).who for way in ("1", "2")] == ["SIP/1", "SIP/2"]
    assert isinstance(after(flow, check, "otherwise"), HangUp)


def test_iftime_is_open_or_closed():
    flow = body("ifTime (09:00-17:00|mon-fri|*|*) { Dial(SIP/1); } Playback(closed);")
    check = after(flow, first(flow), "next")
    assert (check.asks, after(flow, check, "open").who) == ("hours", "SIP/1")


def test_loops_go_round_and_end():
    flow = body("while (${X} < 3) { Playback(again); if (${Y}) break; continue; } Dial(SIP/1);")
    check = after(flow, first(flow), "next")
    assert after(flow, check, "yes").prompt.audio == "again"
    assert isinstance(after(flow, check, "otherwise"), Transfer)


def test_a_loop_that_counts_is_gone_through_once_at_least_and_not_for_ever():
    flow = body("for (i=0; ${i} < 3; i=${i}+1) { Playback(again); } Dial(SIP/1);")
    again = after(flow, first(flow), "next")
    check = after(flow, again, "next")
    assert (again.prompt.audio, after(flow, check, "yes")) == ("again", again)
    assert check.limited == "yes"
    assert isinstance(after(flow, check, "otherwise"), Transfer)


def test_a_loop_around_a_menu_is_its_tries():
    loop = "for (i=0; ${i} < 3; i=${i}+1) { Background(menu); WaitExten(5); } Playback(bye);"
    flow = flow_of(f"context incoming {{ s => {{ {loop} }} 1 => Dial(SIP/1); }}", "extensions.ael")
    menu = first(flow)
    assert (menu.no_input.tries, after(flow, menu, "no_input").prompt.audio) == (3, "bye")


def test_chance_assignments_and_labels():
    flow = body("random (20) { Playback(lucky); } local x=1; GROUP()=a; CALLERID(name)=Me; end: Dial(SIP/1);")
    check = after(flow, first(flow), "next")
    assert after(flow, check, "yes").prompt.audio == "lucky"
    assert after(flow, check, "otherwise").name == "incoming s end"


def test_catch_is_an_extension():
    flow = body("Background(m); WaitExten(5); catch i { Playback(wrong); jump s; }", " 1 => Dial(SIP/1);\n")
    menu = after(flow, first(flow), "next")
    assert isinstance(after(flow, menu, "no_match"), Say)


def test_globals_and_includes_of_files():
    run = run_of(
        {
            "a.ael": '#include "b.ael"\nglobals { DESK=SIP/1; }\ncontext incoming { s => { Playback(a); jump s@b; } }\n',
            "b.ael": "context b { s => { Background(m); WaitExten(5); } 1 => Dial(${DESK}); }\n",
        }
    )
    assert run["b.ael"].steps["b 1"].who == "SIP/1"
    assert ways(run["a.ael"].steps["incoming s"]) == {"next": "b.ael#b s"}


def test_a_macro_that_is_not_at_hand_is_passed_through():
    flow = body("&other(1); Dial(SIP/1);")
    assert isinstance(after(flow, first(flow), "next", "next"), Transfer)


def test_a_place_in_another_file_is_not_known():
    assert isinstance(after(body("jump 5@out;"), first(body("jump 5@out;")), "next"), Unknown)


def test_what_does_not_belong_there_is_a_problem_and_the_rest_is_read():
    flow = flow_of("rubbish;\nother { a; { b; } }\n" + MENU + "context last { s = 1; what; x { y; } }\n}\n", "x.ael")
    assert [problem.mark.line for problem in flow.problems] == [1, 31]
    assert isinstance(first(flow), Menu)


def test_nesting_has_an_end():
    flow = body("if (1) {" * 100 + "Dial(SIP/1);" + "}" * 100 + " Background(m); WaitExten(5);", " 1 => Dial(SIP/1);\n")
    assert "nested too deeply" in flow.problems[0].message


@pytest.mark.parametrize(
    "text",
    ["context a {\n s => {", "context a {\n s => if (", "context a { s => { switch (x) ; Answer(); } }", "context a { s => {\\"],
)
def test_files_that_break_off_are_read_as_far_as_they_go(text):
    result = result_of(text + "\n Background(a);\n", "x.ael")
    assert isinstance(result, Refusal) or result.steps


def test_an_empty_macro_is_read():
    flow = body("&nothing(); Dial(SIP/1);", "}\nmacro nothing() {\n")
    assert isinstance(after(flow, first(flow), "next"), Transfer)
