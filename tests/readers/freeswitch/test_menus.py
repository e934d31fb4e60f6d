"""Menus of FreeSWITCH: entries, tries, and where they lead."""

from run_of import app, entry, flow_of, menu, messages, run_of, ways

from ivrlint.flow import Check, Collect, HangUp, Menu, Say, Transfer, Unknown


def test_a_menu_has_the_prompt_the_keys_and_the_tries_of_its_attributes():
    flow = flow_of(menu(app("1", "bridge user/1000"), timeout="7000", max_timeouts="2", max_failures="4"))
    step = flow.steps["main"]
    assert isinstance(step, Menu)
    assert step.prompt.text == "hello"
    assert [option.key for option in step.options] == ["1"]
    assert (step.no_input.after, step.no_input.tries, step.no_match.tries) == (7.0, 2, 4)
    assert step.next_digit == 0.0
    assert [entry.name for entry in flow.entries] == ["main"]


def test_what_a_menu_does_not_say_is_as_the_engine_has_it():
    step = flow_of('<menu name="main" greet-long="say:hello"><entry digits="12" action="menu-top"/></menu>').steps["main"]
    assert (step.no_input.after, step.no_input.tries, step.no_match.tries, step.next_digit) == (10.0, 3, 3, 5.0)


def test_missing_max_timeouts_are_max_failures():
    step = flow_of(
        '<menu name="main" greet-long="say:hello" max-failures="5"><entry digits="1" action="menu-top"/></menu>'
    ).steps["main"]
    assert (step.no_input.tries, step.no_match.tries) == (5, 5)


def test_all_entries_of_a_key_run_in_the_order_of_the_file_and_lead_back_to_the_menu():
    flow = flow_of(menu(app("1", "playback a.wav") + app("2", "hangup") + app("1", "log x") + app("1", "playback b.wav")))
    assert ways(flow, "main")["1"] == "playback a.wav (main 1)"
    assert ways(flow, "playback a.wav (main 1)") == {"next": "playback b.wav (main 1)"}
    assert ways(flow, "playback b.wav (main 1)") == {"next": "main"}
    assert isinstance(flow.steps["hangup (main 2)"], HangUp)


def test_what_comes_after_a_transfer_does_not_run():
    flow = flow_of(menu(app("1", "transfer 100 XML default") + app("1", "playback a.wav")))
    assert isinstance(flow.steps["transfer 100 (main 1)"], Unknown)
    assert "playback a.wav (main 1)" not in flow.steps


def test_a_pattern_is_an_option_for_numbers():
    step = flow_of(menu(app("/^(10[01][0-9])$/", "transfer $1 XML features"), digit_len="4")).steps["main"]
    (option,) = step.options
    assert (option.key, option.pattern) == ("", "10[01]X")
    assert step.next_digit == 2.5


def test_a_pattern_of_single_keys_is_an_option_for_each_and_runs_with_the_key_itself():
    flow = flow_of(menu(app("/^[12]$/", "playback all.wav") + app("1", "playback one.wav")))
    assert [option.key for option in flow.steps["main"].options] == ["1", "2"]
    assert ways(flow, "playback all.wav (main 1)") == {"next": "playback one.wav (main 1)"}
    assert ways(flow, "playback all.wav (main 2)") == {"next": "main"}


def test_a_pattern_that_fits_a_key_runs_too_in_the_order_of_the_file():
    flow = flow_of(menu(app("/^([0-9]+)$/", "event key=$1") + app("9", "hangup"), digit_len="4"))
    assert ways(flow, "main")["9"] == "event (main 9)"
    assert ways(flow, "event (main 9)") == {"next": "hangup (main 9)"}


def test_a_pattern_that_is_not_understood_is_an_option_all_the_same():
    (option,) = flow_of(menu(app("/^(?!1)[0-9]{3}$/", "hangup"), digit_len="3")).steps["main"].options
    assert option.pattern == "^(?!1)[0-9]{3}$"


def test_a_pattern_without_slashes_is_a_mistake_and_no_option():
    flow = flow_of(menu(app("1", "hangup") + app("^(10[01][0-9])$", "hangup")))
    assert len(flow.steps["main"].options) == 1
    assert "a pattern stands between slashes" in messages(flow)[0]


