"""Each sentence about data in the meanings of the facts, as a small flow with facts worked out by hand."""

import textwrap

import pytest
from pages import collect, facts, unset

P = "p: {transfer: desk}"
OUT = "out: {hang_up: true}"
ASK = "ask: {collect: v, next: %s}"


def asked(rest, to="a"):
    """The collect `ask` of `v`, before these steps."""
    return collect(f"ask: {{collect: v, next: {to}}}\n{textwrap.dedent(rest).strip()}")


# Reading and passing


@pytest.mark.parametrize(
    "step",
    [
        'say: "It is {v}."',
        'menu: "It is {v}.", options: {1: p}',
        'collect: other, say: "It is {v}."',
        'hang_up: "It is {v}."',
        'voicemail: desk, say: "It is {v}."',
        'transfer: desk, say: "It is {v}."',
        "run: look up, uses: [v]",
        "check: known, uses: [v], cases: {yes: p}",
        'set: {other: "{v}"}',
        "visit: nowhere, with: [v], next: p",
        "voicemail: desk, with: [v]",
        "callback: desk, with: [v]",
    ],
)
def test_these_steps_read(step):
    found = asked(f"a: {{{step}}}\n{P}")
    assert found.used_at == ("a",)
    assert found.passed_at == ()
    assert found.thrown_away == "never"


def test_a_transfer_passes_and_does_not_read():
    found = asked("p: {transfer: desk, with: [v]}", "p")
    assert (found.used_at, found.passed_at, found.lost_at) == ((), ("p",), ())
    assert found.thrown_away == "never"


def test_confirming_is_no_read():
    found = collect(f"ask: {{collect: v, confirm: read_back, next: p}}\n{P}")
    assert found.used_at == ()
    assert found.thrown_away == "always"


def test_a_collect_does_not_read_what_it_asks_for():
    assert asked(f"a: {{collect: v, say: Again please., next: out}}\n{OUT}").used_at == ()


def test_walks_for_data_go_on_by_the_exits_of_a_person():
    found = asked('p: {transfer: desk, no_answer: q}\nq: {transfer: other, with: [v], closed: a}\na: {hang_up: "{v}"}', "p")
    assert (found.used_at, found.passed_at, found.lost_at) == (("a",), ("q",), ("p",))


def test_mistakes_and_failures_are_ways_for_data_too():
    found = asked("""
        a: {menu: Choose., options: {1: out}, no_match: {then: b}}
        b: {run: look up, next: out, failed: c}
        c: {hang_up: "{v}"}
        out: {hang_up: true}
    """)
    assert found.used_at == ("c",)


# Redefinition


def test_a_set_reads_before_it_sets():
    found = asked('a: {set: {v: "{v}0"}, next: b}\nb: {hang_up: "{v}"}')
    assert found.used_at == ("a",)
    assert unset('a: {set: {v: "{v}0"}, next: b}\nb: {hang_up: "{v}"}') == {("a", "v")}
    assert unset('a: {set: {v: x, w: "{v}"}, next: b}\nb: {hang_up: "{v}"}') == {("a", "v")}


def test_a_run_defines_what_it_gives_on_next_only():
    found = asked("""
        a: {run: look up, gives: [v], next: b, failed: c}
        b: {hang_up: "{v}"}
        c: {hang_up: "{v}"}
    """)
    assert found.used_at == ("c",)


def test_a_collect_defines_on_its_entry_only():
    found = asked("""
        a: {collect: v, next: b, no_match: {then: c}}
        b: {hang_up: "{v}"}
        c: {hang_up: "{v}"}
    """)
    assert found.used_at == ("c",)


def test_data_of_a_collect_that_cannot_be_reached_is_followed_too():
    found = collect('out: {hang_up: true}\nask: {collect: v, next: a}\na: {hang_up: "{v}"}')
    assert not found.reachable
    assert found.used_at == ("a",)


# Lost


def test_data_is_lost_at_the_first_transfer_to_a_person_only():
    found = asked("p: {transfer: desk, busy: q}\nq: {transfer: other}", "p")
    assert found.lost_at == ("p",)


def test_a_bot_loses_nothing():
    assert asked("b: {transfer: robot, to: bot, closed: p}\n" + P, "b").lost_at == ("p",)


def test_data_is_not_lost_where_something_derived_is_passed():
    found = asked("""
        a: {run: look up, uses: [v], gives: [customer], next: b}
        b: {set: {label: "Mr {customer}"}, next: p}
        p: {transfer: desk, with: [label]}
    """)
    assert (found.used_at, found.passed_at, found.lost_at) == (("a",), (), ())


def test_derivation_does_not_look_at_the_order_of_steps():
    found = asked(
        """
        p: {transfer: desk, with: [label], closed: b}
        b: {set: {label: "{customer}"}, next: a}
        a: {run: look up, uses: [v], gives: [customer], next: p}
    """,
        "p",
    )
    assert found.lost_at == ()


def test_a_set_derives_each_name_from_its_own_value():
    found = asked('a: {set: {x: "{v}", y: z}, next: p}\np: {transfer: desk, with: [y]}')
    assert found.lost_at == ("p",)


def test_what_was_redefined_is_not_lost():
    assert asked(f"a: {{set: {{v: x}}, next: p}}\n{P}").lost_at == ()


# Thrown away


def test_data_is_thrown_away_sometimes_when_one_deliberate_walk_does_not_use_it():
    found = asked('a: {menu: Choose., options: {1: b, 2: out}}\nb: {hang_up: "{v}"}\n' + OUT)
    assert found.thrown_away == "sometimes"


def test_a_mistake_or_failure_does_not_throw_data_away():
    found = asked("""
        a: {menu: Choose., options: {1: b}, no_match: {then: out}}
        b: {run: look up, next: c, failed: out}
        c: {hang_up: "{v}"}
        out: {hang_up: true}
    """)
    assert found.thrown_away == "never"


