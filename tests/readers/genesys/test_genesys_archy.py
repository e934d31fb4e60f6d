"""Flows in Archy's YAML as calls: tasks, menus, outputs inside of outputs, and what is wrong with a file."""

from __future__ import annotations

import pytest
from architect import goes, menu, read, refused, said, step, task

from ivrlint.flow import Check, Collect, HangUp, Menu, Return, Run, Say, Set, Transfer, Unknown, Visit
from ivrlint.readers import genesys
from ivrlint.readers.recognition import maybe_genesys

HELLO = "- playAudio: {name: Hello, audio: {tts: Good morning.}}\n- disconnect: {name: Bye}"


# How a file is recognised


def test_a_file_of_archy_is_recognised_behind_comments_too() -> None:
    assert genesys.recognise("# our flow\n---\n" + task(HELLO))


def test_a_file_is_recognised_though_it_breaks_further_down() -> None:
    assert genesys.recognise(task(HELLO)[:90] + "\n\t- {[")


@pytest.mark.parametrize(
    "other",
    [
        "",
        "workflow:\n  rules:\n    - if: $CI\n",
        "bot:\n  name: Marvin\n  token: x\n",
        "flow:\n  inboundCall:\n    startUpRef: x\n",
        "ivr: 1\nsteps: {}\n",
        "inboundCalls:\n  startUpRef: x\n",
        '{"flow": "inboundCall"}',
    ],
)
def test_other_files_are_not_recognised(other: str) -> None:
    assert not genesys.recognise(other)


@pytest.mark.parametrize("kind", ["workflow", "inboundEmail", "inboundChat", "bot", "digitalBot", "surveyInvite"])
def test_flows_that_nobody_calls_are_refused_politely(kind: str) -> None:
    text = f"{kind}:\n  name: x\n  defaultLanguage: en-us\n"
    assert genesys.recognise(text)
    refusal = refused(text)
    assert refusal.no_calls
    assert "nobody goes through it by phone" in refusal.message
    assert (refusal.line, refusal.column) == (1, 1)


def test_a_broken_file_is_refused_at_its_place() -> None:
    refusal = refused(task(HELLO) + "\t- x: [\n")
    assert refusal.line > 5
    assert not refusal.no_calls


def test_a_module_is_recognised_by_its_languages_alone() -> None:
    text = "commonModule:\n  name: Log\n  supportedLanguages: {da-dk: {none: true}}\n  tasks: []\n"
    assert maybe_genesys(text)
    assert genesys.recognise(text)


def test_a_flow_that_is_no_mapping_is_refused() -> None:
    assert "must hold a flow" in refused("inboundCall: soon\n# startUpRef:\n").message


# Tasks


def test_states_of_a_call_are_read_as_tasks() -> None:
    flow = read(
        'inboundCall:\n  name: Harbour\n  defaultLanguage: en-us\n  startUpRef: "/inboundCall/states/state[First_1]"\n'
        "  states:\n    - state:\n        name: First\n        refId: First_1\n        actions:\n"
        "          - playAudio: {name: Hello, audio: {tts: Good morning.}}\n"
    )
    assert (flow.entries[0].start, flow.problems) == ("Hello", ())


def test_an_output_that_is_a_list_of_actions_is_read_as_such() -> None:
    flow = read(
        task(
            """
            - decision:
                name: At home
                condition: {exp: Flow.Home}
                outputs:
                  yes: [{playAudio: {name: Welcome, audio: {tts: Welcome.}}}, {transferToAcd: {name: Queue}}]
                  no: [{disconnect: {name: Bye}}]
            """
        )
    )
    check = step(flow, "At home", Check)
    assert ([goes(case.target) for case in check.cases], goes(check.otherwise)) == (["Welcome"], "Bye")
    assert goes(step(flow, "Welcome", Say).next) == "Queue"


def test_a_call_comes_in_at_the_first_action_of_the_task_that_the_flow_names() -> None:
    flow = read(task(HELLO))
    assert flow.entries[0].start == "Hello"
    assert flow.name == flow.entries[0].name == "Harbour"
    assert flow.language == "en-US"
    assert goes(step(flow, "Hello", Say).next) == "Bye"


