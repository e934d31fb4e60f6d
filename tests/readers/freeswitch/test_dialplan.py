"""Extensions of FreeSWITCH: which of them a number comes to, and what becomes of a call there."""

import pytest
from run_of import action, app, context, entry, extension, flow_of, menu, messages, run_of, ways

from ivrlint.flow import Check, HangUp, Refusal, Set, Transfer, Unknown

MENUS = "conf/ivr_menus/menus.xml"
PLAN = "conf/dialplan/default.xml"


def plan_of(*extensions, name="default"):
    return flow_of(context(name, *extensions), PLAN)


def titles(flow):
    return [entry.name for entry in flow.entries]


def test_an_extension_that_leads_to_a_menu_is_a_call_named_by_its_number():
    flows = run_of(
        {
            PLAN: context("default", extension("reception", "^5000$", ("answer",), ("playback", "a.wav"), ("ivr", "main"))),
            MENUS: menu(app("1", "hangup")),
        }
    )
    flow = flows[PLAN]
    assert titles(flow) == ["reception (5000)"]
    assert ways(flow, "playback a.wav (reception)") == {"next": f"{MENUS}#main"}
    assert flows[MENUS].entries == ()


def test_what_follows_the_menu_in_the_dialplan_is_where_it_leads():
    plan = context(
        "default",
        extension("reception", "^5000$", ("ivr", "main"), ("transfer", "100 XML default")),
        extension("desk", "^100$", ("bridge", "user/1")),
    )
    flows = run_of({PLAN: plan, MENUS: menu(app("1", "hangup"))})
    assert ways(flows[MENUS], "main")["no_input"] == f"{PLAN}#bridge user/1 (desk)"


def test_the_call_is_cut_off_when_nothing_follows_the_menu():
    flows = run_of({PLAN: context("default", extension("reception", "^5000$", ("ivr", "main"))), MENUS: menu(app("1", "hangup"))})
    assert flows[MENUS].steps["main"].no_input.then is None
    with_sound = run_of(
        {
            PLAN: context("default", extension("reception", "^5000$", ("ivr", "main"))),
            MENUS: menu(app("1", "hangup"), exit_sound="bye.wav"),
        }
    )
    assert isinstance(with_sound[MENUS].steps["main (exit sound)"], HangUp)


def test_a_call_that_begins_in_another_file_begins_with_a_step_of_its_own():
    flows = run_of({PLAN: context("default", extension("reception", "^5000$", ("ivr", "main"))), MENUS: menu(app("1", "hangup"))})
    flow = flows[PLAN]
    assert flow.entries[0].start == "reception"
    assert isinstance(flow.steps["reception"], Set)
    assert ways(flow, "reception") == {"next": f"{MENUS}#main"}


def test_a_menu_that_several_extensions_start_goes_on_behind_that_of_the_call():
    plan = context(
        "default",
        extension("a", "^1$", ("playback", "a.wav"), ("ivr", "main"), ("playback", "x.wav")),
        extension("b", "^2$", ("playback", "b.wav"), ("ivr", "main"), ("playback", "y.wav")),
    )
    flow = run_of({PLAN: plan, MENUS: menu(app("1", "hangup"))})[MENUS]
    assert ways(flow, "main (after the menu)") == {
        "the dialplan goes on": f"{PLAN}#playback x.wav (a)",
        "otherwise": f"{PLAN}#playback y.wav (b)",
    }


def test_an_extension_to_which_another_call_comes_is_no_call_of_its_own():
    flow = plan_of(
        extension("public", "^5551212$", ("playback", "a.wav"), ("transfer", "5000 XML default")),
        extension("ivr", "^5000$", ("playback", "b.wav"), ("ivr", "main")),
    )
    assert titles(flow) == ["public (5551212)"]
    assert ways(flow, "playback a.wav (public)") == {"next": "playback b.wav (ivr)"}


def test_extensions_that_nobody_can_dial_are_no_calls():
    refusal = run_of(
        {PLAN: context("default", extension("dx", "^dx$", ("read", "2 6 a.wav digits 5000 #"), ("transfer", "-bleg ${digits}")))}
    )[PLAN]
    assert isinstance(refusal, Refusal)
    assert refusal.no_calls


