"""What calls meet in a flow of Architect: queues, people, voicemail, opening hours, entries, bots, other flows."""

from __future__ import annotations

from architect import goes, link, menu, read, refused, step, task

from ivrlint.flow import Check, Collect, Flow, HangUp, Menu, Message, Refusal, Run, Say, Set, Transfer, Visit

# Queues and people


QUEUE = """
- setParticipantData:
    name: Tell
    attributes:
      - attribute: {name: {lit: Account}, value: {exp: Flow.Account}}
      - attribute: {name: {exp: Flow.Name}, value: {lit: x}}
- setScreenPop: {name: Pop, inputs: {number: {exp: Flow.Order}}}
- transferToAcd:
    name: To sales
    targetQueue: {exp: Flow.Queue}
    preTransferAudio: {tts: One moment.}
    failureTransferAudio: {tts: That did not work.}
    outputs:
      failure: {actions: [{playAudio: {name: Sorry, audio: {tts: Sorry.}}}]}
- disconnect: {name: End}
"""


def test_a_queue_is_a_person_who_sees_the_participant_data() -> None:
    flow = read(task(QUEUE))
    transfer = step(flow, "To sales", Transfer)
    assert (transfer.to, transfer.who, transfer.elsewhere) == ("person", "Flow.Queue", True)
    assert transfer.passes == ("Account", "participant data", "Flow.Order", "Flow.Queue")
    assert transfer.prompt is not None
    assert transfer.prompt.text == "One moment."
    assert [(each.name, each.reads) for each in step(flow, "Tell", Set).values] == [
        ("Account", ("Flow.Account",)),
        ("participant data", ()),
    ]


def test_words_of_failure_come_before_what_follows_the_failure() -> None:
    flow = read(task(QUEUE))
    assert goes(step(flow, "To sales", Transfer).failed) == "To sales (failure audio)"
    assert goes(step(flow, "To sales (failure audio)", Say).next) == "Sorry"


def test_words_of_failure_may_be_the_last() -> None:
    flow = read(task("- transferToAcd: {name: Sales, targetQueue: {lit: {name: Q}}, failureTransferAudio: {tts: Goodbye.}}"))
    assert goes(step(flow, "Sales", Transfer).failed) == "Sales (failure audio)"
    assert isinstance(flow.steps["Sales (failure audio)"], HangUp)


def test_a_choice_that_cannot_be_put_through_leads_to_the_event_handling() -> None:
    flow = read(menu("- menuTransferToAcd: {name: Sales, dtmf: digit_1, targetQueue: {lit: {name: Q}}}"))
    assert goes(step(flow, "Sales", Transfer).failed) == "(event handling)"


def test_users_groups_and_numbers_are_people_who_may_not_answer() -> None:
    flow = read(
        task(
            """
            - transferToUser: {name: User, targetUser: {lit: {name: Ann}}, connectTimeout: {lit: {seconds: 20}}}
            - transferToGroup: {name: Group, targetGroup: {lit: {name: Night}}}
            - transferToNumber: {name: Number, targetNumber: {exp: Flow.Mobile}}
            - disconnect: {name: End}
            """
        )
    )
    user, group, number = (step(flow, name, Transfer) for name in ("User", "Group", "Number"))
    assert (user.to, user.who, user.wait, user.elsewhere) == ("person", "Ann", 20, False)
    assert (goes(user.failed), goes(user.no_answer)) == ("Group", "Group")
    assert group.who == "Night"
    assert (number.number, number.dials) == ("Flow.Mobile", ("Flow.Mobile",))


def test_an_extension_is_entered_and_then_dialled() -> None:
    flow = read(menu("- menuDialByExtension: {name: Dial, dtmf: digit_1, interDigitTimeout: {lit: {seconds: 4}}}"))
    collect, transfer = step(flow, "Dial", Collect), step(flow, "Dial (put through)", Transfer)
    assert collect.variable in transfer.dials
    assert goes(collect.next) == transfer.name
    assert collect.no_input is not None
    assert (collect.no_input.after, goes(collect.no_input.then)) == (4, "(event handling)")
    assert step(read(task("- dialByName: {name: Who}")), "Who", Collect).variable == "name (Who)"


# Voicemail and callbacks


