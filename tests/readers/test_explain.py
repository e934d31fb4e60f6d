import sys

import pytest

from ivrlint import readers
from ivrlint.flow import Flow

NO_KIND = (
    'the step "a" has no kind: one of say, menu, collect, check, run, set, transfer, voicemail, callback, visit, '
    "hang_up, return or unknown names it"
)
TO = '"to" should be the name of a step, or null where it leads nowhere, is true; put it in quotes'
HEAD = "ivr: 1\nstart: a\nsteps:\n"


def read(text):
    flow = readers.read(text.encode(), "f.yaml")
    assert isinstance(flow, Flow), flow
    return flow


def told(text):
    """The problems of a text as `line:column message`, with the text that each marks."""
    lines = text.split("\n")
    problems = read(text).problems
    for problem in problems:
        assert problem.mark.file == "f.yaml"
        assert (problem.mark.line, problem.mark.column) < (problem.mark.end_line, problem.mark.end_column), problem
    return [
        (
            lines[p.mark.line - 1][p.mark.column - 1 : p.mark.end_column - 1 if p.mark.end_line == p.mark.line else None],
            p.message,
        )
        for p in problems
    ]


def step(body, others="  b: {return: true}\n"):
    """The problems of a flow whose step `a` has this body, in braces."""
    return told(f"{HEAD}  a: {{{body}}}\n{others}")