@pytest.mark.parametrize(
    ("expression", "title"),
    [
        ("^(operator|0)$", "x (0)"),
        ("^0$|^9$", "x (0, 9)"),
        ("^(2\\d\\d)$", "x (2XX)"),
        ("^((?!6)6\\d)$", "x"),
        ("^\\*98$", "x (*98)"),
    ],
)
def test_calls_are_named_by_the_numbers_that_are_dialled(expression, title):
    assert titles(plan_of(extension("x", expression, ("callcenter", "q@default")))) == [title]


def test_calls_of_the_same_name_are_told_apart():
    flow = plan_of(extension("q", "^1$", ("callcenter", "a")), extension("q", "^1$", ("callcenter", "b")))
    assert titles(flow) == ["q (1)", "q (1) (2)"]


def test_extensions_that_only_put_through_are_refused_with_one_line():
    refusal = run_of({PLAN: context("default", extension("desk", "^100$", ("bridge", "user/1")))})[PLAN]
    assert refusal.no_calls
    assert "none of its extensions leads callers to a menu" in refusal.message


def test_the_first_extension_that_fits_takes_the_call():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "205 XML default")),
        extension("other", "^3\\d\\d$", ("bridge", "user/3")),
        extension("first", "^2\\d\\d$", ("bridge", "user/2")),
        extension("second", "^205$", ("bridge", "user/4")),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/2 (first)"


def test_an_extension_with_continue_lets_the_call_come_to_the_next():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "205 XML default")),
        extension("first", "^2\\d\\d$", ("playback", "a.wav"), attributes='continue="true"'),
        extension("second", "^205$", ("bridge", "user/4")),
    )
    assert ways(flow, "playback a.wav (first)") == {"next": "bridge user/4 (second)"}


def test_an_extension_of_the_name_that_is_called_comes_first():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "late XML default")),
        extension("any", "^(.*)$", ("bridge", "user/1")),
        '<extension name="late"><condition>' + action("bridge", "user/2") + "</condition></extension>",
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/2 (late)"


def test_groups_of_the_number_are_filled_in():
    flow = plan_of(
        extension("in", "^9(1\\d\\d)$", ("callcenter", "q"), ("transfer", "$1 XML default")),
        extension("desk", "^1\\d\\d$", ("bridge", "user/$1")),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/$1 (desk)"


def test_a_number_that_is_known_only_during_the_call_is_not_followed():
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("transfer", "${operator} XML default")))
    assert isinstance(flow.steps["transfer ${operator} (in)"], Unknown)


def test_the_dialled_number_itself_is_followed():
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("transfer", "${destination_number} XML default")))
    assert ways(flow, "callcenter q (in)")["after the call"] == "callcenter q (in)"


def test_other_dialplans_are_not_followed():
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("transfer", "123 enum")))
    assert flow.steps["transfer 123 (in)"].what == "123 in the dialplan enum"


def test_execute_extension_comes_back():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("execute_extension", "tell XML default"), ("playback", "b.wav")),
        extension("more", "^2$", ("callcenter", "r"), ("execute_extension", "tell XML default"), ("playback", "c.wav")),
        extension("tell", "^tell$", ("playback", "a.wav")),
    )
    assert ways(flow, "playback a.wav (tell)") == {"next": "playback a.wav (tell) (back)"}
    assert set(ways(flow, "playback a.wav (tell) (back)").values()) == {"playback b.wav (in)", "playback c.wav (more)"}


def test_execute_extension_of_what_says_nothing_is_passed_over():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("execute_extension", "quiet XML default"), ("playback", "b.wav")),
        extension("quiet", "^quiet$", ("answer",)),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "playback b.wav (in)"


def test_extensions_that_lead_in_a_circle_lead_nowhere():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")),
        extension("a", "^2$", ("transfer", "3 XML default")),
        extension("b", "^3$", ("transfer", "2 XML default")),
    )
    assert ways(flow, "callcenter q (in)") == {}


def test_conditions_on_other_fields_are_decided_during_the_call():
    condition = (
        '<condition field="${vip}" expression="^true$">'
        + action("callcenter", "gold")
        + action("callcenter", "tin", "anti-action")
        + "</condition>"
    )
    flow = plan_of(f'<extension name="in"><condition field="destination_number" expression="^1$"/>{condition}</extension>')
    step = flow.steps["vip is true? (in)"]
    assert isinstance(step, Check)
    assert step.uses == ("vip",)
    assert ways(flow, "vip is true? (in)") == {"yes": "callcenter gold (in)", "otherwise": "callcenter tin (in)"}