def test_the_greeting_comes_first() -> None:
    flow = read(task(HELLO, "initialGreeting:\n  tts: Welcome."))
    assert flow.entries[0].start == "Initial Greeting"
    assert goes(step(flow, "Initial Greeting", Say).next) == "Hello"


def test_a_greeting_of_silence_is_none() -> None:
    assert read(task(HELLO, "initialGreeting:\n  exp: ToAudioBlank(1)")).entries[0].start == "Hello"


def test_a_reference_may_be_relative_and_name_the_task() -> None:
    text = (
        task(HELLO).replace('"/inboundCall/tasks/task[Start_1]"', "./tasks/task[Start]").replace("        refId: Start_1\n", "")
    )
    assert read(text).entries[0].start == "Hello"


def test_steps_are_marked_where_their_name_stands() -> None:
    text = task(HELLO)
    mark = step(read(text), "Hello", Say).mark
    assert text.splitlines()[mark.line - 1][mark.column - 1 : mark.end_column - 1] == "Hello"


def test_a_reference_to_nothing_is_kept_for_the_rules_to_report() -> None:
    flow = read(
        task("- playAudio: {name: Hello, audio: {tts: x}}\n- jumpToTask: {name: Go, targetTaskRef: '/x/tasks/task[Gone_9]'}")
    )
    assert goes(step(flow, "Hello", Say).next) == "Gone_9"


def test_a_reference_into_another_file_is_not_known() -> None:
    away = "./shared/tasks.yaml#/common/tasks/task[Caller]"
    flow = read(task(f"- jumpToTask: {{name: Go, targetTaskRef: '{away}'}}").replace('"/inboundCall/tasks/task[Start_1]"', away))
    assert flow.entries[0].start == "Caller"
    assert step(flow, "Caller", Unknown).cases == ()
    assert said(flow) == []


def test_a_flow_that_begins_nowhere_is_a_problem() -> None:
    flow = read(task(HELLO).replace("Start_1]", "Other_2]"))
    assert said(flow) == ["calls come in at 'Other_2', which does not exist"]


def test_a_flow_without_a_start_begins_at_its_first_menu_or_task_and_has_a_problem() -> None:
    lines = [line for line in task(HELLO).splitlines() if "startUpRef" not in line]
    flow = read("\n".join(lines))
    assert flow.entries[0].start == "Hello"
    assert said(flow) == ["there is no `startUpRef`: nothing tells where a call comes in"]
    assert read("inboundCall:\n  defaultLanguage: en-us\n").entries == ()


def test_what_is_written_wrongly_is_a_problem_each() -> None:
    text = task(
        """
        - just words
        - playAudio: {name: Hello, audio: {tts: x}}
        - jumpToTask: {name: Go}
        """,
        "menus: none",
    )
    assert said(read(text)) == [
        "an action must be of the form `playAudio: {name, …}`",
        "Go: nothing tells where this leads",
        "`menus` must be a list",
    ]


def test_of_two_tasks_with_one_reference_the_first_counts() -> None:
    text = task(HELLO).replace(
        "  tasks:\n", "  tasks:\n    - task: {name: Early, refId: Start_1, actions: [{disconnect: {name: End}}]}\n"
    )
    flow = read(text)
    assert flow.entries[0].start == "End"
    assert said(flow) == ["there are two tasks with the reference 'Start_1': only the first one counts"]


# Outputs inside of outputs


NESTED = """
    - callData:
        name: Look
        category:
          Shop:
            dataAction: {Find order: {inputs: {number: {exp: Flow.Number}}, successOutputs: {state: {var: Task.State}}}}
        outputs:
          success:
            actions:
              - decision:
                  name: Sent?
                  condition: {exp: 'Task.State == "sent"'}
                  outputs:
                    yes:
                      actions:
                        - playAudio: {name: On its way, audio: {tts: It is on its way.}}
          failure:
            actions:
              - playAudio: {name: Broken, audio: {tts: We cannot look.}}
              - disconnect: {name: Cut}
    - playAudio: {name: After, audio: {tts: Anything else?}}
    - disconnect: {name: End}
"""