def test_an_entry_that_leads_nowhere_throws_data_away_always():
    assert collect("ask: {collect: v}").thrown_away == "always"


def test_arriving_at_a_person_is_an_ending_for_data():
    assert asked('p: {transfer: desk, closed: a}\na: {hang_up: "{v}"}', "p").thrown_away == "sometimes"


def test_a_redefinition_throws_data_away():
    found = asked('a: {menu: Choose., options: {1: b, 2: c}}\nb: {hang_up: "{v}"}\nc: {collect: v, next: b}')
    assert found.thrown_away == "sometimes"


def test_a_step_that_reads_and_redefines_reads_first():
    assert asked(f'a: {{set: {{v: "{{v}}0"}}, next: out}}\n{OUT}').thrown_away == "never"


def test_data_that_goes_round_for_ever_is_not_thrown_away_sometimes():
    found = asked('a: {menu: Choose., options: {1: a}, no_match: {then: b}}\nb: {hang_up: "{v}"}')
    assert found.thrown_away == "never"
    assert asked("a: {say: Hello., next: a}").thrown_away == "always"


# Asked before


def before(rest):
    return collect(f"first: {{collect: v, next: a}}\n{rest}\nask: {{collect: v, next: out}}\n{OUT}")


def test_data_that_is_still_known_was_asked_before():
    found = before("a: {say: Hello., next: ask}")
    assert found.asked_before == ("first",)
    assert found.asked_before_always


def test_a_collect_may_have_asked_before_itself():
    found = collect("ask: {collect: v, next: a}\na: {menu: Choose., options: {1: ask}}")
    assert found.asked_before == ("ask",)
    assert not found.asked_before_always


def test_leaving_a_check_of_the_data_makes_asking_again_right():
    assert before("a: {check: valid, uses: [v], cases: {yes: out}, otherwise: ask}").asked_before == ()
    assert before("a: {check: valid, uses: [w], cases: {yes: out}, otherwise: ask}").asked_before == ("first",)


def test_leaving_a_run_with_the_data_by_failed_makes_asking_again_right():
    assert before("a: {run: look up, uses: [v], next: out, failed: ask}").asked_before == ()
    assert before("a: {run: look up, uses: [v], next: ask, failed: out}").asked_before == ("first",)
    assert before("a: {run: look up, uses: [w], next: out, failed: ask}").asked_before == ("first",)


def test_a_redefinition_between_forgets_what_was_asked():
    found = before("a: {set: {v: x}, next: ask}")
    assert found.asked_before == ()
    assert found.asked_before_always


def test_the_earlier_collect_need_not_be_reachable():
    found = collect("start: {say: Hello., next: ask}\nlone: {collect: v, next: ask}\nask: {collect: v, next: out}\n" + OUT)
    assert found.asked_before == ("lone",)
    assert not found.asked_before_always


def test_asking_again_after_a_mistake_is_not_asking_again():
    found = collect("ask: {collect: v, next: out, no_match: {then: ask}}\n" + OUT)
    assert found.asked_before == ()


def test_one_walk_without_an_answer_is_enough_for_not_always():
    found = collect("first: {collect: v, next: ask, no_input: {then: ask}}\nask: {collect: v, next: out}\n" + OUT)
    assert found.asked_before == ("first",)
    assert not found.asked_before_always


def test_a_collect_that_cannot_be_reached_was_not_always_asked_before():
    found = collect("out: {hang_up: true}\nfirst: {collect: v, next: ask}\nask: {collect: v, next: out}")
    assert found.asked_before == ("first",)
    assert not found.asked_before_always


# Read before set


def test_a_name_is_read_before_it_is_set_when_one_walk_does_not_set_it():
    steps = 'ask: {collect: v, next: a, no_input: {then: a}}\na: {hang_up: "{v}"}'
    assert unset(steps) == {("a", "v")}
    assert unset('ask: {collect: v, next: a}\na: {hang_up: "{v}"}') == set()


def test_a_name_that_nothing_defines_is_not_read_before_it_is_set():
    assert unset('a: {hang_up: "{v}"}') == set()


def test_a_check_may_use_what_is_not_known():
    assert unset(f"a: {{check: known, uses: [v], cases: {{yes: out}}, otherwise: ask}}\n{ASK % 'out'}\n{OUT}") == set()


def test_a_step_that_cannot_be_reached_reads_nothing_too_early():
    assert unset(f'a: {{hang_up: true}}\nb: {{say: "{{v}}", next: ask}}\n{ASK % "a"}') == set()


def test_passing_is_not_reading_too_early():
    assert unset(f"p: {{transfer: desk, with: [v], busy: ask}}\n{ASK % 'p'}") == set()


def test_a_run_that_failed_gave_nothing():
    steps = 'a: {run: look up, gives: [v], next: b, failed: c}\nb: {hang_up: "{v}"}\nc: {hang_up: "{v}"}'
    assert unset(steps) == {("c", "v")}


def test_reading_too_early_goes_on_by_the_exits_of_a_person():
    steps = f"p: {{transfer: desk, no_answer: a}}\na: {{voicemail: desk, with: [v]}}\n{ASK % 'p'}"
    assert unset(steps) == {("a", "v")}


def test_an_entry_defines_even_where_it_leads_nowhere():
    assert unset('a: {say: "{v}", next: ask}\nask: {collect: v}') == {("a", "v")}


def test_reads_are_told_at_the_step_as_well():
    found = facts('a: {say: "{v}", next: ask}\nask: {collect: v}')
    assert {step.step: step.reads_unset for step in found.steps} == {"a": ("v",), "ask": ()}