def test_a_variable_that_is_set_when_files_are_loaded_is_known():
    condition = (
        '<condition field="${vip}" expression="^true$">'
        + action("callcenter", "gold")
        + action("callcenter", "tin", "anti-action")
        + "</condition>"
    )
    plan = (
        '<include><X-PRE-PROCESS cmd="set" data="vip=false"/><context name="default">'
        f'<extension name="in">{condition}</extension></context></include>'
    )
    assert list(flow_of(plan, PLAN).steps) == ["callcenter tin (in)"]


@pytest.mark.parametrize(
    ("how", "conditions", "first"),
    [
        ("never", [False, True], "playback b.wav (in)"),
        ("on-true", [True, True], "playback a.wav (in)"),
        ("always", [True, True], "playback a.wav (in)"),
    ],
)
def test_break_says_whether_the_next_condition_counts(how, conditions, first):
    one, two = (("^1" if each else "^2") for each in conditions)
    text = (
        f'<extension name="in"><condition field="destination_number" expression="^1$">{action("callcenter", "q")}</condition>'
        f'<condition field="destination_number" expression="{one}" break="{how}">{action("playback", "a.wav")}</condition>'
        f'<condition field="destination_number" expression="{two}">{action("playback", "b.wav")}</condition></extension>'
    )
    flow = plan_of(text)
    assert ways(flow, "callcenter q (in)")["after the call"] == first
    assert ("playback b.wav (in)" in flow.steps) == (how == "never")


def test_nested_conditions_count_when_the_outer_one_holds():
    text = (
        '<extension name="in"><condition field="destination_number" expression="^1$">'
        + action("callcenter", "q")
        + '<condition field="${a}" expression="^1$">'
        + action("playback", "a.wav")
        + "</condition></condition></extension>"
    )
    flow = plan_of(text)
    assert ways(flow, "a is 1? (in)")["yes"] == "playback a.wav (in)"


@pytest.mark.parametrize(("how", "taken"), [("all", False), ("any", True), ("xor", True)])
def test_several_patterns_in_one_condition(how, taken):
    regexes = '<regex field="destination_number" expression="^2$"/><regex field="destination_number" expression="^205$"/>'
    text = f'<extension name="both"><condition regex="{how}">{regexes}{action("bridge", "user/1")}</condition></extension>'
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("transfer", "205 XML default")), text)
    assert ("bridge user/1 (both)" in flow.steps) == taken


def test_an_expression_may_be_an_element_and_arguments_may_be_text():
    text = (
        '<extension name="in"><condition field="destination_number"><expression><![CDATA[^1$]]>'
        '</expression><action application="callcenter">q@default</action></condition></extension>'
    )
    assert titles(plan_of(text)) == ["in (1)"]


def test_extensions_of_included_files_stand_where_they_are_included():
    plan = (
        '<include><context name="default"><X-PRE-PROCESS cmd="include" data="default/*.xml"/>'
        + extension("last", "^(.*)$", ("bridge", "user/9"))
        + "</context></include>"
    )
    included = (
        "<include>"
        + extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default"))
        + extension("early", "^2$", ("bridge", "user/2"))
        + "</include>"
    )
    flows = run_of({PLAN: plan, "conf/dialplan/default/01_in.xml": included})
    assert ways(flows["conf/dialplan/default/01_in.xml"], "callcenter q (in)")["after the call"] == "bridge user/2 (early)"


def test_extensions_without_a_context_belong_to_that_of_their_folder():
    flows = run_of(
        {
            "conf/dialplan/public/in.xml": extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")),
            "conf/dialplan/default/desk.xml": extension("desk", "^2$", ("bridge", "user/2")),
        }
    )
    assert (
        ways(flows["conf/dialplan/public/in.xml"], "callcenter q (in)")["after the call"]
        == "conf/dialplan/default/desk.xml#bridge user/2 (desk)"
    )
    assert flows["conf/dialplan/default/desk.xml"].entries == ()


def test_a_context_may_stand_at_the_extension():
    text = extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML office"))
    desk = extension("desk", "^2$", ("bridge", "user/2"), attributes='context="office"')
    flow = run_of({"a.xml": f"<include>{text}{desk}</include>"})["a.xml"]
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/2 (desk)"