def test_voicemail_ends_the_call_unless_it_fails() -> None:
    flow = read(
        task(
            """
            - transferToVoicemail:
                name: Box
                destination: {queue: {targetQueue: {lit: {name: Help}}, voicemailGreeting: {prompt: Prompt.Leave}}}
                outputs: {failure: {actions: [{disconnect: {name: Cut}}]}}
            """
        )
    )
    run = step(flow, "Box", Run)
    assert (goes(run.next), goes(run.failed)) == ("Box (box)", "Cut")
    message = step(flow, "Box (box)", Message)
    assert (message.kind, message.who, message.next) == ("voicemail", "Help", None)
    assert message.prompt is not None
    assert (message.prompt.text, message.prompt.audio) == ("", "Prompt.Leave")


def test_voicemail_without_ways_of_failing_is_one_step() -> None:
    flow = read(menu("- menuTransferToVoicemail: {name: Box, dtmf: digit_1, preTransferAudio: {tts: One moment.}}"))
    message = step(flow, "Box", Message)
    assert message.prompt is not None
    assert message.prompt.text == "One moment."


def test_words_before_a_greeting_are_a_step_of_their_own() -> None:
    box = "- transferToVoicemail: {name: Box, preTransferAudio: {tts: Wait.}, voicemailGreeting: {tts: Speak.}"
    plain = read(task(box + "}"))
    assert goes(step(plain, "Box", Say).next) == "Box (box)"
    failing = read(task(box + ", outputs: {failure: {actions: [{disconnect: {name: Cut}}]}}}"))
    assert goes(step(failing, "Box", Say).next) == "Box (connected)"
    assert goes(step(failing, "Box (connected)", Run).next) == "Box (box)"


def test_after_the_promise_to_call_back_the_call_goes_on() -> None:
    flow = read(task("- createCallback: {name: Later, queue: {lit: {name: Help}}}\n- disconnect: {name: End}"))
    message = step(flow, "Later", Message)
    assert (message.kind, message.who, goes(message.next)) == ("callback", "Help", "End")


# Opening hours


def test_a_group_of_schedules_is_open_or_closed_and_special_days_are_closed_too() -> None:
    flow = read(
        task(
            """
            - evaluateScheduleGroup:
                name: Hours
                outputs:
                  closed: {actions: [{disconnect: {name: Closed}}]}
                  holiday: {actions: [{disconnect: {name: Holiday}}]}
                  emergency: {actions: [{disconnect: {name: Fire}}]}
            - disconnect: {name: Open}
            """
        )
    )
    ways = {
        name: (check.asks, [(case.name, goes(case.target)) for case in check.cases])
        for name, check in flow.steps.items()
        if isinstance(check, Check)
    }
    assert ways == {
        "Hours": ("hours", [("open", "Hours (holiday)"), ("closed", "Closed")]),
        "Hours (holiday)": ("hours", [("open", "Hours (emergency)"), ("closed", "Holiday")]),
        "Hours (emergency)": ("hours", [("open", "Open"), ("closed", "Fire")]),
    }


def test_a_group_of_schedules_of_which_only_the_emergency_counts_is_one_check() -> None:
    flow = read(
        task(
            "- evaluateScheduleGroup: {name: Hours, outputs: {emergency: {actions: [{disconnect: {name: Fire}}]}}}\n"
            "- disconnect: {name: Go}"
        )
    )
    check = step(flow, "Hours", Check)
    assert [(case.name, goes(case.target)) for case in check.cases] == [("open", "Go"), ("closed", "Fire")]
    assert len(flow.steps) == 3


def test_a_schedule_is_open_when_it_is_active_unless_it_is_one_of_holidays() -> None:
    text = """
        - evaluateSchedule:
            name: Evaluate
            schedule: {lit: {name: NAME}}
            outputs:
              active: {actions: [{disconnect: {name: Active}}]}
              inactive: {actions: [{disconnect: {name: Inactive}}]}
    """
    for name, opened, closed in (("Weekdays", "Active", "Inactive"), ("Holidays", "Inactive", "Active")):
        check = step(read(task(text.replace("NAME", name))), "Evaluate", Check)
        assert check.asks == "hours"
        assert [(case.name, goes(case.target)) for case in check.cases] == [("open", opened), ("closed", closed)]


# Entries


COLLECT = """
- collectInput:
    name: Ask
    inputData: {var: Flow.AccountNumber}
    digits: {range: {min: 4, max: 10, terminatingDtmf: digit_#}}
    inputAudio: {tts: Please enter your account number.}
    verificationType: individualDigits
    noEntryTimeout: {lit: {seconds: 9}}
    outputs:
      success: {actions: [{callData: {name: Look, inputs: {a: {exp: Flow.AccountNumber}}}}]}
      failure: {actions: [{disconnect: {name: Cut}}]}
- disconnect: {name: End}
"""