@pytest.mark.parametrize(
    ("body", "marked", "message"),
    [
        ("menu: x, optoins: {1: b}", "optoins", 'unknown key "optoins" in this menu step; did you mean "options"?'),
        ("menu: x, options: {1: b}, no_input: {thne: b}", "thne", 'unknown key "thne" in "no_input"; did you mean "then"?'),
        ("menu: x, options: {1: {to: b, fro: c}}", "fro", 'unknown key "fro" in "1"; did you mean "for"?'),
        ("say: x, wait: 3m", "wait", 'unknown key "wait" in this say step; it belongs to transfer'),
        (
            "say: x, with: [a]",
            "with",
            'unknown key "with" in this say step; it belongs to transfer, voicemail, callback and visit',
        ),
        ("say: x, zzz: 1", "zzz", 'unknown key "zzz" in this say step'),
        ("menu: x, say: y, options: {1: b}", "say", 'a menu has no "say": "menu" holds its words'),
        (
            "transfer: x, hang_up: true",
            "hang_up",
            'a step has one kind, and this is a transfer: "hang_up" belongs in a step of its own',
        ),
        ("mneu: x, options: {1: b}", "mneu", '"mneu" is not a kind of step; did you mean "menu"?'),
        (
            "next: b",
            "a",
            NO_KIND,
        ),
        ("menu: x", "a", '"options" is missing in this menu step'),
        ("menu: x, options: {1: {for: y}}", "1", '"to" is missing in "1"'),
        ("menu: x, options: {}", "{}", '"options" is empty'),
        ("collect: v, by: [], next: b", "[]", '"by" is empty'),
        ('run: "", next: b', '""', '"run" is empty'),
        ("menu: , options: {1: b}", "menu", '"menu" should be text, is empty'),
        ("say: , next: b", "say", '"say" should be text, is empty'),
        (
            "say: {customer}, next: b",
            "{customer}",
            '"say" should be text, is a mapping; a text that begins with { must be in quotes',
        ),
        ("say: {customer: 1}, next: b", "{customer: 1}", '"say" should be text, is a mapping'),
        ("collect: v, say: 12, next: b", "12", '"say" should be text, is 12; put it in quotes'),
        ("say: x, next: true", "true", '"next" should be the name of a step, is true; put it in quotes'),
        ("say: x, next: 1.5", "1.5", '"next" should be the name of a step, is 1.5; put it in quotes'),
        ("say: x, next: [b]", "[b]", '"next" should be the name of a step, is a list'),
        ("say: x, barge_in: no, next: b", "no", '"barge_in" should be true or false, is "no"'),
        ("run: x, takes: 3", "3", '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is 3; did you mean "3s"?'),
        ("run: x, takes: true", "true", '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is true'),
        (
            "run: x, takes: 3 seconds",
            "3 seconds",
            '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is "3 seconds"; did you mean "3s"?',
        ),
        (
            "run: x, takes: 2 Min.",
            "2 Min.",
            '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is "2 Min."; did you mean "2m"?',
        ),
        (
            "run: x, takes: 20 milliseconds",
            "20 milliseconds",
            '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is "20 milliseconds"; did you mean "20ms"?',
        ),
        ("run: x, takes: soon", "soon", '"takes" should be a duration such as 500ms, 7s, 3m or 2h, is "soon"'),
        (
            "menu: x, options: {1: b}, no_match: b",
            "b",
            '"no_match" should be a mapping such as {after: 7s, tries: 2, then: people}, is "b"',
        ),
        (
            'menu: x, options: {1: b}, no_match: {tries: "2"}',
            '"2"',
            '"tries" should be a whole number from 1, is "2"; write it without quotes',
        ),
        ("menu: x, options: {1: b}, no_match: {tries: two}", "two", '"tries" should be a whole number from 1, is "two"'),
        ("menu: x, options: {1: b}, no_match: {tries: 0}", "0", '"tries" should be a whole number from 1, is 0'),
        ("menu: x, options: {1: b}, no_match: {tries: 1.5}", "1.5", '"tries" should be a whole number from 1, is 1.5'),
        (
            "menu: x, options: {one: b}",
            "one",
            '"one" should be a key of the phone: 0 to 9, "*" or "#" (several need "next_digit")',
        ),
        (
            "menu: x, options: {12: b}",
            "12",
            '"12" should be a key of the phone: 0 to 9, "*" or "#" (several need "next_digit")',
        ),
        ("menu: x, next_digit: 2s, options: {1x: b}", "1x", '"1x" should be one or more keys: 0 to 9, "*" and "#"'),
        ("menu: x, options: {1: }", "1", '"1" should be the name of a step, or a mapping with "to", is empty'),
        ("menu: x, options: {1: {to: }}", "to", '"to" is empty: write null if it leads nowhere'),
        ("menu: x, options: {1: {to: true}}", "true", TO),
        ("menu: x, options: [{key: 1, to: }]", "to", '"to" is empty: write null if it leads nowhere'),
        ("menu: x, options: [b]", "b", 'item 1 of "options" should be a mapping such as {key: 1, to: bills}, is "b"'),
        ("menu: x, options: [{key: 1}]", "{key: 1}", '"to" is missing in item 1 of "options"'),
        ("menu: x, options: [{keys: 1, to: b}]", "keys", 'unknown key "keys" in item 1 of "options"; did you mean "key"?'),
        (
            "menu: x, options: [{key: 12, to: b}]",
            "12",
            '"key" should be a key of the phone: 0 to 9, "*" or "#" (several need "next_digit"), is 12',
        ),
        (
            "menu: x, next_digit: 2s, options: [{key: x, to: b}]",
            "x",
            '"key" should be one or more keys: 0 to 9, "*" and "#", is "x"',
        ),
        (
            "menu: x, options: [{key: 1, to: b}, {key: 1, to: a}]",
            "1",
            'the key "1" stands in line 4 and again in line 4; the second is not read',
        ),
        ("menu: x, options: [{key: 1, extension: 2, to: b}]", "extension", 'an option has "key" or an "extension", not both'),
        (
            "menu: x, options: [{extension: 2, to: b, phrases: y}]",
            "extension",
            'an option has "phrases" or an "extension", not both',
        ),
        ("menu: x, options: {1: b}, no_input: {possible: no}", "no", '"possible" should be true or false, is "no"'),
        ("menu: x, options: {1: [b]}", "[b]", '"1" should be the name of a step, or a mapping with "to", is a list'),
        (
            "menu: x, options: {1: {to: b, phrases: [y, true]}}",
            "true",
            'item 2 of "phrases" should be text, is true; put it in quotes',
        ),
        ("collect: v, by: voice, next: b", "voice", '"by" should be keys, speech or recording, is "voice"'),
        (
            "collect: v, by: [keys, speach], next: b",
            "speach",
            'item 2 of "by" should be keys, speech or recording, is "speach"; did you mean "speech"?',
        ),
        ("collect: v, by: 3, next: b", "3", '"by" should be keys, speech or recording, is 3'),
        (
            "collect: v, confirm: readback, next: b",
            "readback",
            '"confirm" should be none, read_back or checksum, is "readback"; did you mean "read_back"?',
        ),
        (
            "collect: v, digits: ten, next: b",
            "ten",
            '"digits" should be a number of digits such as 10, or a range such as 4-10, is "ten"',
        ),
        (
            "collect: v, digits: 0, next: b",
            "0",
            '"digits" should be a number of digits such as 10, or a range such as 4-10, is 0',
        ),
        ("collect: v, digits: 10-4, next: b", "10-4", '"digits" should begin with the smaller number: 4-10'),
        ("collect: v, finish_on: hash, next: b", "hash", '"finish_on" should be a key: 0 to 9, "*" or "#", is "hash"'),
        ("collect: [v], next: b", "[v]", '"collect" should be the name of a variable, such as account_number, is a list'),
        ("collect: 1st, next: b", "1st", '"collect" should be the name of a variable, such as account_number, is "1st"'),
        ("transfer: x, to: persn", "persn", '"to" should be person, bot or outside, is "persn"; did you mean "person"?'),
        ("transfer: x, announces: time", "time", '"announces" should be wait or position, is "time"'),
        ("transfer: x, with: {v}", "{v}", '"with" should be the name of a variable, or a list of names, is a mapping'),
        (
            "transfer: x, with: [v, 1]",
            "1",
            'item 2 of "with" should be the name of a variable, such as account_number, is 1',
        ),
        ("check: hours, cases: {open: b, close: b}", "close", '"close" should be open or closed; did you mean "closed"?'),
        ("check: x, cases: [b]", "[b]", '"cases" should be a mapping from answers to steps, is a list'),
        ("check: x, cases: {}", "{}", '"cases" is empty'),
        ("check: x, cases: {y: }", "y", '"y" should be the name of a step, is empty'),
        ("check: x, cases: {y: {to: }}", "to", '"to" is empty: write null if it leads nowhere'),
        ("check: x, cases: {y: {too: b}}", "too", 'unknown key "too" in "y"; did you mean "to"?'),
        ("transfer: x, cases: {y: [b]}", "[b]", '"y" should be the name of a step, is a list'),
        ("transfer: x, elsewhere: maybe", "maybe", '"elsewhere" should be true or false, is "maybe"'),
        (
            "transfer: x, dials: 1",
            "1",
            '"dials" should be the name of a variable, or a list of names, is 1',
        ),
        ("transfer: false", "false", '"transfer" should be text, or true where it has no name, is false'),
        ("transfer: ", "transfer", '"transfer" should be text, or true where it has no name, is empty'),
        ("visit: , outside: true", "visit", '"visit" should be the name of a step, is empty'),
        ("visit: x, outside: yes", "yes", '"outside" should be true or false, is "yes"'),
        ("unknown: [x]", "[x]", '"unknown" should be text, or true where it has no name, is a list'),
        (
            "unknown: x, next: b",
            "next",
            'unknown key "next" in this unknown step; it belongs to say, collect, run, set, voicemail, callback and visit',
        ),
        ("unkown: x", "unkown", '"unkown" is not a kind of step; did you mean "unknown"?'),
        ("say: , complete: false", "say", '"say" should be text, is empty'),
        ("say: x, complete: no", "no", '"complete" should be true or false, is "no"'),
        ("say: x, lasts: 3", "3", '"lasts" should be a duration such as 500ms, 7s, 3m or 2h, is 3; did you mean "3s"?'),
        (
            "say: x, language: english",
            "english",
            '"language" should be a language such as en, en-GB or es-MX, is "english"',
        ),
        ("say: x, reads: [1a]", "1a", 'item 1 of "reads" should be the name of a variable, such as account_number, is "1a"'),
        ("collect: v, lenguage: es", "lenguage", 'unknown key "lenguage" in this collect step; did you mean "language"?'),
        (
            "run: x, audio: y",
            "audio",
            (
                'unknown key "audio" in this run step; it belongs to say, menu, collect, transfer, voicemail, callback, '
                "hang_up and unknown"
            ),
        ),
        ("set: {1st: x}", "1st", '"1st" should be the name of a variable, such as account_number'),
        ("set: {v: [1]}", "[1]", '"v" should be text, a number, true or false, is a list'),
        ("set: , next: b", "set", '"set" should be a mapping from variables to values, is empty'),
        ("set: {v: {value: [1]}}", "[1]", '"value" should be text, a number, true or false, is a list'),
        ("set: {v: {reads: b}}", "v", '"value" is missing in "v"'),
        ("set: {v: {value: 1, read: b}}", "read", 'unknown key "read" in "v"; did you mean "reads"?'),
        ("hang_up: false", "false", '"hang_up" should be true, or the last sentence, is false'),
        ("return: yes", "yes", '"return" should be true, is "yes"'),
        (
            '"x-note": 1',
            "a",
            NO_KIND,
        ),
    ],
)
def test_a_mistake_in_a_step_is_told_with_its_place(body, marked, message):
    assert step(body) == [(marked, message)]


