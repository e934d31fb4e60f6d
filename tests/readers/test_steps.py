from ivrlint import readers
from ivrlint.flow import Flow, Mark, Problem, Promises


def read(text, file="f.yaml"):
    flow = readers.read(text.encode(), file)
    assert isinstance(flow, Flow), flow
    return flow


def one(body):
    flow = read(f"ivr: 1\nstart: a\nsteps: {{a: {body}}}\n")
    assert flow.problems == ()
    return flow.steps["a"]


def test_what_is_not_written_has_its_default():
    flow = read("ivr: 1\nstart: a\nsteps: {a: {return: true}}\n")
    assert (flow.name, flow.language, flow.operator_key, flow.promises) == ("", "", "0", None)
    menu = one("{menu: x, options: {1: a}, no_input: {}}")
    assert (menu.no_input.after, menu.no_input.tries, menu.no_input.then, menu.no_match) == (0.0, 1, None, None)
    assert menu.prompt.barge_in is True
    collect = one("{collect: v}")
    assert (collect.by, collect.confirm, collect.digits, collect.finish_on, collect.what, collect.prompt) == (
        ("keys",),
        "none",
        None,
        "",
        "",
        None,
    )
    transfer = one("{transfer: x}")
    assert (transfer.to, transfer.always_open, transfer.wait, transfer.passes) == ("person", False, 0.0, ())
    check = one("{check: x, otherwise: a}")
    assert (check.asks, check.cases, check.uses) == ("x", (), ())


def test_a_recording_stands_for_the_words():
    assert one("{say: , audio: hello.wav, barge_in: false, next: a}").prompt[:6] == (
        "",
        Mark("f.yaml", 3, 27, 3, 36),
        (),
        "hello.wav",
        "",
        False,
    )
    menu = one("{menu: Press 1, audio: menu.wav, options: {1: a}}")
    assert (menu.prompt.text, menu.prompt.audio, menu.prompt.mark.column) == ("Press 1", "menu.wav", 19)


def test_whole_numbers_are_taken_as_they_are_written():
    flow = read(
        'ivr: 1\nname: 24\nstart: 1\noperator_key: 9\nsteps: {1: {transfer: 0x1F, next: }, "2": {menu: x, options: {1: 2}}}\n'
    )
    assert (flow.name, flow.operator_key, flow.entries[0].start) == ("24", "9", "1")
    assert flow.steps["1"].who == "0x1F"
    assert flow.steps["2"].options[0].target.to == "2"
    assert [problem.mark.line for problem in flow.problems] == [5]


def test_options_may_be_stars_hashes_and_several_digits():
    menu = one('{menu: x, next_digit: 500ms, options: {12: a, "*": a, "#": {to: a, phrases: back}, 007: a}}')
    assert [option.key for option in menu.options] == ["12", "*", "#", "007"]
    assert menu.options[2].phrases == ("back",)
    assert menu.next_digit == 0.5


def test_answers_of_a_check_are_text_as_written():
    check = one("{check: x, cases: {yes: a, no: a, true: a, 01: a, on: a}}")
    assert [case.name for case in check.cases] == ["yes", "no", "true", "01", "on"]


def test_digits_may_be_one_number():
    assert one("{collect: v, digits: 10}").digits == (10, 10)
    assert one('{collect: v, digits: "8"}').digits == (8, 8)


def test_a_range_of_digits_the_wrong_way_round_is_a_problem_and_is_turned():
    flow = read("ivr: 1\nstart: a\nsteps: {a: {collect: v, digits: 10-4}}\n")
    assert flow.problems == (Problem('"digits" should begin with the smaller number: 4-10', Mark("f.yaml", 3, 33, 3, 37)),)
    assert flow.steps["a"].digits == (4, 10)


def test_a_last_sentence_may_follow_what_is_said():
    assert one("{hang_up: Goodbye., say: Thank you.}").prompt.text == "Thank you. Goodbye."
    assert one("{hang_up: }").prompt is None


def test_own_keys_are_not_read():
    flow = read("ivr: 1\nx-tool: {any: [thing]}\nstart: a\nsteps: {a: {return: true, x-position: [1, 2]}}\n")
    assert flow.problems == ()


def test_the_same_flow_can_be_written_as_json():
    flow = read('{"ivr": 1, "start": "a", "steps": {"a": {"menu": "Press 1", "options": {"1": {"to": "a"}}}}}')
    assert flow.problems == ()
    assert flow.steps["a"].options[0].mark == Mark("f.yaml", 1, 73, 1, 76)


def test_handlers_can_be_shared():
    flow = read(
        "ivr: 1\nx-no: &no {tries: 2, then: a}\nstart: a\nsteps: {a: {menu: x, options: {1: a}, no_input: *no, no_match: *no}}\n"
    )
    menu = flow.steps["a"]
    assert (menu.no_input.tries, menu.no_match.then.to, menu.no_match.then.mark.line) == (2, "a", 2)
    assert menu.no_match.mark.line == 4


def test_a_flow_without_a_start_has_its_steps_and_no_entry():
    flow = read("ivr: 1\nsteps: {a: {return: true}}\n")
    assert flow.entries == ()
    assert list(flow.steps) == ["a"]
    assert [problem.message for problem in flow.problems] == ['"start" is missing in the file']


def test_two_numbers_of_a_promise_are_independent():
    promises = read("ivr: 1\nstart: a\npromises: {presses_to_person: 0}\nsteps: {a: {return: true}}\n").promises
    assert promises == Promises(Mark("f.yaml", 3, 1, 3, 9), None, None, 0, Mark("f.yaml", 3, 31, 3, 32))
    promises = read("ivr: 1\nstart: a\npromises: {}\nsteps: {a: {return: true}}\n").promises
    assert promises == Promises(Mark("f.yaml", 3, 1, 3, 9))