def test_an_entry_has_its_digits_and_is_read_back() -> None:
    collect = step(read(task(COLLECT)), "Ask", Collect)
    assert (collect.variable, collect.digits, collect.finish_on, collect.confirm, collect.what) == (
        "Flow.AccountNumber",
        (4, 10),
        "#",
        "read_back",
        "",
    )
    assert collect.no_input is not None
    assert collect.no_match is not None
    assert (collect.no_input.after, goes(collect.no_input.then), goes(collect.no_match.then)) == (9, "Cut", "Cut")
    assert goes(collect.next) == "Look"


def test_an_entry_takes_the_settings_of_the_flow_where_it_has_none() -> None:
    text = task(
        "- collectInput: {name: Ask, inputData: {var: Flow.X}, digits: {exact: 5}, verificationType: none,"
        " noEntryTimeout: {noValue: true}}",
        "settingsActionDefaults:\n  collectInput: {noEntryTimeout: {lit: {seconds: 8}}}",
    )
    collect = step(read(text), "Ask", Collect)
    assert (collect.digits, collect.confirm) == ((5, 5), "none")
    assert collect.no_input is not None
    assert (collect.no_input.after, collect.no_input.then) == (8, None)


def test_secrets_and_choices_are_told_by_what_is_asked_and_what_becomes_of_it() -> None:
    def kind(variable: str, words: str, use: str) -> str:
        text = f"- collectInput: {{name: Ask, inputData: {{var: {variable}}}, inputAudio: {{tts: {words}}}}}\n{use}"
        return step(read(task(text)), "Ask", Collect).what

    decide = "- decision: {name: One?, condition: {exp: 'Flow.X == \"1\"'}}"
    assert kind("Flow.CardNumber", "Hello", decide) == "card number"
    assert kind("Flow.X", "Your PIN please", decide) == "pin"
    assert kind("Flow.X", "Security code", "") == "cvv"
    assert kind("Flow.X", "Press 1 or 2", decide) == "choice"
    assert kind("Flow.X", "Press 1 or 2", decide + "\n- playAudio: {name: Say, audio: {exp: 'ToAudioTTS(Flow.X)'}}") == ""


# Bots


def test_a_bot_goes_on_by_its_intents() -> None:
    flow = read(
        task(
            """
            - callLexV2Bot:
                name: Robot
                bot: {Helper: {alias: x}}
                outputs:
                  intents:
                    Order: {actions: [{disconnect: {name: Ordered}}]}
                  failure: {actions: [{disconnect: {name: Failed}}]}
            """
        )
    )
    bot = step(flow, "Robot", Transfer)
    assert (bot.to, bot.who, goes(bot.failed)) == ("bot", "Helper", "Failed")
    assert [(case.name, goes(case.target)) for case in bot.cases] == [("Order", "Ordered")]


def test_a_bot_without_intents_goes_on_when_it_is_done() -> None:
    bot = step(read(task("- callBotFlow: {name: Robot, botFlow: {name: Helper}}\n- disconnect: {name: End}")), "Robot", Transfer)
    assert (bot.who, [goes(case.target) for case in bot.cases]) == ("Helper", ["End"])


# What is heard


def test_sounds_without_words_of_their_own_have_a_name() -> None:
    flow = read(
        task(
            "- holdMusic: {name: Music, prompt: {lit: {name: PromptSystem.on_hold_music}}}\n- playEstimatedWaitTime: {name: Wait}"
        )
    )
    music, wait = step(flow, "Music", Say).prompt, step(flow, "Wait", Say).prompt
    assert music is not None
    assert wait is not None
    assert (music.audio, wait.audio) == ("PromptSystem.on_hold_music", "estimated wait time")


# Other flows


def named(text: str, name: str) -> str:
    return text.replace("name: Harbour", f"name: {name}")