def test_digits_that_nobody_can_press_are_a_mistake():
    assert messages(flow_of(menu(app("1", "hangup") + app("q", "hangup")))) == ['nobody can press "q"']


def test_a_pattern_of_nothing_is_a_mistake():
    assert messages(flow_of(menu(app("1", "hangup") + app("/^$/", "hangup")))) == ["no key matches /^$/"]


def test_a_pattern_that_no_keys_can_match_is_a_mistake():
    flow = flow_of(menu(app("1", "hangup") + app("/^(/d{3})$/", "hangup"), digit_len="9"))
    assert messages(flow) == ["no key matches /^(/d{3})$/"]


def test_a_pattern_of_which_one_way_takes_keys_is_an_option():
    flow = flow_of(menu(app("/^(a|a?1[0-9]|b)$/", "hangup"), digit_len="9"))
    assert messages(flow) == []
    assert len(flow.steps["main"].options) == 1


def test_nothing_is_said_of_the_keys_that_can_be_entered_where_their_number_is_not_known():
    flow = flow_of(menu(app("/^[0-9]{4}$/", "hangup"), digit_len="$${length}"))
    assert messages(flow) == []
    known = '<include><X-PRE-PROCESS cmd="set" data="length=3"/>' + menu(app("/^[0-9]{4}$/", "hangup"), digit_len="$${length}")
    assert messages(flow_of(known + "</include>")) == ["callers can enter 3 keys here, and this takes 4: see digit-len"]


def test_a_pattern_longer_than_what_can_be_entered_is_a_mistake():
    flow = flow_of(menu(app("/^[0-9]{4}$/", "hangup") + app("*", "hangup")))
    assert messages(flow) == ["callers can enter one key here, and this takes 4: see digit-len"]
    flow = flow_of(menu(app("/^[0-9]{4}$/", "hangup") + app("*", "hangup"), digit_len="3"))
    assert messages(flow) == ["callers can enter 3 keys here, and this takes 4: see digit-len"]


def test_an_action_that_does_not_exist_breaks_the_menu():
    flow = flow_of(menu(app("1", "hangup") + entry("2", "menu-playback", "a.wav") + entry("", "menu-top")))
    assert messages(flow) == [
        'there is no action "menu-playback": FreeSWITCH does not build a menu with such an entry',
        "an entry needs digits: FreeSWITCH does not build a menu with such an entry",
    ]


def test_a_second_menu_of_the_same_name_and_one_without_a_name_are_mistakes():
    flow = flow_of(f"<include>{menu(app('1', 'hangup'))}{menu(app('2', 'hangup'))}{menu(app('2', 'hangup'), name='')}</include>")
    assert messages(flow) == ['there is already a menu "main": this one is never heard', "a menu needs a name"]
    assert [option.key for option in flow.steps["main"].options] == ["1"]


def test_a_number_in_the_place_of_an_application_ends_the_menu_and_is_a_mistake():
    flow = flow_of(menu(app("4", "5000 XML default")))
    assert messages(flow) == ['there is no application "5000"; did you mean "transfer 5000 XML default"?']
    assert ways(flow, "main")["4"] == "main (after the menu)"


def test_an_entry_without_an_application_ends_the_menu():
    assert ways(flow_of(menu(app("1", ""))), "main")["1"] == "main (after the menu)"


def test_entries_that_are_switched_off_are_left_out():
    flow = flow_of(menu(app("1", "hangup") + '<entry digits="2" action="menu-top" enabled="false"/>'))
    assert [option.key for option in flow.steps["main"].options] == ["1"]


def test_comments_behind_entries_are_labels():
    text = menu(
        app("1", "hangup")
        + " <!-- for  sales -->\n"
        + app("2", "hangup")
        + "\n<!-- of the next -->"
        + app("3", "hangup")
        + "<!--<b>-->"
    )
    assert [option.label for option in flow_of(text).steps["main"].options] == ["for sales", "", ""]


def test_menu_play_sound_is_heard_and_leads_back():
    flow = flow_of(menu(entry("1", "menu-play-sound", "a.wav")))
    assert ways(flow, "menu-play-sound a.wav (main 1)") == {"next": "main"}


