"""Small flows on which the facts and a second reading of their texts once differed."""

from __future__ import annotations

import textwrap

from ivrlint.analysis import analyse
from ivrlint.facts import Facts
from ivrlint.flow import Flow, Menu, Transfer, replace
from ivrlint.graph import connect
from ivrlint.readers.files import read_text


def flow_of(steps: str) -> Flow:
    body = textwrap.indent(textwrap.dedent(steps).strip(), "  ")
    start = body.split(":", 1)[0].strip()
    (flow,) = read_text(f"ivr: 1\nlanguage: en-GB\nstart: {start}\nsteps:\n{body}\n", "flow.yaml").flows.values()
    assert flow.problems == ()
    return flow


def facts_of(steps: str, *, entered: tuple[str, ...] = (), part: bool = False) -> Facts:
    flow = flow_of(steps)
    return analyse(connect(flow), flow.entries[0], frozenset(entered), part=part).facts


def alike(found: Facts, step: str) -> set[str]:
    return {one.label for one in found.exits if one.step == step and (one.as_silence or one.as_mistakes)}


TWO_MENUS = """
    main: {{menu: For sales press 1. For bills press 2., options: {{1: ask, 2: ask}}, no_input: {{then: p}}}}
    ask: {{collect: account, next: small, no_input: {{then: p}}, no_match: {{then: p}}}}
    small: {{menu: For lines press 1., options: {{1: p}}, no_input: {{then: {silence}}}, no_match: {{then: {mistake}}}}}
    other: {{menu: For cards press 1., options: {{1: p}}, no_input: {{then: p}}, no_match: {{then: p}}}}
    p: {{transfer: desk}}
"""


def test_mistakes_come_to_the_same_when_both_lead_to_menus_that_start_again_or_do_not():
    assert alike(facts_of(TWO_MENUS.format(silence="other", mistake="other")), "small") == {"no_input", "no_match"}
    assert alike(facts_of(TWO_MENUS.format(silence="other", mistake="main")), "small") == set()


NAMES = """
    first: {{collect: account, kind: {kind}, next: again}}
    again: {{collect: input, kind: {asked}, next: other}}
    other: {{collect: account, kind: {other}, next: bye}}
    bye: {{hang_up: "Goodbye, {{input}}."}}
"""


def asked_as(kind: str, asked: str, other: str) -> dict[str, tuple[str, ...]]:
    found = facts_of(NAMES.format(kind=kind, asked=asked, other=other))
    return {one.step: one.asked_as for one in found.collects if one.asked_as}


def test_a_name_that_is_used_for_two_sorts_of_things_is_kin_only_where_the_sort_is_the_same():
    assert asked_as("account number", "account number", "date of birth") == {"again": ("first",)}
    assert asked_as("date of birth", "account number", "account number") == {"other": ("again",)}


def test_a_name_that_is_used_for_two_sorts_of_things_has_kin_of_both():
    found = facts_of("""
        a: {collect: one, kind: account number, next: b}
        b: {collect: two, kind: account number, next: c}
        c: {collect: one, kind: date of birth, next: d}
        d: {collect: three, kind: date of birth, next: bye}
        bye: {hang_up: Goodbye.}
    """)
    assert {one.step: one.asked_as for one in found.collects} == {"a": (), "b": ("a",), "c": (), "d": ("c",)}


RECORDED = """
    ask: {collect: account, next: note}
    note: {say: This call may be recorded., next: m}
    m: {menu: For sales press 1., options: {1: m}}
"""


def late(found: Facts) -> list[str]:
    return [one.step for one in found.prompts if one.recording_told_late]


def test_a_notice_to_which_other_flows_of_the_run_lead_is_not_late():
    assert late(facts_of(RECORDED)) == ["note"]
    assert late(facts_of(RECORDED, entered=("note",))) == []
    assert late(facts_of(RECORDED, part=True)) == []


PART = """
    note: {say: Visit our website at example dot com., next: m}
    m: {menu: For sales press 1., options: {1: p}}
    p: {transfer: desk, closed: box, failed: box}
    box: {voicemail: desk, say: Leave your name after the tone.}
"""


def test_callers_of_a_part_of_a_larger_flow_may_have_chosen_and_heard_something_before():
    whole, part = facts_of(PART), facts_of(PART, part=True)
    assert [one.delays_choice for one in whole.prompts] == [True, True, False]
    assert not any(one.delays_choice or one.before_first_choice for one in part.prompts)
    assert [one.nothing_done for one in whole.prompts] == [True, True, True]
    assert not any(one.nothing_done for one in part.prompts)
    assert [one.reply_told for one in whole.handoffs] == ["", "missing"]
    assert [one.reply_told for one in part.handoffs] == ["", "unknown"]
    assert {one.hours_told for one in whole.exits} == {"", "silent"}
    assert {one.hours_told for one in part.exits} == {"", "unknown"}


def test_nobody_knows_what_was_said_before_the_start_of_a_part():
    steps = "p: {transfer: desk, busy: q, closed: q}\nq: {transfer: other desk, busy: box, failed: box}\nbox: {voicemail: desk}"
    whole, part = facts_of(steps), facts_of(steps, part=True)
    assert [one.wait_told for one in whole.handoffs] == [False, False, False]
    assert [one.wait_told for one in part.handoffs] == [True, True, False]
    assert [one.closed_unanswered for one in whole.handoffs] == [False, True, False]
    assert not any(one.closed_unanswered for one in part.handoffs)
    assert [one.wordless for one in whole.handoffs] == [False, False, True]
    assert not any(one.wordless for one in part.handoffs)


def test_a_menu_is_not_heard_again_by_a_silence_that_is_not_possible():
    flow = flow_of("m: {menu: For sales press 1., options: {1: p}, no_input: {tries: 2, then: p}}\np: {transfer: desk}")
    m = flow.steps["m"]
    assert isinstance(m, Menu)
    assert m.no_input
    never = replace(flow, steps={**flow.steps, "m": replace(m, no_input=m.no_input._replace(possible=False))})
    heard = [[one.heard_again for one in analyse(connect(one), one.entries[0]).facts.prompts] for one in (flow, never)]
    assert heard == [[True], [False]]


def dropped(passed: str) -> tuple[str, ...]:
    flow = flow_of(f"""
        ask: {{collect: line, next: s}}
        s: {{set: {{note: "line {{line}}"}}, next: p}}
        p: {{transfer: desk, with: [{passed}], busy: q}}
        q: {{transfer: other desk}}
    """)
    p = flow.steps["p"]
    assert isinstance(p, Transfer)
    flow = replace(flow, steps={**flow.steps, "p": replace(p, dials=("line",))})
    (collect,) = analyse(connect(flow), flow.entries[0]).facts.collects
    return collect.dropped_at


def test_the_number_that_is_called_tells_nobody_anything_but_what_is_made_of_it_does():
    assert dropped("line") == ()
    assert dropped("note") == ("q",)
    assert dropped("line, note") == ("q",)


def test_depth_of_a_step_does_not_depend_on_menus_elsewhere():
    steps = """
        d: {run: look up, next: m, failed: s}
        s: {say: One moment., next: m}
        m: {menu: For sales press 1., options: {1: m}, no_input: {then: s}, no_match: {then: s}}
    """
    lone = """
        never: {menu: For bills press 1., options: {1: m}}
    """
    plain = facts_of(textwrap.dedent(steps))
    more = facts_of(textwrap.dedent(steps).strip() + "\n" + textwrap.dedent(lone).strip())
    assert [one.goes_back for one in plain.menus] == [one.goes_back for one in more.menus if one.step == "m"]