def test_a_flow_of_the_run_is_followed_by_its_name() -> None:
    main = task(
        "- transferToFlowSecure: {name: Pay, targetFlow: {name: payment}, preTransferAudio: {tts: Now pay.}}\n"
        "- disconnect: {name: Cut}"
    )
    paid = named(task("- disconnect: {name: Paid}", kind="secureCall"), "Payment")
    flow = link({"main.yaml": main, "pay.yaml": paid})["main.yaml"]
    assert isinstance(flow, Flow)
    assert goes(step(flow, "Pay", Say).next) == "Pay (transfer)"
    visit = step(flow, "Pay (transfer)", Visit)
    assert visit.flow is not None
    assert (visit.flow.file, visit.flow.to, visit.next, goes(visit.failed)) == ("pay.yaml", "", None, "Cut")


def test_a_flow_that_is_not_in_the_run_is_unknown() -> None:
    visit = step(read(task("- transferToFlow: {name: Go, targetFlow: {name: Elsewhere}}")), "Go", Visit)
    assert (visit.flow, visit.next, visit.failed) == (None, None, None)


WAIT = """inqueueCall:
  name: Hold
  defaultLanguage: en-us
  startUpTaskActions:
    - playAudio: {name: Please hold, audio: {tts: Please hold.}}
    - playPositionInQueue: {name: Position}
"""


def test_what_callers_hear_in_a_queue_goes_round_while_somebody_may_answer() -> None:
    flow = read(WAIT)
    waiting = step(flow, flow.entries[0].start, Transfer)
    assert (waiting.to, waiting.elsewhere, waiting.announces) == ("person", True, ("position",))
    assert [(case.name, goes(case.target)) for case in waiting.cases] == [("while waiting", "Please hold")]
    assert goes(step(flow, "Position", Say).next) == waiting.name


def test_the_music_in_a_queue_is_the_wait_for_whoever_answers() -> None:
    text = (
        WAIT
        + "    - holdMusic: {name: Music, prompt: {lit: {name: PromptSystem.on_hold_music}}}\n    - disconnect: {name: Cut}\n"
    )
    music = step(read(text), "Music", Transfer)
    assert music.prompt is not None
    assert (music.to, music.elsewhere, music.prompt.audio) == ("person", True, "PromptSystem.on_hold_music")
    assert [(case.name, goes(case.target)) for case in music.cases] == [("the music ends", "Cut")]


def test_a_queue_leads_to_what_callers_hear_there() -> None:
    main = menu(
        "- menuTransferToAcd: {name: Sales, dtmf: digit_1, targetQueue: {lit: {name: Q}}, overrideInQueueFlow: {name: Hold}}"
    )
    flow = link({"main.yaml": main, "hold.yaml": WAIT})["main.yaml"]
    assert isinstance(flow, Flow)
    cases = step(flow, "Sales", Transfer).cases
    assert [(case.name, case.target and case.target.file) for case in cases] == [("while waiting", "hold.yaml")]


MODULE = """commonModule:
  name: Verify
  defaultLanguage: en-us
  startUpTaskActions:
    - playAudio: {name: Hello, audio: {tts: Who are you?}}
    - callCommonModule: {name: Deeper, commonModule: {Verify: {ver_latestPublished: {}}}}
"""


def test_a_common_module_becomes_part_of_the_flows_that_call_it() -> None:
    main = task("- callCommonModule: {name: Check, commonModule: {Verify: {ver_latestPublished: {}}}}\n- disconnect: {name: End}")
    run = link({"main.yaml": main, "module.yaml": MODULE})
    flow = run["main.yaml"]
    assert isinstance(flow, Flow)
    visit = step(flow, "Check", Visit)
    assert visit.flow is not None
    assert (visit.flow.to, goes(visit.next)) == ("Verify: Hello", "End")
    assert step(flow, "Verify: Hello", Say).mark.file == "module.yaml"
    assert goes(step(flow, "Verify: Deeper", Visit).next) == "Verify: Verify (end)"
    module = run["module.yaml"]
    assert isinstance(module, Refusal)
    assert module.no_calls


def test_a_common_module_that_is_not_in_the_run_is_passed_over() -> None:
    visit = step(
        read(task("- callCommonModule: {name: Check, commonModule: {Gone: {}}}\n- disconnect: {name: End}")), "Check", Visit
    )
    assert (visit.flow, goes(visit.next), visit.failed) == (None, "End", None)
    assert refused(MODULE).no_calls


def test_a_menu_that_nothing_leads_to_is_still_a_menu() -> None:
    flow = read(
        task(
            "- disconnect: {name: End}", "menus:\n  - menu: {name: Old, choices: [{menuDisconnect: {name: Bye, dtmf: digit_9}}]}"
        )
    )
    assert step(flow, "Old", Menu).options[0].key == "9"