BACK = entry("9", "menu-top") + entry("0", "menu-back")
SUB = f"""<include>
{menu(entry("1", "menu-sub", "below") + entry("1", "menu-play-sound", "back.wav") + BACK)}
{menu(entry("*", "menu-top") + entry("0", "menu-back") + entry("9", "menu-exit") + entry("5", "menu-sub", "below"), name="below")}
</include>"""


def test_menus_lead_down_up_and_out():
    flow = flow_of(SUB)
    assert ways(flow, "main")["1"] == "below"
    assert ways(flow, "below") == {
        "*": "main",
        "0": "menu-play-sound back.wav (main 1)",
        "9": "main (after the menu)",
        "5": "below",
        "no_input": "menu-play-sound back.wav (main 1)",
        "no_match": "menu-play-sound back.wav (main 1)",
    }
    assert [entry.name for entry in flow.entries] == ["main"]


def test_in_the_outermost_menu_top_says_it_again_and_back_ends_it():
    flow = flow_of(SUB)
    assert (ways(flow, "main")["9"], ways(flow, "main")["0"]) == ("main", "main (after the menu)")


def test_the_exit_sound_is_heard_when_the_outermost_menu_ends():
    flow = flow_of(menu(app("1", "hangup"), exit_sound="say:good bye"))
    assert ways(flow, "main")["no_match"] == "main (exit sound)"
    assert isinstance(flow.steps["main (exit sound)"], Say)
    assert isinstance(flow.steps["main (after the menu)"], Unknown)


def test_the_applications_at_the_limit_come_before_the_end():
    flow = flow_of(menu(app("1", "hangup"), exec_on_max_timeouts="bridge user/1", exec_on_max_failures="hangup"))
    assert ways(flow, "main")["no_input"] == "bridge user/1 (main no input)"
    assert ways(flow, "main")["no_match"] == "hangup (main no match)"
    on = "main (after the menu)"
    assert ways(flow, "bridge user/1 (main no input)") == {"no_answer": on, "after the call": on}


def test_a_menu_below_several_others_goes_back_to_where_the_call_came_from():
    text = "<include>{}{}{}</include>".format(
        menu(entry("1", "menu-sub", "below"), name="day"),
        menu(entry("1", "menu-sub", "below"), name="night"),
        menu(entry("*", "menu-back") + entry("0", "menu-top") + entry("9", "menu-exit"), name="below"),
    )
    flow = flow_of(text)
    assert [entry.name for entry in flow.entries] == ["day", "night"]
    assert isinstance(flow.steps["below (back)"], Check)
    assert ways(flow, "below (back)") == {"came from day": "day", "otherwise": "night"}
    assert ways(flow, "below (top)") == {"came through day": "day", "otherwise": "night"}
    assert ways(flow, "below (out)") == {"came through day": "day (after the menu)", "otherwise": "night (after the menu)"}


def test_of_menus_that_lead_to_each_other_the_first_is_the_way_in():
    flow = flow_of(
        f"<include>{menu(entry('1', 'menu-sub', 'b'), name='a')}{menu(entry('1', 'menu-sub', 'a'), name='b')}</include>"
    )
    assert [entry.name for entry in flow.entries] == ["a"]


def test_a_menu_that_is_not_in_the_run_is_not_known():
    flow = flow_of(menu(entry("1", "menu-sub", "elsewhere") + app("2", "ivr elsewhere")))
    assert flow.steps["menu-sub elsewhere (main 1)"].what == "menu elsewhere"
    assert ways(flow, "ivr elsewhere (main 2)") == {"afterwards": "main"}


def test_a_menu_that_is_missing_although_all_menus_are_there_is_a_broken_target():
    text = f'<configuration name="ivr.conf"><menus>{menu(entry("1", "menu-sub", "nowhere"))}</menus></configuration>'
    flow = flow_of(text)
    assert ways(flow, "main")["1"] == "nowhere"
    assert "nowhere" not in flow.steps