def test_a_list_that_ends_goes_on_after_the_block_around_it() -> None:
    flow = read(task(NESTED))
    assert goes(step(flow, "On its way", Say).next) == "After"
    check = step(flow, "Sent?", Check)
    assert [(case.name, goes(case.target)) for case in check.cases] == [("yes", "On its way")]
    assert goes(check.otherwise) == "After"


def test_a_data_action_reads_its_inputs_gives_its_outputs_and_tells_its_ways_of_failing_apart() -> None:
    flow = read(task(NESTED))
    run = step(flow, "Look", Run)
    assert (run.service, run.uses, run.gives) == ("Find order", ("Flow.Number",), ("Task.State",))
    assert goes(run.next) == "Sent?"
    failure = step(flow, "Look (failure)", Check)
    assert goes(run.failed) == failure.name
    assert failure.asks == "failure or timeout"
    assert [(case.name, goes(case.target)) for case in failure.cases] == [("failure", "Broken")]
    assert goes(failure.otherwise) == "After"


def test_what_is_not_found_is_asked_for_by_name() -> None:
    flow = read(
        task("""
- findUser:
    name: Look
    outputs:
      found:
        actions:
          - playAudio: {name: Here, audio: {tts: Here it is.}}
- disconnect: {name: End}
""")
    )
    answer = step(flow, "Look (answer)", Check)
    assert (answer.asks, [case.name for case in answer.cases]) == ("found or not found", ["found"])
    assert goes(answer.otherwise) == "End"


def test_a_data_action_whose_outputs_are_not_written_goes_on_either_way() -> None:
    flow = read(task("- callData: {name: Look}\n- disconnect: {name: End}"))
    run = step(flow, "Look", Run)
    assert goes(run.next) == goes(run.failed) == "End"


def test_yes_and_no_may_stand_in_quotes() -> None:
    flow = read(task(NESTED.replace(" yes:", ' "yes":')))
    assert goes(step(flow, "Sent?", Check).cases[0].target) == "On its way"


def test_what_a_lookup_does_not_find_is_an_answer_and_no_failure() -> None:
    flow = read(
        task(
            """
            - dataTableLookup:
                lookupValue: {exp: Call.Ani}
                dataTable: {Customers: {foundOutputs: {Name: {var: Flow.Name}}}}
                outputs:
                  notFound: {actions: [{playAudio: {name: Unknown, audio: {tts: Who are you?}}}]}
            - disconnect: {name: End}
            """
        )
    )
    run = step(flow, "Data Table Lookup", Run)
    assert (run.service, run.gives, run.takes) == ("Customers", ("Flow.Name",), 0.1)
    answer = step(flow, "Data Table Lookup (answer)", Check)
    assert [(case.name, goes(case.target)) for case in answer.cases] == [("found", "End")]
    assert goes(answer.otherwise) == "Unknown"
    assert goes(run.failed) == "End"


def test_a_switch_takes_the_first_case_that_is_true() -> None:
    flow = read(
        task(
            """
            - switch:
                name: Which
                evaluate:
                  firstTrue:
                    default: {actions: [{disconnect: {name: Other}}]}
                    cases:
                      - case: {value: {exp: 'Flow.Kind == "a"'}, actions: [{disconnect: {name: A}}]}
                      - case: {value: {exp: 'Flow.Kind == "a"'}, actions: [{disconnect: {name: B}}]}
                      - nothing
            """
        )
    )
    check = step(flow, "Which", Check)
    assert [(case.name, goes(case.target)) for case in check.cases] == [('Flow.Kind == "a"', "A"), ("case 2", "B")]
    assert goes(check.otherwise) == "Other"
    assert check.uses == ("Flow.Kind",)


