from __future__ import annotations

from swml_scripts import flow, to

from ivrlint.flow import Check, Collect, HangUp, Menu, Say, Set, Transfer

SALES = """
sales:
  - connect: {to: "+15550100100"}
support:
  - connect: {to: "+15550100200"}
"""


def menu_of(main: str, sections: str = SALES, name: str = "main: prompt") -> Menu:
    step = flow(main, sections).steps[name]
    assert isinstance(step, Menu), step
    return step


def test_a_prompt_and_the_switch_behind_it_are_one_menu():
    found = flow(
        """
        - prompt: {play: "say: For sales, press 1. For support, press 2."}
        - switch:
            variable: prompt_value
            case:
              1: [{transfer: {dest: sales}}]
              2: [{transfer: {dest: support}}]
            default: [hangup]
        """,
        SALES,
    )
    menu = found.steps["main: prompt"]
    assert isinstance(menu, Menu)
    assert [(option.key, to(option.target)) for option in menu.options] == [("1", "sales: connect"), ("2", "support: connect")]
    assert [option.mark.line for option in menu.options] == [8, 9]
    assert menu.no_input
    assert menu.no_match
    assert (menu.no_input.after, menu.no_input.tries, to(menu.no_input.then)) == (5.0, 1, "main: hangup")
    assert to(menu.no_match.then) == "main: hangup"
    assert menu.next_digit == 0
    assert "main: switch" not in found.steps
    assert menu.prompt
    assert menu.prompt.text == "For sales, press 1. For support, press 2."


def test_words_that_lead_where_a_key_leads_belong_to_its_option():
    menu = menu_of("""
        - prompt: {play: "say:Press 1 or say sales", speech_hints: [sales, other], max_digits: 1}
        - switch:
            variable: "%{prompt_value}"
            case:
              "1": [{transfer: sales}]
              one: [{transfer: sales}]
              sales: [{transfer: sales}]
              help: [{transfer: support}]
    """)
    assert [(option.key, option.phrases) for option in menu.options] == [("1", ("one", "sales")), ("", ("help",))]


def test_without_a_setting_for_speech_words_are_never_heard():
    menu = menu_of("""
        - prompt: {play: "say:Press 1"}
        - switch:
            variable: prompt_value
            case:
              "1": [{transfer: sales}]
              help: [{transfer: support}]
    """)
    assert [(option.key, option.phrases) for option in menu.options] == [("1", ())]


def test_with_a_setting_for_speech_and_none_for_digits_keys_do_nothing():
    menu = menu_of("""
        - prompt: {play: "say:Press 1 for sales", speech_language: en-US}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}], sales: [{transfer: sales}]}}
    """)
    assert [(option.key, option.phrases) for option in menu.options] == [("", ("1", "sales"))]


def test_where_the_document_ends_behind_the_switch_the_caller_is_cut_off():
    menu = menu_of("""
        - prompt: {play: "say:Press 1"}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}]}}
    """)
    assert menu.no_input
    assert menu.no_match
    assert menu.no_input.then is None
    assert menu.no_match.then is None


def test_without_a_default_mistakes_go_on_behind_the_switch():
    menu = menu_of("""
        - prompt: {play: "say:Press 1"}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}]}}
        - play: "say:Goodbye"
    """)
    assert menu.no_input
    assert to(menu.no_input.then) == "main: play"


