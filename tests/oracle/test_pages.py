"""Each sentence about exits, endings, depth and loops in the meanings of the facts, as a small flow worked out by hand."""

import pytest
from pages import caller, endings, facts, loops, menu, reachable

INF = float("inf")
P = "p: {transfer: desk}"


def ends(steps):
    return endings(facts(steps))


# Exits


def test_a_menu_has_an_exit_for_each_option_and_two_for_mistakes():
    found = facts("""
        m: {menu: Choose., options: {1: a, 2: b}, no_input: {then: c}, no_match: {then: d}}
        a: {hang_up: true}
        b: {hang_up: true}
        c: {hang_up: true}
        d: {hang_up: true}
    """)
    taken = {(one.how, one.label, one.target) for one in found.exits if one.step == "m"}
    assert taken == {("choice", "1", "a"), ("choice", "2", "b"), ("mistake", "no_input", "c"), ("mistake", "no_match", "d")}


def test_a_handler_without_then_counts_as_absent():
    steps = """
        m: {menu: Choose., options: {1: p}, no_input: {tries: 2}, no_match: {then: p}}
        p: {transfer: desk}
    """
    assert ends(steps) == {("cut_off", "m"), ("person", "p")}
    assert caller(steps, "silent") == {"cut_off"}
    assert caller(steps, "lost") == {"person"}


def test_an_absent_handler_cuts_the_caller_off():
    steps = "ask: {collect: account, next: p}\np: {transfer: desk}"
    assert ends(steps) == {("cut_off", "ask"), ("person", "p")}
    assert caller(steps, "silent") == caller(steps, "lost") == {"cut_off"}


def test_tries_are_no_exit():
    assert loops(f"m: {{menu: Choose., options: {{1: p}}, no_input: {{tries: 3, then: p}}}}\n{P}") == {}


@pytest.mark.parametrize("step", ["say: Hello.", "set: {name: x}", "collect: account, no_input: {then: p}, no_match: {then: p}"])
def test_a_say_set_or_collect_without_next_is_a_dead_end(step):
    assert ends(f"a: {{{step}}}\n{P}") == {("dead_end", "a"), ("person", "p")}


def test_a_target_that_does_not_exist_is_a_dead_end():
    steps = "a: {say: Hello., next: nowhere}"
    assert ends(steps) == {("dead_end", "a")}
    assert caller(steps, "after_hours") == {"dead_end"}


def test_a_handler_to_a_step_that_does_not_exist_is_a_dead_end_and_no_cut_off():
    steps = f"m: {{menu: Choose., options: {{1: p}}, no_input: {{then: nowhere}}, no_match: {{then: p}}}}\n{P}"
    assert ends(steps) == {("dead_end", "m"), ("person", "p")}


def test_a_run_without_next_ends_in_a_dead_end_by_a_case():
    steps = "a: {run: look up, failed: p}\np: {transfer: desk}"
    assert ends(steps) == {("dead_end", "a"), ("person", "p")}
    assert [(one.how, one.ends) for one in facts(steps).exits if one.step == "a" and one.label == "next"] == [
        ("case", "dead_end")
    ]
    assert caller(steps, "after_hours") == {"dead_end"}


def test_a_run_without_failed_has_a_failure_exit_to_a_cut_off():
    steps = f"a: {{run: look up, next: p}}\n{P}"
    assert ends(steps) == {("cut_off", "a"), ("person", "p")}
    assert caller(steps, "silent") == {"person", "cut_off"}
    assert caller(steps, "after_hours") == {"person"}


def test_an_absent_failed_of_a_transfer_adds_nothing():
    assert ends(P) == {("person", "p")}
    assert caller(P, "silent") == {"person"}


def test_an_absent_failed_of_a_visit_adds_nothing():
    found = facts("a: {visit: other.yaml, next: p}\n" + P, others={"other.yaml": "back: {return: true}"})
    assert endings(found) == {("person", "p")}
    assert found.call.person_is_certain