def test_a_loop_goes_round_until_the_system_has_counted_enough() -> None:
    flow = read(
        task(
            """
            - loop:
                name: Thrice
                loopCount: {lit: 3}
                outputs:
                  loop:
                    actions:
                      - decision:
                          name: Enough?
                          condition: {exp: Flow.Done}
                          outputs:
                            yes: {actions: [{loopExit: {name: Out}}]}
                            no: {actions: [{loopNext: {name: Again}}]}
            - disconnect: {name: End}
            """
        )
    )
    loop = step(flow, "Thrice", Check)
    assert [(case.name, goes(case.target)) for case in loop.cases] == [("again", "Enough?")]
    assert goes(loop.otherwise) == "End"
    assert loop.limited == "again"
    check = step(flow, "Enough?", Check)
    assert (goes(check.cases[0].target), goes(check.otherwise)) == ("End", "Thrice")


def test_jumps_are_no_steps() -> None:
    more = "menus:\n  - menu: {name: Main, refId: M_1, choices: []}"
    flow = read(task("- jumpToMenu: {name: Go, targetMenuRef: '/inboundCall/menus/menu[M_1]'}", more))
    assert flow.entries[0].start == "Main"
    assert list(flow.steps) == ["Main", "(event handling)"]


def test_jumps_that_go_round_in_circles_are_steps() -> None:
    flow = read(task("- jumpToTask: {name: Round, targetTaskRef: '/inboundCall/tasks/task[Start_1]'}"))
    assert goes(step(flow, "Round", Set).next) == "Round"
    assert flow.entries[0].start == "Round"


def test_a_task_that_is_called_comes_back() -> None:
    flow = read(
        task(
            """
            - callTask:
                name: Ask
                targetTaskRef: "/inboundCall/tasks/task[Inner_2]"
                outputs:
                  paths:
                    - path: {name: Refused, actions: [{disconnect: {name: Bye}}]}
                  default: {actions: [{playAudio: {name: Thanks, audio: {tts: Thank you.}}}]}
            - disconnect: {name: End}
            """
        ).replace(
            "  tasks:\n",
            "  tasks:\n    - task: {name: Inner, refId: Inner_2, actions: [{playAudio: {name: Inside, audio: {tts: x}}}]}\n",
        )
    )
    visit = step(flow, "Ask", Visit)
    assert visit.flow is not None
    assert (visit.flow.to, visit.flow.file) == ("Inside", "")
    assert goes(step(flow, "Inside", Say).next) == "Inner (end)"
    assert isinstance(flow.steps["Inner (end)"], Return)
    answers = step(flow, "Ask (answer)", Check)
    assert goes(visit.next) == answers.name
    assert sorted([*(goes(case.target) for case in answers.cases), goes(answers.otherwise)]) == ["Bye", "Thanks"]


def test_an_action_that_is_not_known_keeps_all_its_ways() -> None:
    flow = read(
        task(
            """
            - teleport:
                name: Away
                outputs:
                  moon: {actions: [{disconnect: {name: Moon}}]}
                  planets:
                    mars: {actions: [{disconnect: {name: Mars}}]}
            - disconnect: {name: Here}
            """
        )
    )
    unknown = step(flow, "Away", Unknown)
    assert unknown.what == "teleport"
    assert [(case.name, goes(case.target)) for case in unknown.cases] == [("moon", "Moon"), ("mars", "Mars"), ("next", "Here")]


def test_what_callers_do_not_notice_is_a_set_without_values() -> None:
    flow = read(task("- setWrapupCode: {name: Code}\n- disconnect: {name: End}"))
    assert step(flow, "Code", Set).values == ()


def test_statements_run_one_after_another() -> None:
    flow = read(
        task(
            """
            - updateData:
                statements:
                  - string: {variable: Flow.Base, value: {exp: Call.Ani}}
                  - string: {variable: Flow.Whole, value: {exp: 'Flow.base + "x"'}}
                  - string: {variable: Flow.ClientSecret, value: {lit: abc}}
            - disconnect: {name: End}
            """
        )
    )
    values = step(flow, "Update Data", Set).values
    assert [(each.name, each.value, each.reads) for each in values] == [
        ("Flow.Base", "Call.Ani", ("Call.Ani",)),
        ("Flow.Whole", 'Flow.base + "x"', ("Call.Ani",)),
        ("Flow.ClientSecret", "…", ()),
    ]


