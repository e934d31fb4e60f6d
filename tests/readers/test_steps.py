from ivrlint import readers
from ivrlint.flow import Flow, Mark, Problem, Promises
from ivrlint.graph import connect


def read(text, file="f.yaml"):
    flow = readers.read(text.encode(), file)
    assert isinstance(flow, Flow), flow
    return flow


def one(body):
    flow = read(f"ivr: 1\nstart: a\nsteps: {{a: {body}}}\n")
    assert flow.problems == ()
    return flow.steps["a"]


def test_several_ways_in_are_entries_of_their_own():
    flow = read("ivr: 1\nname: n\nstart: {0800 1: a, 2: b, staff: a}\nsteps: {a: {return: true}, b: {return: true}}\n")
    assert flow.problems == ()
    assert [(entry.name, entry.start, entry.mark.column) for entry in flow.entries] == [
        ("0800 1", "a", 17),
        ("2", "b", 23),
        ("staff", "a", 33),
    ]
    flow = read("ivr: 1\nstart: {x: gone, y: a}\nsteps: {a: {return: true}}\n")
    assert [entry.name for entry in flow.entries] == ["y"]
    assert len(flow.problems) == 1


def test_words_may_have_all_that_the_model_knows_of_them():
    everything = "audio: a.wav, language: es, barge_in: false, complete: false, reads: [x, y], lasts: 2.5s, until: 2027-03-31"
    for kind in ('say: "Hola {y}"', 'collect: v, say: "Hola {y}"', 'transfer: x, say: "Hola {y}"', 'hang_up: "Hola {y}"'):
        prompt = one(f"{{{kind}, {everything}}}").prompt
        assert prompt._replace(mark=None) == ("Hola {y}", None, ("y", "x"), "a.wav", "es", False, False, 2.5, "2027-03-31")
    for kind in ('menu: "Hola {y}", options: {1: a}', 'voicemail: x, say: "Hola {y}"', 'callback: x, say: "Hola {y}"'):
        assert one(f"{{{kind}, {everything}}}").prompt.reads == ("y", "x")


def test_the_last_day_of_words_is_a_day_of_the_calendar():
    assert one('{say: Our keys have changed., until: "2028-02-29", next: a}').prompt.until == "2028-02-29"
    flow = read("ivr: 1\nstart: a\nsteps:\n  a: {hang_up: Our keys have changed., until: 2027-02-29}\n")
    assert flow.steps["a"].prompt.until == ""
    assert [(problem.message, problem.mark.line, problem.mark.column) for problem in flow.problems] == [
        ("there is no such day as 2027-02-29", 4, 47)
    ]
    for day in ("soon", "31.03.2027", "2027-3-31", "2027-13-01"):
        flow = read(f"ivr: 1\nstart: a\nsteps:\n  a: {{hang_up: Our keys have changed., until: {day}}}\n")
        assert ["a day such as 2027-03-31" in problem.message for problem in flow.problems] == [True]


def test_words_that_come_from_elsewhere_are_words():
    prompt = one('{say: "", complete: false, next: a}').prompt
    assert (prompt.text, prompt.audio, prompt.complete) == ("", "", False)
    assert prompt.mark == Mark("f.yaml", 3, 32, 3, 37)
    assert one('{say: "", barge_in: false, next: a}').prompt is None


def test_options_may_be_a_list_in_which_an_option_needs_no_key():
    menu = one("{menu: x, options: [{phrases: bill, to: a}, {key: 1, to: a, for: b}, {extension: 1XX, to: null}, {to: a}]}")
    assert [(option.key, option.pattern, option.phrases, option.label) for option in menu.options] == [
        ("", "", ("bill",), ""),
        ("1", "", (), "b"),
        ("", "1XX", (), ""),
        ("", "", (), ""),
    ]
    assert [option.target and option.target.to for option in menu.options] == ["a", "a", None, "a"]
    assert [option.mark.column for option in menu.options] == [32, 62, 93, 109]
    assert one("{menu: x, options: []}").options == ()


def test_of_two_options_of_a_list_with_the_same_key_the_first_is_read():
    flow = read("ivr: 1\nstart: a\nsteps: {a: {menu: x, options: [{key: 1, to: a}, {key: 1, to: b}]}}\n")
    assert [option.target.to for option in flow.steps["a"].options] == ["a"]
    assert len(flow.problems) == 1


def test_a_key_wins_over_an_extension():
    flow = read("ivr: 1\nstart: a\nsteps: {a: {menu: x, options: [{key: 1, extension: 1X, to: a}]}}\n")
    assert [(option.key, option.pattern) for option in flow.steps["a"].options] == [("1", "")]


def test_options_and_cases_may_lead_nowhere():
    menu = one("{menu: x, options: {1: {to: null}, 2: {to: ~, for: y}}}")
    assert [(option.target, option.label) for option in menu.options] == [(None, ""), (None, "y")]
    check = one("{check: x, cases: {yes: {to: null}, no: {to: a}}}")
    assert [(case.name, case.target and case.target.to) for case in check.cases] == [("yes", None), ("no", "a")]


