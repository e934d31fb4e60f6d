"""Each sentence about reaching a person, and about the six callers, as a small flow with facts worked out by hand."""

from pages import caller, facts, menu

INF = float("inf")
P = "p: {transfer: desk}"
OUT = "out: {hang_up: true}"


def call(steps, more=""):
    return facts(steps, more).call


def certain(steps):
    return call(steps).person_is_certain


# Reaching a person


def test_a_call_that_starts_at_a_person_is_there():
    found = call(P)
    assert found.reaches_person
    assert found.person_is_certain
    assert (found.menus_to_person, found.presses_to_person, found.entries_to_person) == (0, 0, 0)
    assert found.route_to_person == ()


def test_a_bot_and_outside_may_be_a_person_and_are_none():
    for to in ("bot", "outside"):
        found = call(f"b: {{transfer: robot, to: {to}}}")
        assert (found.reaches_person, found.may_reach_person) == (False, True)
    assert not call(OUT).may_reach_person


def test_questions_about_a_person_stop_at_the_first_transfer_to_one():
    steps = f"p: {{transfer: desk, closed: m}}\nm: {{menu: Choose., options: {{1: out}}}}\n{OUT}"
    assert call(steps).menus_to_person == 0
    assert not menu(steps, "m").reaches_person


def test_a_person_behind_mistakes_is_reached_only_by_error():
    steps = f"m: {{menu: Choose., options: {{1: out}}, no_match: {{then: p}}}}\n{OUT}\n{P}"
    found = call(steps)
    assert (found.reaches_person, found.person_only_by_error) == (True, True)
    assert (found.menus_to_person, found.presses_to_person, found.entries_to_person) == (INF, INF, INF)
    assert found.route_to_person == ()


def test_a_person_that_cannot_be_reached_is_not_reached_only_by_error():
    assert not call(OUT).person_only_by_error


def test_each_number_is_minimised_on_its_own():
    steps = """
        a: {menu: Choose., options: {1: b, 2: ask}}
        b: {menu: Choose., options: {1: p}}
        ask: {collect: account, next: p}
        p: {transfer: desk}
    """
    found = call(steps)
    assert (found.menus_to_person, found.presses_to_person, found.entries_to_person) == (1, 1, 0)
    assert menu(steps, "b").menus_to_person == 1


def test_an_option_is_one_press_however_many_digits_it_has():
    assert call("m: {menu: Choose., next_digit: 2s, options: {123: p, 1: m}}\n" + P).presses_to_person == 1


def test_a_deliberate_walk_may_take_any_case_of_a_check():
    steps = f"a: {{check: known, cases: {{yes: p, no: out}}, otherwise: out}}\n{P}\n{OUT}"
    assert call(steps).menus_to_person == 0
    assert not certain(steps)


def test_the_route_names_options_and_entries():
    steps = "m: {menu: Choose., options: {7: ask}}\nask: {collect: account, next: p}\n" + P
    assert call(steps).route_to_person == ("7", "account")


# Certainty


def test_the_caller_may_make_mistakes_to_force_a_person():
    steps = f"m: {{menu: Choose., options: {{1: out}}, no_match: {{then: p}}}}\n{OUT}\n{P}"
    assert certain(steps)


def test_the_system_may_fail_and_answer_as_it_likes():
    assert not certain(f"a: {{run: look up, next: p, failed: out}}\n{P}\n{OUT}")
    assert not certain(f"a: {{run: look up, next: p}}\n{P}")
    assert certain(f"a: {{run: look up, next: p, failed: p}}\n{P}")


def test_hours_are_open_in_the_game():
    assert certain(f"a: {{check: hours, cases: {{open: p, closed: out}}}}\n{P}\n{OUT}")
    assert not certain(f"a: {{check: hours, cases: {{open: out, closed: p}}}}\n{P}\n{OUT}")


def test_a_bot_is_lost_in_the_game_whatever_its_exits():
    assert not certain(f"b: {{transfer: robot, to: bot, closed: p, busy: p, no_answer: p, failed: p}}\n{P}")


def test_a_system_that_may_go_round_for_ever_makes_nothing_certain():
    assert not certain(f"a: {{check: known, cases: {{yes: p}}, otherwise: a}}\n{P}")


def test_a_caller_who_need_not_go_round_is_certain():
    steps = "a: {menu: Choose., options: {1: a, 2: b}}\nb: {menu: Choose., options: {1: a, 2: p}}\n" + P
    assert certain(steps)


def test_a_message_that_goes_on_loses_nothing():
    assert certain(f"a: {{voicemail: desk, next: p}}\n{P}")
    assert not certain(f"m: {{menu: Choose., options: {{1: a}}}}\na: {{voicemail: desk}}\n{P}")


def test_a_menu_may_be_certain_where_the_call_is_not():
    steps = f"a: {{check: known, cases: {{yes: m}}, otherwise: out}}\nm: {{menu: Choose., options: {{1: p}}}}\n{OUT}\n{P}"
    assert not certain(steps)
    assert menu(steps, "m").person_is_certain


# Without data


def test_without_data_collects_are_left_by_mistakes_only():
    assert not call(f"ask: {{collect: account, next: p}}\n{P}").reaches_person_without_data
    assert call(f"ask: {{collect: account, no_match: {{then: p}}}}\n{P}").reaches_person_without_data
    assert call(f"ask: {{collect: account, no_input: {{then: p}}}}\n{P}").reaches_person_without_data