def test_something_silent_that_may_fail_differently_is_a_run() -> None:
    flow = read(
        task(
            """
            - setScreenPop:
                name: Pop
                outputs:
                  failure: {actions: [{disconnect: {name: Cut}}]}
                  success: {actions: [{playAudio: {name: Well, audio: {tts: x}}}]}
            - disconnect: {name: End}
            """
        )
    )
    run = step(flow, "Pop", Run)
    assert (goes(run.next), goes(run.failed)) == ("Well", "Cut")


# Names


def test_actions_of_one_name_are_told_apart_by_their_place() -> None:
    flow = read(
        task(
            """
            - decision:
                name: Open?
                condition: {exp: Flow.Open}
                outputs:
                  yes:
                    actions:
                      - playAudio: {name: Play Audio, audio: {tts: Yes.}}
                      - playAudio: {name: Play Audio, audio: {tts: Well.}}
                  no: {actions: [{playAudio: {name: Play Audio, audio: {tts: No.}}}]}
            - playAudio: {name: Play Audio, audio: {tts: Bye.}}
            """
        )
    )
    assert list(flow.steps) == [
        "Open?",
        "Play Audio (Start)",
        "Play Audio (Open? yes)",
        "Play Audio (Open? yes) 2",
        "Play Audio (Open? no)",
    ]


def test_a_name_that_looks_like_a_file_or_is_very_long_is_changed() -> None:
    flow = read(task(f"- playAudio: {{name: menu.yaml, audio: {{tts: x}}}}\n- disconnect: {{name: {'very ' * 40}}}"))
    assert [len(name) for name in flow.steps] == [len("menu.yaml step"), 80]


# Menus


SALES = """
- menuTransferToAcd:
    name: Sales
    dtmf: digit_1
    targetQueue: {lit: {name: Sales queue}}
    speechRecTerms: {en-us: {terms: [Sales, Buy, Sales]}}
- menuDisconnect: {name: Bye, dtmf: digit_*}
"""


def test_a_menu_has_its_choices_and_takes_the_settings_of_the_flow_where_it_has_none() -> None:
    settings = """
    settingsMenu:
      menuSelectionTimeout: {lit: {seconds: 7}}
      repeatCount: {lit: 2}
      listenForExtensionDialing: {lit: false}
    """
    found = step(read(menu(SALES, settings)), "Main", Menu)
    assert [(option.key, option.label, option.phrases, goes(option.target)) for option in found.options] == [
        ("1", "Sales", ("Sales", "Buy"), "Sales"),
        ("*", "Bye", (), "Bye"),
    ]
    assert found.no_input is not None
    assert (found.no_input.after, found.no_input.tries, goes(found.no_input.then)) == (7, 2, "(event handling)")
    assert found.next_digit == 0


def test_a_menu_with_actions_in_place_of_choices_has_a_problem() -> None:
    text = menu(SALES).replace("        choices:", "        actions:")
    flow = read(text)
    assert step(flow, "Main", Menu).options == ()
    assert [problem.message for problem in flow.problems] == [
        "Main: a menu has `choices`; what stands under `actions` is not read"
    ]
    assert text.splitlines()[flow.problems[0].mark.line - 1].strip() == "actions:"


def test_words_may_stand_one_level_deeper() -> None:
    text = menu(SALES).replace("tts: For sales, press 1.", "defaultAudio: {defaultAudio: {tts: Hello there.}}")
    prompt = step(read(text), "Main", Menu).prompt
    assert prompt is not None
    assert prompt.text == "Hello there."


def test_a_menu_overrides_the_settings_of_the_flow() -> None:
    own = """
    settingsMenu:
      menuSelectionTimeout: {lit: {minutes: 1}}
      repeatCount: {lit: 5}
      listenForExtensionDialing: {noValue: true}
      extensionDialingMaxDelay: {lit: {ms: 1500}}
    """
    found = step(read(menu(SALES, "settingsMenu:\n  repeatCount: {lit: 2}", own)), "Main", Menu)
    assert found.no_match is not None
    assert (found.no_match.after, found.no_match.tries, found.next_digit) == (60, 5, 1.5)