def test_configurations_are_kept_apart():
    flows = run_of(
        {
            "a/dialplan/default.xml": context(
                "default", extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML features"))
            ),
            "b/dialplan/features.xml": context("features", extension("desk", "^2$", ("bridge", "user/2"))),
        }
    )
    assert isinstance(flows["a/dialplan/default.xml"].steps["transfer 2 (in)"], Unknown)
    assert isinstance(flows["b/dialplan/features.xml"], Refusal)


HOURS = '<extension name="hours" continue="true"><condition {}>{}</condition></extension>'


def by_time(times, name, value, expression):
    two = (
        f'<condition field="${{{name}}}" expression="{expression}">{action("bridge", "user/1")}'
        f"{action('voicemail', 'default d 1', 'anti-action')}</condition>"
    )
    return plan_of(
        HOURS.format(times, action("set", f"{name}={value}")),
        f'<extension name="in"><condition field="destination_number" expression="^1$"/>{two}</extension>',
    )


@pytest.mark.parametrize(
    ("times", "name", "value", "expression", "at_open"),
    [
        ('wday="2-6" hour="9-18"', "open", "true", "^true$", "bridge"),
        ('wday="2-6" hour="9-18"', "open", "true", "^false$", "voicemail"),
        ('mon="12" mday="25"', "holiday", "true", "^true$", "voicemail"),
        ('mon="12" mday="25"', "open", "false", "^false$", "voicemail"),
        ('hour="9-18"', "office_closed", "false", "^true$", "voicemail"),
        ('hour="18-9"', "mode", "night", "^night$", "voicemail"),
        ('mon="12" mday="24-26"', "christmas", "true", "^true$", "voicemail"),
        ('mon="12" mday="24-26"', "christmas", "yes", "^false$", "bridge"),
        ('hour="9-18"', "mode", "open", "^open$", "bridge"),
    ],
)
def test_hours_that_another_extension_looks_up_are_opening_hours(times, name, value, expression, at_open):
    flow = by_time(times, name, value, expression)
    assert flow.steps["hours (in)"].asks == "hours"
    assert set(ways(flow, "hours (in)")) == {"open", "closed"}
    assert at_open in ways(flow, "hours (in)")["open"]
    assert titles(flow) == ["in (1)"]


def test_a_variable_of_the_time_that_says_nothing_of_opening_is_an_ordinary_question():
    two = (
        f'<condition field="${{tod}}" expression="^morning$">{action("ivr", "a")}{action("ivr", "b", "anti-action")}</condition>'
    )
    flow = plan_of(HOURS.format('hour="0-11"', action("set", "tod=morning")), f'<extension name="in">{two}</extension>')
    assert flow.steps["tod is morning? (in)"].asks == "tod is morning"


@pytest.mark.parametrize(
    ("extension_name", "times", "at_open"),
    [
        ("in", 'wday="2-6" hour="9-17"', "bridge"),
        ("in", 'wday="1,7"', "voicemail"),
        ("in", 'hour="18-8"', "voicemail"),
        ("in", 'mon="12" mday="24-26"', "voicemail"),
        ("after hours", 'hour="9-17"', "voicemail"),
        ("in", 'time-of-day="08:00-17:00"', "bridge"),
    ],
)
def test_a_condition_on_the_time_is_one_on_opening_hours(extension_name, times, at_open):
    text = (
        f'<extension name="{extension_name}"><condition field="destination_number" expression="^1$"/>'
        f"<condition {times}>{action('bridge', 'user/1')}{action('voicemail', 'default d 1', 'anti-action')}"
        "</condition></extension>"
    )
    flow = plan_of(text)
    assert at_open in ways(flow, f"hours ({extension_name})")["open"]


def test_a_condition_on_the_time_that_only_changes_the_greeting_makes_no_step():
    times = "".join(
        f'<condition hour="{hours}" break="never">{action("set", f"tod={name}")}</condition>'
        for hours, name in (("0-11", "morning"), ("12-23", "evening"))
    )
    last = (
        f'<condition field="destination_number" expression="^1$">{action("playback", "good_${tod}.wav")}{action("ivr", "main")}'
        "</condition>"
    )
    flow = plan_of(f'<extension name="in">{times}{last}</extension>')
    assert list(flow.steps) == ["playback good_${tod}.wav (in)", "ivr main (in)"]
    assert flow.steps["playback good_${tod}.wav (in)"].prompt.reads == ()