def test_menus_that_are_included_from_files_outside_of_the_run_may_exist():
    include = '<X-PRE-PROCESS cmd="include" data="../ivr_menus/*.xml"/>'
    text = f'<configuration name="ivr.conf"><menus>{include}{menu(entry("1", "menu-sub", "there"))}</menus></configuration>'
    assert isinstance(flow_of(text, "conf/autoload_configs/ivr.conf.xml").steps["menu-sub there (main 1)"], Unknown)
    both = run_of({"conf/autoload_configs/ivr.conf.xml": text, "conf/ivr_menus/a.xml": menu(app("1", "hangup"), name="other")})
    assert ways(both["conf/autoload_configs/ivr.conf.xml"], "main")["1"] == "there"


def test_menus_of_several_files_know_one_another_and_the_nearest_counts():
    flows = run_of(
        {
            "a/ivr_menus/main.xml": menu(entry("1", "menu-sub", "below")),
            "a/ivr_menus/below.xml": menu(entry("*", "menu-back"), name="below"),
            "b/ivr_menus/below.xml": menu(entry("*", "menu-back"), name="below"),
        }
    )
    assert ways(flows["a/ivr_menus/main.xml"], "main")["1"] == "a/ivr_menus/below.xml#below"
    assert ways(flows["a/ivr_menus/below.xml"], "below")["*"] == "a/ivr_menus/main.xml#main"
    assert flows["a/ivr_menus/below.xml"].entries == ()
    assert [entry.name for entry in flows["b/ivr_menus/below.xml"].entries] == ["below"]


def test_a_menu_that_another_menu_runs_as_an_application_comes_back_to_it():
    flow = flow_of(
        f"<include>{menu(app('1', 'ivr asks') + app('1', 'playback x.wav'))}{menu(entry('*', 'menu-exit'), name='asks')}"
        "</include>"
    )
    assert ways(flow, "main")["1"] == "asks"
    assert ways(flow, "asks")["*"] == "playback x.wav (main 1)"


def test_keys_that_are_queued_choose_in_the_menu_that_comes_next():
    entries = app("1", "execute_extension playback:a.wav,queue_dtmf:4 inline") + app("4", "hangup")
    assert ways(flow_of(menu(entries)), "playback a.wav (main 1)") == {"next": "hangup (main 4)"}
    other = menu(app("2", "hangup"), name="other")
    flow = flow_of(f"<include>{menu(app('1', 'execute_extension queue_dtmf:2,ivr:other inline'))}{other}</include>")
    assert ways(flow, "main")["1"] == "hangup (other 2)"


def test_a_pin_is_asked_for_before_the_menu():
    flow = flow_of(menu(entry("9", "menu-top"), pin="1234", pin_file="say:your pin"))
    assert flow.entries[0].start == "main (PIN)"
    step = flow.steps["main (PIN)"]
    assert isinstance(step, Collect)
    assert (step.what, step.digits, step.prompt.text) == ("pin", (4, 4), "your pin")
    assert ways(flow, "main")["9"] == "main"


def test_marks_are_at_the_values_that_tell():
    flow = flow_of(
        '<include>\n <menu name="main" greet-long="say:hello">\n  '
        '<entry digits="1" action="menu-exec-app" param="bridge user/1"/>\n </menu>\n</include>'
    )
    assert flow.steps["main"].mark[1:] == (2, 14, 2, 18)
    assert flow.steps["main"].options[0].mark[1:] == (3, 18, 3, 19)
    step = flow.steps["bridge user/1 (main 1)"]
    assert isinstance(step, Transfer)
    assert step.mark[1:] == (3, 51, 3, 57)


def test_the_applications_of_an_inline_chain_have_their_own_places():
    text = menu(app("1", "execute_extension set:a=b,bridge:'user/1' inline"))
    step = flow_of(text).steps["bridge user/1 (main 1)"]
    assert text[step.mark.column - 1 : step.mark.end_column - 1] == "bridge:'user/1'"


def test_a_menu_whose_name_is_a_number_of_the_system_goes_by_its_description():
    uuid = "0b0c1f1e-7a4a-4f57-9a50-6f8f8f0f8f0f"
    flow = flow_of(
        f"<include>{menu(app('1', f'ivr {uuid}'))}{menu(app('2', 'hangup'), name=uuid, description='Sales')}</include>"
    )
    assert ways(flow, "main")["1"] == "Sales"