def test_a_counted_goto_back_to_the_prompt_is_its_tries():
    found = flow(
        """
        - label: menu
        - play: {url: "say:Hello"}
        - prompt: {play: "say:Press 1"}
        - switch:
            variable: prompt_value
            case: {"1": [{transfer: sales}]}
            default:
              - play: "say:Sorry"
              - goto: {label: menu, max: 2}
              - transfer: support
        """,
        SALES,
    )
    menu = found.steps["main: prompt"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert (menu.no_match.tries, to(menu.no_match.then)) == (3, "support: connect")
    assert not any(isinstance(step, Check) for step in found.steps.values())
    assert [step.prompt.text for step in found.steps.values() if isinstance(step, Say) and step.prompt] == ["Hello"]


def test_a_goto_that_is_not_counted_leads_back():
    found = flow(
        """
        - label: menu
        - prompt: {play: "say:Press 1"}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}]}, default: [{play: "say:Sorry"}, {goto: menu}]}
        """,
        SALES,
    )
    menu = found.steps["main: menu"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert to(menu.no_match.then) == "main: play"
    sorry = found.steps["main: play"]
    assert isinstance(sorry, Say)
    assert to(sorry.next) == "main: menu"


def test_a_goto_to_another_place_is_no_try():
    found = flow(
        """
        - label: top
        - connect: {to: "+15550100300"}
        - prompt: {play: "say:Press 1"}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}]}, default: [{goto: {label: top, max: 1}}]}
        """,
        SALES,
    )
    menu = found.steps["main: prompt"]
    assert isinstance(menu, Menu)
    assert menu.no_match
    assert (menu.no_match.tries, to(menu.no_match.then)) == (1, "main: goto")


def test_conditions_on_the_answer_are_a_menu_too():
    found = flow(
        """
        - prompt: {play: "say:Press 1 for sales, 2 for support", speech_hints: [sales], max_digits: 1}
        - cond:
            - when: "${prompt_value} == 1 || prompt_value.toLowerCase() === 'sales'"
              then: [{transfer: sales}]
            - when: "['2', 'support'].includes(prompt_value)"
              then: [{transfer: support}]
            - else: [hangup]
        """,
        SALES,
    )
    menu = found.steps["main: prompt"]
    assert isinstance(menu, Menu)
    assert [(o.key, o.phrases, to(o.target)) for o in menu.options] == [
        ("1", ("sales",), "sales: connect"),
        ("2", ("support",), "support: connect"),
    ]
    assert menu.no_match
    assert to(menu.no_match.then) == "main: hangup"


def test_a_condition_that_is_not_understood_is_a_check_of_its_own_with_the_keys_that_are_offered():
    found = flow(
        """
        - prompt: {play: "say:Press 1 for music, 2 for your number"}
        - cond:
            - when: "prompt_value == 1"
              then: [{play: music.mp3}]
            - when: "isFriend(call.from) > 3"
              then: [{play: "say:Hello friend"}]
        """
    )
    menu = found.steps["main: prompt"]
    assert isinstance(menu, Menu)
    assert [(o.key, to(o.target)) for o in menu.options] == [("1", "main: play"), ("2", "main: cond (from condition 2)")]
    check = found.steps["main: cond (from condition 2)"]
    assert isinstance(check, Check)
    assert [case.name for case in check.cases] == ["isFriend(call.from) > 3"]
    assert check.uses == ("call.from",)
    assert isinstance(found.steps["main: play"], HangUp)


def test_prompt_result_tells_silence_from_wrong_answers():
    menu = menu_of("""
        - prompt: {play: "say:Press 1"}
        - switch: {variable: prompt_result, case: {no_input: [hangup]}}
        - switch: {variable: prompt_value, case: {"1": [{transfer: sales}]}, default: [{transfer: support}]}
    """)
    assert menu.no_input
    assert menu.no_match
    assert to(menu.no_input.then) == "main: hangup"
    assert to(menu.no_match.then) == "support: connect"


def test_an_answer_is_followed_under_another_name():
    found = flow(
        """
        - prompt: {play: "say:Press 1"}
        - set: {choice: "%{prompt_value}"}
        - switch: {variable: choice, case: {"1": [{transfer: sales}]}}
        """,
        SALES,
    )
    assert isinstance(found.steps["main: prompt"], Menu)
    assert not any(isinstance(step, Set) for step in found.steps.values())


def test_keys_of_several_digits_wait_for_another_one():
    menu = menu_of("""
        - prompt: {play: "say:Dial an extension", max_digits: 3, digit_timeout: 2}
        - switch: {variable: prompt_value, case: {"101": [{transfer: sales}], "10": [{transfer: support}], "1234": [hangup]}}
    """)
    assert [option.key for option in menu.options] == ["101", "10"]
    assert menu.next_digit == 2


def test_a_prompt_that_nothing_decides_by_is_an_entry():
    found = flow("""
        - prompt: {play: "say:Enter your account number", max_digits: 8, terminators: "#", initial_timeout: 9}
        - request: {url: "https://user:secret@example.com/find", method: POST, body: {number: "${prompt_value}"}}
        - connect: {to: "+15550100100"}
    """)
    entry = found.steps["main: prompt"]
    assert isinstance(entry, Collect)
    assert (entry.variable, entry.digits, entry.finish_on, entry.by) == ("prompt_value", (8, 8), "#", ("keys",))
    assert entry.no_input
    assert entry.no_match
    assert (entry.no_input.after, to(entry.no_input.then)) == (9, "main: request")
    assert not entry.no_match.possible


def test_a_pin_is_an_entry_even_when_it_is_compared():
    found = flow("""
        - prompt: {play: "say:Enter your PIN", max_digits: 4}
        - switch: {variable: prompt_value, case: {"1234": [{connect: {to: "+15550100100"}}]}}
    """)
    entry = found.steps["main: prompt"]
    assert isinstance(entry, Collect)
    assert entry.what == "pin"
    assert to(entry.next) == "main: switch"
    assert isinstance(found.steps["main: switch"], Check)


def test_a_spoken_entry_that_fails_may_go_elsewhere():
    found = flow(
        """
        - prompt: {play: "say:Why are you calling?", speech_language: en-US}
        - cond: [{when: "prompt_result == 'no_match'", then: [{transfer: support}]}]
        - request: {url: "https://example.com/reason?x=${prompt_value}"}
        """,
        SALES,
    )
    entry = found.steps["main: prompt"]
    assert isinstance(entry, Collect)
    assert entry.by == ("speech",)
    assert entry.no_match
    assert to(entry.no_match.then) == "support: connect"


def test_several_entries_keep_their_answers_under_names_of_their_own():
    found = flow("""
        - prompt: {play: "say:Enter your account", max_digits: 8}
        - request: {url: "https://example.com/a", body: "${prompt_value}"}
        - prompt: {play: "say:Enter your date of birth. You entered %{prompt_value}", max_digits: 6}
        - connect: {to: "${prompt_value}", headers: [{name: X, value: "%{prompt_value}"}]}
    """)
    first, second = found.steps["main: prompt"], found.steps["main: prompt 2"]
    assert isinstance(first, Collect)
    assert isinstance(second, Collect)
    assert first.variable == "prompt_value of main: prompt"
    assert second.prompt
    assert second.prompt.reads == (first.variable,)
    assert second.prompt.text.endswith("You entered {prompt_value of main: prompt}")
    people = found.steps["main: connect"]
    assert isinstance(people, Transfer)
    assert people.passes == people.dials == (second.variable,)


def test_too_many_answers_are_data():
    cases = ", ".join(f'"{number}": [hangup]' for number in range(300))
    found = flow(f"""
        - prompt: {{play: "say:Enter a number", max_digits: 3}}
        - switch: {{variable: prompt_value, case: {{{cases}}}}}
    """)
    assert isinstance(found.steps["main: prompt"], Collect)