def test_an_extension_that_only_asks_for_the_time_comes_before_the_others():
    closed = f'<extension name="closed"><condition wday="1,7">{action("voicemail", "default d 1")}</condition></extension>'
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")),
        closed,
        extension("desk", "^2$", ("bridge", "user/1")),
    )
    assert ways(flow, "hours (closed)") == {"closed": "voicemail 1 (closed)", "open": "bridge user/1 (desk)"}


def test_an_extension_that_only_looks_at_other_fields_is_passed_over():
    loop = (
        '<extension name="unloop">'
        f'<condition field="${{looped}}" expression="^true$">{action("deflect", "x")}</condition></extension>'
    )
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")),
        loop,
        extension("desk", "^2$", ("bridge", "user/1")),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/1 (desk)"


def test_behind_an_extension_with_continue_the_rest_of_the_dialplan_is_not_known():
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), attributes='continue="true"'))
    assert ways(flow, "callcenter q (in)")["after the call"] == "(the rest of the dialplan)"


def test_the_language_that_a_dialplan_sets_is_that_of_its_calls():
    flow = plan_of(extension("in", "^1$", ("set", "default_language=fr"), ("ivr", "main")))
    assert flow.language == "fr"


def test_what_is_switched_off_is_left_out():
    off = extension("in", "^1$", ("ivr", "main"), attributes='enabled="false"')
    assert run_of({PLAN: off})[PLAN].message == "everything in this file is switched off"


def test_settings_before_a_menu_hold_in_the_menus_below_it():
    plan = context("default", extension("in", "^1$", ("set", "hangup_after_bridge=true"), ("ivr", "main")))
    menus = (
        f"<include>{menu(app('1', 'bridge user/1') + entry('2', 'menu-sub', 'below'))}"
        f"{menu(app('1', 'bridge user/2'), name='below')}</include>"
    )
    flow = run_of({PLAN: plan, MENUS: menus})[MENUS]
    assert flow.steps["bridge user/1 (main 1)"].cases == ()
    assert isinstance(flow.steps["bridge user/2 (below 1)"], Transfer)
    assert flow.steps["bridge user/2 (below 1)"].cases == ()


def test_settings_under_a_condition_on_the_time_say_nothing_of_opening_hours():
    actions = action("set", "hangup_after_bridge=true") + action("voicemail", "default d 1")
    condition = f'<condition wday="1,7">{actions}{action("bridge", "user/1", "anti-action")}</condition>'
    flow = plan_of(f'<extension name="in"><condition field="destination_number" expression="^1$"/>{condition}</extension>')
    assert ways(flow, "hours (in)") == {"closed": "voicemail 1 (in)", "open": "bridge user/1 (in)"}


def test_values_that_contradict_each_other_are_an_ordinary_question():
    actions = action("set", "open=true") + action("set", "closed=true") + action("ivr", "a")
    condition = f'<condition hour="9-17">{actions}{action("ivr", "b", "anti-action")}</condition>'
    flow = plan_of(f'<extension name="in"><condition field="destination_number" expression="^1$"/>{condition}</extension>')
    assert flow.steps["hour 9-17? (in)"].asks == "hour 9-17"


def test_a_variable_of_the_time_that_is_compared_with_what_is_not_understood_is_an_ordinary_question():
    flow = plan_of(
        HOURS.format('hour="9-17"', action("set", "open=true")),
        f'<extension name="in"><condition field="${{open}}" expression="(?i)true">{action("ivr", "a")}</condition></extension>',
    )
    assert ways(flow, "open is (?i)true? (in)")["yes"] == "ivr a (in)"


def test_an_extension_with_a_pattern_that_is_not_understood_is_passed_over():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "6001 XML default")),
        extension("park", "^((?!6000)60\\d{2})$", ("park", "x")),
        extension("desk", "^6001$", ("bridge", "user/1")),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/1 (desk)"


def test_an_extension_without_conditions_does_nothing():
    flow = plan_of(
        extension("in", "^1$", ("callcenter", "q"), ("transfer", "2 XML default")),
        '<extension name="2"/>',
        extension("desk", "^2$", ("bridge", "user/1")),
    )
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/1 (desk)"


def test_an_extension_to_come_back_from_that_is_not_in_the_run_comes_back():
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("execute_extension", "x XML nowhere"), ("hangup", "")))
    assert ways(flow, "execute_extension x (in)") == {"afterwards": "hangup (in)"}


