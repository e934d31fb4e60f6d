from ivrlint import readers
from ivrlint.flow import Case, Flow, Menu, Transfer, Unknown

HEAD = "ivr: 1\nstart: a\nsteps:\n"


def read(text):
    flow = readers.read(text.encode(), "f.yaml")
    assert isinstance(flow, Flow), flow
    return flow


def test_a_misspelt_kind_is_read_as_the_kind_that_was_meant_and_its_other_mistakes_are_told():
    text = f"{HEAD}  a: {{mnu: Press 1, options: {{1: a}}, no_inptu: {{then: a}}}}\n"
    assert [(p.mark.line, p.mark.column) for p in read(text).problems] == [(4, 7), (4, 38)]
    menu = read(text).steps["a"]
    assert isinstance(menu, Menu)
    assert menu.prompt.text == "Press 1"
    assert [option.target.to for option in menu.options] == ["a"]


def test_the_good_parts_of_a_step_are_kept():
    flow = read(
        f"{HEAD}  a:\n    menu: Press 1\n    zzz: 1\n"
        f"    options: {{1: a, 2: [a], 3: {{for: x}}, 4: {{to: a, phrases: [x, true, y, [z]]}}, nine: a}}\n"
        "    no_input: {after: 7, tries: 2, then: a}\n    no_match: a\n"
    )
    menu = flow.steps["a"]
    assert isinstance(menu, Menu)
    assert [(o.key, o.target and o.target.to, o.phrases) for o in menu.options] == [
        ("1", "a", ()),
        ("3", None, ()),
        ("4", "a", ("x", "y")),
        ("nine", "a", ()),
        ("", "a", ()),  # from what is not understood
    ]
    assert menu.mistaken
    assert (menu.no_input.after, menu.no_input.tries, menu.no_input.then.to) == (0, 2, "a")
    assert menu.no_match is None


def test_a_step_without_a_kind_keeps_its_targets():
    text = f"{HEAD}  a: {{xyz: 1, next: b, failed: c, options: {{1: d, 2: {{to: e}}, 3: [f]}}, cases: [g], otherwise: ,"
    text += " no_input: {after: 1s, then: h}}\n"
    unknown = read(text).steps["a"]
    assert isinstance(unknown, Unknown)
    assert [(case.name, case.target.to) for case in unknown.cases] == [
        ("next", "b"),
        ("failed", "c"),
        ("1", "d"),
        ("2", "e"),
        ("no_input", "h"),
    ]
    assert all(isinstance(case, Case) for case in unknown.cases)


def test_many_bad_options_are_left_out_quickly():
    options = ", ".join(f"{number}: [x]" for number in range(2000))
    flow = read(f"{HEAD}  a: {{menu: x, next_digit: 2s, options: {{{options}, 5000: a}}}}\n")
    assert len(flow.problems) == 2000
    assert [case.target.to for case in flow.steps["a"].cases] == ["a"]


def test_misspelt_keys_are_read_as_the_ones_that_were_meant_wherever_they_stand():
    text = f"{HEAD}  a:\n    menu: Press 1\n    optoins: {{1: {{too: a}}}}\n    no_input: {{aftr: 7s, tren: a}}\n"
    flow = read(text)
    menu = flow.steps["a"]
    assert [problem.mark.line for problem in flow.problems] == [6, 6, 7, 7]
    assert [(option.key, option.target.to) for option in menu.options] == [("1", "a")]
    assert (menu.no_input.after, menu.no_input.then.to) == (7, "a")
    assert not menu.mistaken


def test_a_key_that_two_may_be_meant_by_or_that_is_there_already_is_left_out():
    text = (
        f"{HEAD}  a: {{menu: x, options: {{1: a}}, optoins: {{2: a}}}}\n  b: {{menu: x, optoins: {{1: a}}, optios: {{2: a}}}}\n"
    )
    flow = read(text)
    assert [option.key for option in flow.steps["a"].options] == ["1", ""]
    assert flow.steps["a"].mistaken
    assert flow.steps["b"].mistaken


def test_a_step_that_ends_the_call_keeps_its_kind_when_a_way_on_is_lost():
    flow = read(f"{HEAD}  a: {{transfer: desk, closed: [b]}}\n  b: {{say: x, next: [a]}}\n  c: {{say: x, next: [[7]]}}\n")
    assert isinstance(flow.steps["a"], Transfer)
    assert [case.target.to for case in flow.steps["b"].cases] == ["a"]
    assert flow.steps["c"].cases == ()
    assert all(step.mistaken for step in flow.steps.values())


def test_a_step_with_a_mistake_that_yaml_tells_is_mistaken_and_its_neighbours_are_not():
    flow = read(f"{HEAD}  a: {{say: x, say: y, next: b}}\n  b: {{hang_up: bye}}\n")
    assert [(name, step.mistaken) for name, step in flow.steps.items()] == [("a", True), ("b", False)]