@pytest.mark.parametrize(
    ("head", "marked", "message"),
    [
        ("ivr: 2\nstart: a", "2", '"ivr" should be 1, the version of the format, is 2'),
        ('ivr: "1"\nstart: a', '"1"', '"ivr" should be 1, the version of the format, is "1"'),
        ("ivr:\nstart: a", "ivr", '"ivr" should be 1, the version of the format, is empty'),
        ("ivr: 1", "ivr", '"start" is missing in the file'),
        ("ivr: 1\nstrat: a", "strat", 'unknown key "strat" in the file; did you mean "start"?'),
        ("ivr: 1\nstart: b", "b", '"start" names no step of this file: "b"'),
        ("ivr: 1\nstart: {}", "{}", '"start" is empty'),
        ("ivr: 1\nstart: {x: }", "x", '"x" should be the name of a step of this file, is empty'),
        ("ivr: 1\nstart: [a]", "[a]", '"start" should be the name of a step of this file, is a list'),
        ("ivr: 1\nstart: {x: b, y: a}", "b", '"start" names no step of this file: "b"'),
        ('ivr: 1\nstart: {"": a}', '""', '"" should be a name'),
        (
            "ivr: 1\nstart: a\nlanguage: english",
            "english",
            '"language" should be a language such as en, en-GB or es-MX, is "english"',
        ),
        ("ivr: 1\nstart: a\noperator_key: 10", "10", '"operator_key" should be a key: 0 to 9, "*" or "#", is 10'),
        (
            "ivr: 1\nstart: a\noperator_key: #",
            "operator_key",
            '"operator_key" should be a key: 0 to 9, "*" or "#", is empty; what follows # is a comment: put it in quotes',
        ),
        ("ivr: 1\nstart: a\noperator_key:", "operator_key", '"operator_key" should be a key: 0 to 9, "*" or "#", is empty'),
        (
            "ivr: 1\nstart: a\npromises: soon",
            "soon",
            '"promises" should be a mapping such as {person_within: 60s, presses_to_person: 2}, is "soon"',
        ),
        (
            "ivr: 1\nstart: a\npromises: {person_within: 60}",
            "60",
            '"person_within" should be a duration such as 500ms, 7s, 3m or 2h, is 60; did you mean "60s"?',
        ),
        (
            "ivr: 1\nstart: a\npromises: {presses_to_person: -1}",
            "-1",
            '"presses_to_person" should be a whole number from 0, is -1',
        ),
        ("ivr: 1\nstart: a\npromises: {presses: 1}", "presses", 'unknown key "presses" in "promises"'),
    ],
)
def test_a_mistake_at_the_top_is_told_with_its_place(head, marked, message):
    assert told(f"{head}\nsteps: {{a: {{return: true}}}}\n") == [(marked, message)]