def test_mistakes_lead_to_the_default_choice() -> None:
    text = menu(SALES, settings='defaultChildMenuRef: "./choices/menuTransferToAcd[Sales]"')
    found = step(read(text), "Main", Menu)
    assert found.no_input is not None
    assert goes(found.no_input.then) == "Sales"


def test_a_default_choice_that_does_not_exist_is_kept_for_the_rules_to_report() -> None:
    found = step(read(menu(SALES, settings='defaultChildMenuRef: "./choices/menuTask[Gone_3]"')), "Main", Menu)
    assert found.no_match is not None
    assert goes(found.no_match.then) == "Gone_3"


@pytest.mark.parametrize(
    ("handling", "kind", "leads"),
    [
        ("disconnect: {none: true}", HangUp, "-"),
        ("queue: {targetQueue: {lit: {name: Desk}}}", Transfer, "-"),
        ("menu: {targetMenuRef: '/inboundCall/menus/menu[Main_1]'}", Say, "Main"),
    ],
)
def test_mistakes_lead_to_the_event_handling_of_the_flow(handling: str, kind: type, leads: str) -> None:
    more = f"settingsErrorHandling:\n  errorHandling:\n    {handling}\n  preHandlingAudio: {{tts: Something is wrong.}}"
    found = step(read(menu(SALES, more)), "(event handling)", kind)
    assert found.prompt is not None
    assert found.prompt.text == "Something is wrong."
    assert goes(getattr(found, "next", None)) == leads


def test_choices_with_tasks_and_menus_of_their_own() -> None:
    flow = read(
        menu(
            """
            - menuTask:
                name: Hours
                dtmf: digit_2
                task: {actions: [{playAudio: {name: We are open, audio: {tts: Always.}}}]}
            - menuSubMenu:
                name: More
                dtmf: digit_3
                audio: {tts: "For more, press 1."}
                choices:
                  - menuPreviousMenu: {name: Back, dtmf: digit_#}
                  - menuRepeatMenu: {name: Again, dtmf: star}
                  - menuJumpToMenu: {name: Main, dtmf: digit_0, targetMenuRef: "/inboundCall/menus/menu[Main_1]"}
                  - words
            """
        )
    )
    main, more = step(flow, "Main", Menu), step(flow, "More", Menu)
    assert [goes(option.target) for option in main.options] == ["We are open", "More"]
    assert step(flow, "We are open", Say).next is None
    assert [(option.key, goes(option.target)) for option in more.options] == [("#", "Back"), ("*", "More"), ("0", "Main")]
    assert goes(step(flow, "Back", Set).next) == "Main"
    assert said(flow) == ["a choice must be of the form `menuTask: {name, dtmf, …}`"]


def test_back_is_not_known_where_several_menus_lead_here() -> None:
    flow = read(
        menu(
            '- menuJumpToMenu: {name: J, dtmf: digit_1, targetMenuRef: "x/menu[B_2]"}',
        )
        + """
    - menu:
        name: B
        refId: B_2
        choices:
          - menuPreviousMenu: {name: Back, dtmf: digit_1}
          - menuJumpToMenu: {name: J2, dtmf: digit_2, targetMenuRef: "x/menu[B_2]"}
"""
    )
    assert [case.name for case in step(flow, "Back", Unknown).cases] == ["Main", "B"]


def test_of_two_choices_with_one_key_the_first_counts() -> None:
    flow = read(menu(SALES + "- menuDisconnect: {name: Late, dtmf: digit_1}\n"))
    assert [option.label for option in step(flow, "Main", Menu).options] == ["Sales", "Bye"]
    assert said(flow) == ["Main: two choices have the key 1: only the first one counts"]


def test_a_choice_without_key_and_words_can_only_be_the_default() -> None:
    flow = read(menu(SALES + "- menuDisconnect: {name: Hidden}\n", settings='defaultChildMenuRef: "x[Hidden]"'))
    found = step(flow, "Main", Menu)
    assert [option.label for option in found.options] == ["Sales", "Bye"]
    assert found.no_input is not None
    assert goes(found.no_input.then) == "Hidden"