def test_without_data_menus_are_left_by_options_only():
    assert call(f"m: {{menu: Choose., options: {{1: p}}}}\n{P}").reaches_person_without_data
    assert not call(f"m: {{menu: Choose., options: {{1: out}}, no_match: {{then: p}}}}\n{OUT}\n{P}").reaches_person_without_data


def test_without_data_nothing_fails():
    assert not call(f"a: {{run: look up, next: out, failed: p}}\n{OUT}\n{P}").reaches_person_without_data
    assert call(f"a: {{check: hours, cases: {{open: out, closed: p}}}}\n{OUT}\n{P}").reaches_person_without_data


# Callers


def test_the_silent_and_the_lost_leave_every_menu_and_collect_by_their_mistake():
    steps = """
        m: {menu: Choose., options: {1: m}, no_input: {then: ask}, no_match: {then: out}}
        ask: {collect: account, next: out, no_input: {then: p}, no_match: {then: out}}
        p: {transfer: desk}
        out: {hang_up: true}
    """
    assert caller(steps, "silent") == {"person"}
    assert caller(steps, "lost") == {"hang_up"}


def test_a_caller_who_goes_round_for_ever_loops():
    steps = f"m: {{menu: Choose., options: {{1: p}}, no_input: {{then: m}}, no_match: {{then: m}}}}\n{P}"
    assert caller(steps, "silent") == caller(steps, "lost") == caller(steps, "zero") == {"loop"}


def test_the_system_answers_these_callers_in_every_way():
    steps = f"a: {{run: look up, next: b, failed: out}}\nb: {{check: known, cases: {{yes: p}}, otherwise: a}}\n{OUT}\n{P}"
    for title in ("silent", "lost", "zero"):
        assert caller(steps, title) == {"person", "hang_up", "loop"}


def test_these_callers_end_at_a_person_whatever_exits_it_has():
    steps = f"p: {{transfer: desk, closed: out, busy: p, failed: out}}\n{OUT}"
    for title in ("silent", "lost", "zero", "newcomer", "unprepared"):
        assert caller(steps, title) == {"person"}


def test_zero_takes_the_option_of_the_operator_key():
    steps = f"m: {{menu: Choose., options: {{0: p, 9: out}}, no_match: {{then: m}}}}\n{OUT}\n{P}"
    assert caller(steps, "zero") == {"person"}
    assert caller(steps, "zero", 'operator_key: "9"') == {"hang_up"}
    assert caller(steps, "zero", 'operator_key: "5"') == {"loop"}


def test_zero_leaves_a_menu_without_the_operator_key_and_a_collect_by_no_match():
    steps = f"m: {{menu: Choose., options: {{1: p}}, no_match: {{then: ask}}}}\nask: {{collect: account, next: p}}\n{P}"
    assert caller(steps, "zero") == {"cut_off"}


def test_the_newcomer_and_the_unprepared_come_to_a_person_or_never():
    steps = f"ask: {{collect: account, next: p, no_input: {{then: out}}, no_match: {{then: out}}}}\n{OUT}\n{P}"
    assert (caller(steps, "newcomer"), caller(steps, "unprepared")) == ({"person"}, {"never"})
    steps = f"ask: {{collect: account, next: out, no_input: {{then: p}}}}\n{OUT}\n{P}"
    assert (caller(steps, "newcomer"), caller(steps, "unprepared")) == ({"never"}, {"person"})


def test_after_hours_nobody_is_there_unless_the_transfer_is_always_open():
    assert caller(f"p: {{transfer: desk, closed: out, busy: p}}\n{OUT}", "after_hours") == {"hang_up"}
    assert caller(f"p: {{transfer: desk, closed: out, always_open: true}}\n{OUT}", "after_hours") == {"person"}
    assert caller(f"p: {{transfer: desk, busy: out}}\n{OUT}", "after_hours") == {"person"}


def test_after_hours_a_bot_may_answer_or_be_closed():
    assert caller(f"b: {{transfer: robot, to: bot, closed: out, busy: b}}\n{OUT}", "after_hours") == {"bot", "hang_up"}
    assert caller(f"b: {{transfer: robot, to: bot, closed: out, always_open: true}}\n{OUT}", "after_hours") == {"bot"}
    assert caller(f"b: {{transfer: elsewhere, to: outside, busy: out}}\n{OUT}", "after_hours") == {"outside"}


def test_after_hours_checks_of_hours_answer_closed():
    steps = f"a: {{check: hours, cases: {{open: p, closed: out}}}}\n{OUT}\n{P}"
    assert caller(steps, "after_hours") == {"hang_up"}


def test_after_hours_the_caller_chooses_freely_and_nothing_goes_wrong():
    steps = """
        m: {menu: Choose., options: {1: ask, 2: v}, no_match: {then: out}}
        ask: {collect: account, next: a, no_input: {then: out}}
        a: {run: look up, next: p, failed: out}
        p: {transfer: desk}
        v: {voicemail: desk}
        out: {hang_up: true}
    """
    assert caller(steps, "after_hours") == {"person", "voicemail"}


def test_loop_is_not_counted_after_hours():
    assert caller(f"m: {{menu: Choose., options: {{1: m, 2: out}}}}\n{OUT}", "after_hours") == {"hang_up"}