@pytest.mark.parametrize(
    ("steps", "marked", "message"),
    [
        ("", "steps", '"steps" should be a mapping from names to steps, is empty'),
        (" []", "[]", '"steps" should be a mapping from names to steps, is a list'),
        (" {}", "{}", '"steps" is empty'),
        ("\n  a:", "a", 'the step "a" should be a mapping with the kind of the step, is empty'),
        ("\n  a: transfer", "a", 'the step "a" should be a mapping with the kind of the step, is "transfer"'),
    ],
)
def test_a_mistake_about_the_steps_is_told(steps, marked, message):
    assert told(f"ivr: 1\nstart: a\nsteps:{steps}\n") == [(marked, message)]


@pytest.mark.parametrize("name", ["b.yaml", "b#1.yml", "b.json", " b", "b ", " ", ""])
def test_a_step_name_that_could_be_a_file_or_has_spaces_at_its_ends_is_a_problem(name):
    flow = read(f'{HEAD}  a: {{return: true}}\n  "{name}": {{return: true}}\n')
    assert [p.message for p in flow.problems] == [
        f'"{name}" should be a name without spaces at the ends, that does not end in .yaml, .yml or .json'
    ]
    assert list(flow.steps) == ["a", name]


def test_a_start_that_names_no_step_gets_a_suggestion():
    assert told("ivr: 1\nstart: greting\nsteps: {greeting: {return: true}}") == [
        ("greting", '"start" names no step of this file: "greting"; did you mean "greeting"?')
    ]
    assert read("ivr: 1\nstart: x\nsteps: {a: {return: true}}").entries == ()