def test_a_visit_goes_into_the_other_flow_and_from_its_returns_to_next():
    found = facts(
        "a: {visit: other.yaml, next: p}\n" + P,
        others={"other.yaml": "m: {menu: Choose., options: {1: back}}\nback: {return: true}\nlone: {hang_up: true}"},
    )
    assert reachable(found) == {"a", "p", "other.yaml#m", "other.yaml#back"}
    assert (found.call.menus_to_person, found.call.presses_to_person) == (1, 1)
    assert not found.call.person_only_by_error


def test_failed_of_a_visit_is_a_failure():
    found = facts("a: {visit: other.yaml, next: a, failed: p}\n" + P, others={"other.yaml": "out: {hang_up: true}"})
    assert found.call.reaches_person
    assert found.call.person_only_by_error


def test_a_check_without_otherwise_has_one_more_case_to_a_dead_end():
    steps = f"a: {{check: known, cases: {{yes: p}}}}\n{P}"
    assert ends(steps) == {("dead_end", "a"), ("person", "p")}
    assert not facts(steps).call.person_is_certain
    assert caller(steps, "after_hours") == {"dead_end", "person"}


def test_a_check_with_otherwise_has_no_further_exit():
    steps = f"a: {{check: known, cases: {{yes: p}}, otherwise: p}}\n{P}"
    assert ends(steps) == {("person", "p")}
    assert facts(steps).call.person_is_certain


def test_hours_with_both_cases_never_take_otherwise():
    found = facts("""
        a: {check: hours, cases: {open: p, closed: out}, otherwise: lone}
        p: {transfer: desk}
        out: {hang_up: true}
        lone: {hang_up: true}
    """)
    assert reachable(found) == {"a", "p", "out"}


def test_hours_without_closed_are_otherwise_when_closed():
    steps = """
        a: {check: hours, cases: {open: p}, otherwise: out}
        p: {transfer: desk}
        out: {hang_up: true}
    """
    assert caller(steps, "after_hours") == {"hang_up"}
    assert facts(steps).call.person_is_certain
    assert {one.how for one in facts(steps).exits if one.step == "a"} == {"hours"}


def test_hours_without_open_are_otherwise_when_open():
    steps = """
        a: {check: hours, cases: {closed: out}, otherwise: p}
        p: {transfer: desk}
        out: {hang_up: true}
    """
    assert caller(steps, "after_hours") == {"hang_up"}
    assert facts(steps).call.person_is_certain


def test_hours_without_closed_and_otherwise_are_a_dead_end_when_closed():
    steps = f"a: {{check: hours, cases: {{open: p}}}}\n{P}"
    assert caller(steps, "after_hours") == {"dead_end"}
    assert facts(steps).call.person_is_certain
    assert ends(steps) == {("dead_end", "a"), ("person", "p")}


def test_hours_without_open_and_otherwise_are_a_dead_end_when_open():
    steps = f"a: {{check: hours, cases: {{closed: p}}}}\n{P}"
    assert caller(steps, "after_hours") == {"person"}
    assert not facts(steps).call.person_is_certain


def test_a_voicemail_with_next_goes_on_and_a_callback_without_is_an_ending():
    found = facts("a: {voicemail: desk, next: b}\nb: {callback: desk}")
    assert endings(found) == {("callback", "b")}


def test_kinds_of_transfers_are_kinds_of_endings():
    steps = """
        m: {menu: Choose., options: {1: p, 2: b, 3: o}, no_input: {then: p}, no_match: {then: p}}
        p: {transfer: desk}
        b: {transfer: robot, to: bot}
        o: {transfer: elsewhere, to: outside}
    """
    assert ends(steps) == {("person", "p"), ("bot", "b"), ("outside", "o")}


def test_at_a_transfer_to_a_bot_a_walk_may_end_or_go_on():
    steps = "b: {transfer: robot, to: bot, busy: out}\nout: {hang_up: true}"
    assert caller(steps, "silent") == {"bot", "hang_up"}


def test_closed_is_deliberate_and_the_other_exits_of_a_transfer_are_failures():
    closed = facts("b: {transfer: robot, to: bot, closed: p}\n" + P)
    assert (closed.call.person_only_by_error, closed.call.menus_to_person) == (False, 0)
    for way in ("busy", "no_answer", "failed"):
        other = facts(f"b: {{transfer: robot, to: bot, {way}: p}}\n{P}")
        assert (other.call.person_only_by_error, other.call.menus_to_person) == (True, INF)