def test_a_mistake_may_be_impossible():
    menu = one("{menu: x, options: {1: a}, no_input: {possible: false}, no_match: {possible: true, tries: 2}}")
    assert (menu.no_input.possible, menu.no_match.possible, menu.no_match.tries) == (False, True, 2)


def test_what_has_no_name_is_true():
    assert one("{transfer: true}").who == one("{voicemail: true}").who == one("{run: true, next: a}").service == ""
    assert one("{check: true, otherwise: a}").asks == one("{unknown: true}").what == ""


def test_a_call_may_go_on_after_a_transfer():
    transfer = one("{transfer: x, cases: {done: a}, elsewhere: true, dials: n}")
    assert [(case.name, case.target.to) for case in transfer.cases] == [("done", "a")]
    assert (transfer.elsewhere, transfer.dials) == (True, ("n",))


def test_a_flow_that_is_not_at_hand_is_visited():
    visit = one("{visit: payments.yaml, outside: true, with: n, next: a, failed: a}")
    assert (visit.flow, visit.passes, visit.next.to, visit.failed.to) == (None, ("n",), "a", "a")
    assert one("{visit: a, outside: false}").flow.to == "a"


def test_what_is_not_known_has_its_ways_on():
    unknown = one("{unknown: widget, uses: n, cases: {done: a, failed: {to: null}}}")
    assert (unknown.what, unknown.uses) == ("widget", ("n",))
    assert [(case.name, case.target and case.target.to) for case in unknown.cases] == [("done", "a"), ("failed", None)]


def test_a_value_may_be_made_of_names_without_braces():
    flow = one("{set: {a: {value: 'x {b}', reads: [c, b]}, d: {value: true}}, next: a}")
    assert [value[:3] for value in flow.values] == [("a", "x {b}", ("b", "c")), ("d", "true", ())]
    assert one("{set: {}, next: a}").values == ()


def test_a_name_with_a_hash_means_the_step_of_this_file_first(tmp_path):
    flow = read("ivr: 1\nstart: a\nsteps: {a: {say: x, next: b.yaml#c}, b.yaml#c: {say: x, next: '#'}, '#': {return: true}}\n")
    graph = connect(flow)
    assert flow.problems == ()
    assert (graph.names, graph.exists) == (["a", "b.yaml#c", "#"], [True, True])


def test_options_in_a_list_are_found_in_a_step_without_a_kind():
    flow = read("ivr: 1\nstart: a\nsteps: {a: {xyz: x, options: [{key: 1, to: a}, {key: 2, to: }, 3]}}\n")
    assert [(case.name, case.target.to) for case in flow.steps["a"].cases] == [("1", "a")]


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
    menu = one('{menu: x, next_digit: 500ms, options: {12: a, "*": a, "#": {to: a, phrases: back}, 007: a, "*1": a}}')
    assert [option.key for option in menu.options] == ["12", "*", "#", "007", "*1"]
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


def test_the_answer_that_the_system_gives_a_limited_number_of_times_is_named():
    assert one("{check: rounds, cases: {again: a}, otherwise: a, limited: again}").limited == "again"
    assert one("{check: rounds, cases: {1: a}, limited: 1}").limited == "1"
    assert one("{check: rounds, cases: {done: a}, otherwise: a, limited: otherwise}").limited == "otherwise"
    assert one("{check: rounds, cases: {again: a}}").limited == ""


def test_a_limited_answer_that_is_not_there_is_a_mistake():
    for check, message, column in (
        ("{check: rounds, cases: {again: a}, limited: more}", '"limited" names the case "more", which is not there', 56),
        ("{check: rounds, limited: more}", '"limited" names the case "more", which is not there', 37),
        ("{check: rounds, limited: otherwise}", '"limited" names the case "otherwise", which is not there', 37),
        (
            "{check: hours, cases: {open: a}, limited: open}",
            'opening hours are not counted: "limited" has no meaning here',
            45,
        ),
    ):
        flow = read(f"ivr: 1\nstart: a\nsteps: {{a: {check}}}\n")
        assert [(problem.message, problem.mark.line, problem.mark.column) for problem in flow.problems] == [(message, 3, column)]
        assert flow.steps["a"].limited == ""


def test_the_share_of_an_option_is_per_cent_in_a_mapping_and_in_a_list():
    menu = one("{menu: x, options: {1: {to: a, share: 62.5}, 2: {to: a}, 3: a}}")
    assert [option.share for option in menu.options] == [62.5, 0, 0]
    listed = one("{menu: x, options: [{key: 1, to: a, share: 40}, {phrases: b, to: a, share: 0}]}")
    assert [option.share for option in listed.options] == [40, 0]