def test_all_problems_are_told_in_the_order_of_the_text():
    found = told(
        "ivr: 1\nlanguge: en\nstart: a\nsteps:\n  a: {say: x, nxt: b, foo: 1}\n"
        "  b: {menu: 1, no_input: {after: 7, tries: x}}\n  b: {return: true}\n"
    )
    assert [marked for marked, _ in found] == ["languge", "nxt", "foo", "b", "1", "7", "x", "b"]


def test_a_long_value_is_shortened():
    assert step(f"run: x, takes: {'long ' * 30}")[0][1].endswith('is "long long long long long long long long…"')


def test_the_same_mistake_through_an_alias_is_told_once():
    text = f"{HEAD}  a: {{menu: x, options: {{1: a}}, no_input: &h {{tries: x}}, no_match: *h}}\n"
    assert [(p.mark.line, p.mark.column) for p in read(text).problems] == [(4, 54)]


def test_a_star_that_is_a_comment_is_not_taken_for_a_hash_key():
    text = f"{HEAD}  a:\n    menu: x\n    # : a remark\n    options:\n      1: a\n      #: b\n      # 2: a\n"
    text += "  b: {return: true}\n  #: b\n"
    assert told(text) == [("#", 'this option is a comment, because # begins one: write "#" in quotes')]


def test_a_comment_before_the_first_step_is_no_hash_key():
    assert told(f"#: x\n{HEAD}  a: {{return: true}}\n") == []


def test_jsonschema_is_imported_for_wrong_files_only():
    import subprocess

    code = (
        "import sys\nfrom ivrlint.readers import read\n"
        "read(b'ivr: 1\\nstart: a\\nsteps: {a: {return: true}}', 'f')\n"
        "print('jsonschema' in sys.modules, 'difflib' in sys.modules)\n"
        "read(b'ivr: 1\\nstrat: a\\nsteps: {a: {return: true}}', 'f')\nprint('jsonschema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]