def test_blanks_in_a_row_and_escaped_ones_in_arguments():
    flow = plan_of(extension("in", "^1$", ("read", "1  1 a\\ b.wav  'choice' 5000 #"), ("say", "en number iterated ${choice}")))
    step = flow.steps["read choice (in)"]
    assert (step.prompt.audio, step.variable) == ("a b.wav", "choice")


def test_an_extension_with_a_break_that_freeswitch_does_not_know_takes_only_its_own_number():
    desk = '<extension><condition field="destination_number" expression="^{0}$" break="true">{1}</condition></extension>'
    desks = [desk.format(number, action("bridge", f"user/{number}")) for number in ("450", "451")]
    flow = plan_of(extension("in", "^1$", ("callcenter", "q"), ("transfer", "451 XML default")), *desks)
    assert ways(flow, "callcenter q (in)")["after the call"] == "bridge user/451 (extension)"
    assert "bridge user/450 (extension)" not in flow.steps


def asking(name, number, *then):
    return extension(name, number, ("play_and_get_digits", "1 1 3 5000 # a.wav b.wav digit [0-9]"), *then)


def test_an_answer_is_not_known_yet_to_the_conditions_of_the_extension_that_asks_for_it():
    tests = "".join(
        f'<condition field="${{digit}}" expression="{pattern}" break="never">{action("bridge", who)}</condition>'
        for pattern, who in (("^1$", "user/1"), ("^.*$", "user/2"))
    )
    flow = plan_of(asking("in", "^5000$", tests))
    assert ways(flow, "play_and_get_digits digit (in)")["next"] == "bridge user/2 (in)"
    assert "bridge user/1 (in)" not in flow.steps
    (message,) = messages(flow)
    assert message.startswith("nothing is known yet of digit here: FreeSWITCH decides all conditions")
    assert flow.problems[0].mark.line == 1


def test_an_answer_that_another_extension_asks_for_too_may_be_known():
    test = f'<condition field="${{digit}}" expression="^1$">{action("bridge", "user/1")}</condition>'
    flow = plan_of(asking("in", "^5000$", test), asking("before", "^6000$", ("transfer", "5000 XML default")))
    assert ways(flow, "digit is 1? (in)")["yes"] == "bridge user/1 (in)"
    assert messages(flow) == []


def test_an_extension_that_looks_only_at_an_answer_takes_calls_that_are_transferred():
    test = f'<condition field="${{digit}}" expression="^9$">{action("bridge", "user/9")}</condition>'
    again = f'<extension name="again">{test}</extension>'
    flow = plan_of(asking("in", "^5000$", ("transfer", "77 XML default")), again, extension("last", "^77$", ("bridge", "user/7")))
    assert ways(flow, "play_and_get_digits digit (in)")["next"] == "digit is 9? (again)"
    assert ways(flow, "digit is 9? (again)") == {"yes": "bridge user/9 (again)", "otherwise": "bridge user/7 (last)"}


def test_a_transfer_to_a_number_with_an_answer_in_it_leads_to_all_extensions_of_that_kind():
    flow = plan_of(
        asking("in", "^5000$", ("transfer", "desk_${digit} XML default")),
        extension("one", "^desk_1$", ("bridge", "user/1")),
        extension("two", "^(desk_2)$", ("bridge", "user/2")),
        extension("letters", "^desk_x$", ("bridge", "user/3")),
    )
    assert ways(flow, "transfer desk_${digit} (in)") == {
        "1": "bridge user/1 (one)",
        "2": "bridge user/2 (two)",
        "otherwise": "transfer desk_${digit} (in) (another)",
    }
    assert flow.steps["transfer desk_${digit} (in)"].uses == ("digit",)
    assert isinstance(flow.steps["transfer desk_${digit} (in) (another)"], Unknown)


@pytest.mark.parametrize("number", ["${digit}", "desk_${digit}", "room_${uuid}", "${digit}_${digit}"])
def test_a_transfer_to_a_number_that_nothing_is_known_of_is_not_known(number):
    flow = plan_of(
        asking("in", "^5000$", ("transfer", f"{number} XML default")), extension("one", "^room_1$", ("bridge", "user/1"))
    )
    assert isinstance(flow.steps[ways(flow, "play_and_get_digits digit (in)")["next"]], Unknown)