def test_the_closed_exit_of_an_open_transfer_stays_in_the_graph():
    steps = "p: {transfer: desk, always_open: true, closed: m}\nm: {menu: Choose., options: {1: p}}"
    assert reachable(facts(steps)) == {"p", "m"}
    assert menu(steps, "m").depth == 1


def test_reachable_and_depth_go_on_by_the_exits_of_a_transfer_to_a_person():
    steps = """
        m: {menu: Choose., options: {1: p}}
        p: {transfer: desk, closed: n}
        n: {menu: Choose again., options: {1: p}}
    """
    assert menu(steps, "n").reachable
    assert menu(steps, "n").depth == 2


# Depth


def test_depth_is_the_least_number_of_menus_on_a_deliberate_walk():
    steps = """
        a: {menu: Choose., options: {1: b, 2: c}}
        b: {menu: Choose., options: {1: c}}
        c: {menu: Choose., options: {1: d}, no_match: {then: a}}
        d: {menu: Choose., options: {1: p}}
        p: {transfer: desk}
    """
    assert [menu(steps, name).depth for name in "abcd"] == [1, 2, 2, 3]


def test_a_mistake_is_no_short_cut_for_depth():
    steps = """
        a: {menu: Choose., options: {1: b}, no_match: {then: c}}
        b: {menu: Choose., options: {1: c}}
        c: {menu: Choose., options: {1: a}}
    """
    assert menu(steps, "c").depth == 3


def test_depth_is_over_all_walks_when_none_is_deliberate():
    steps = """
        a: {menu: Choose., options: {1: a}, no_match: {then: b}}
        b: {menu: Choose., options: {1: a}}
        lone: {menu: Choose., options: {1: a}}
    """
    assert menu(steps, "b").depth == 2
    assert menu(steps, "lone").depth == INF


# Loops


def test_a_loop_without_a_deliberate_ending_is_doomed():
    steps = "a: {menu: Choose., options: {1: b}}\nb: {say: Hello., next: a}"
    assert loops(steps) == {("a", "b"): True}


def test_a_dead_end_that_is_no_mistake_is_an_ending_for_a_loop():
    steps = "a: {menu: Choose., options: {1: a, 2: b}}\nb: {say: Hello.}"
    assert loops(steps) == {("a",): False}


def test_a_loop_that_is_left_by_mistakes_and_failures_only_is_doomed():
    steps = "a: {menu: Choose., options: {1: b}, no_match: {then: p}}\nb: {run: look up, next: a, failed: p}\n" + P
    assert loops(steps) == {("a", "b"): True}


def test_the_way_out_of_a_loop_may_be_long():
    steps = """
        a: {menu: Choose., options: {1: a, 2: b}}
        b: {say: Hello., next: c}
        c: {collect: account, next: p}
        p: {transfer: desk}
    """
    assert loops(steps) == {("a",): False}


def test_a_loop_through_a_transfer_to_a_person_is_never_doomed():
    assert loops("m: {menu: Choose., options: {1: p}}\np: {transfer: desk, busy: m}") == {("m", "p"): False}


def test_a_loop_through_a_transfer_to_a_bot_is_not_doomed_for_the_call_may_end_there():
    assert loops("m: {menu: Choose., options: {1: b}}\nb: {transfer: robot, to: bot, failed: m}") == {("b", "m"): False}


def test_a_loop_is_listed_only_when_it_can_be_reached():
    assert loops("a: {hang_up: true}\nb: {say: Hello., next: b}") == {}
    assert loops("a: {say: Hello., next: b}\nb: {say: Hello., next: b}") == {("b",): True}


def test_loops_that_share_a_step_are_one_loop():
    steps = """
        a: {menu: Choose., options: {1: b, 2: c}}
        b: {say: Hello., next: a}
        c: {say: Hello., next: a}
    """
    assert loops(steps) == {("a", "b", "c"): True}