def test_choices_may_hold_in_every_menu() -> None:
    flow = read(
        menu(
            """
            - menuDisconnect: {name: Bye, dtmf: digit_9, globalDtmf: true}
            - menuDisconnect: {name: Stop, globalSpeechRecTerms: true, speechRecTerms: {en-us: {terms: [stop]}}}
            - menuSubMenu: {name: More, dtmf: digit_1, choices: [{menuDisconnect: {name: Own, dtmf: digit_9}}]}
            - menuSubMenu: {name: Less, dtmf: digit_2, choices: []}
            """
        )
    )
    assert [(option.key, option.phrases) for option in step(flow, "More", Menu).options] == [("9", ()), ("", ("stop",))]
    assert [(option.key, goes(option.target)) for option in step(flow, "Less", Menu).options] == [("9", "Bye"), ("", "Stop")]


def test_extensions_can_be_dialled_where_the_menu_says_so() -> None:
    silent = step(read(menu(SALES)), "Main", Menu)
    assert len(silent.options) == 2
    assert silent.next_digit == 1
    flow = read(menu(SALES, words="Enter an extension, or for sales press 1."))
    option = step(flow, "Main", Menu).options[-1]
    assert (option.key, option.pattern) == ("", "XXXX")
    assert isinstance(flow.steps[goes(option.target)], Transfer)
    own = menu(SALES, settings="settingsMenu:\n  listenForExtensionDialing: {lit: true}")
    assert len(step(read(own), "Main", Menu).options) == 3


def test_no_call_comes_to_the_event_handling_of_a_menu_that_no_call_comes_to() -> None:
    flow = read(task(HELLO, "menus:\n  - menu: {name: Left over, choices: []}"))
    assert "(event handling)" not in flow.steps
    found = step(flow, "Left over", Menu)
    assert found.no_input is not None
    assert found.no_input.then is None


# Placeholders


def test_placeholders_without_quotes_keep_all_places() -> None:
    text = task("- playAudio: {name: Hello, audio: {tts: {{greeting}}}}") + "  division: {{where}}\n"
    quoted = text.replace(
        "{name: Hello, audio: {tts: {{greeting}}}}",
        "\n              name: Hello\n              audio:\n                tts: {{ greeting }} Jo",
    )
    flow = read(quoted)
    prompt = step(flow, "Hello", Say).prompt
    assert prompt is not None
    assert (prompt.text, prompt.reads, prompt.complete) == ("{greeting} Jo", ("greeting",), False)
    line = quoted.splitlines()[prompt.mark.line - 1]
    assert line[prompt.mark.column - 1 : prompt.mark.end_column - 1] == "{{ greeting }} Jo"


def test_placeholders_may_be_keys_and_names() -> None:
    flow = read(
        task(
            """
            - callData:
                name: Look
                category:
                  {{category}}:
                    dataAction:
                      {{action}}:
                        inputs: {}
            """
        ).replace("name: Harbour", "name: {{flow_name}}")
    )
    assert flow.name == "{{flow_name}}"
    assert step(flow, "Look", Run).service == "{{action}}"


def test_names_of_variables_hold_no_braces() -> None:
    flow = read(
        task(
            """
            - setParticipantData: {name: Tell, attributes: [{attribute: {name: {lit: "{{prefix}}_order"}, value: {lit: x}}}]}
            - collectInput: {name: "{{ask}}"}
            - disconnect: {name: End}
            """
        )
    )
    assert [each.name for each in step(flow, "Tell", Set).values] == ["prefix _order"]
    assert step(flow, "{{ask}}", Collect).variable == "ask"


def test_terraform_placeholders_are_read_too() -> None:
    prompt = step(read(task('- playAudio: {name: Hello, audio: {tts: "Hello ${who}, {really}"}}')), "Hello", Say).prompt
    assert prompt is not None
    assert (prompt.text, prompt.reads) == ("Hello {who}, {{really}}", ("who",))
