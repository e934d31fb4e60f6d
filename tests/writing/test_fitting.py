"""What the native format cannot say, and what is said of it at the top of the file."""

from __future__ import annotations

import time

import pytest

from ivrlint import readers
from ivrlint.flow import (
    Assignment,
    Case,
    Check,
    Collect,
    Entry,
    Flow,
    HangUp,
    Mark,
    Menu,
    Option,
    Problem,
    Prompt,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    replace,
)
from ivrlint.writing import native

HERE = Mark("a/b/flow.xml", 1, 1, 1, 2)


def to(name, file=""):
    return Target(name, HERE, file)


def flow(*steps, **more):
    start = steps[0].name if steps else "gone"
    given = {"entries": (Entry("", start, HERE),), "steps": {step.name: step for step in steps}}
    return Flow(file="a/b/flow.xml", format="voicexml", mark=HERE, **{**given, **more})


def say(name, text="Hello.", **more):
    return Say(name=name, mark=HERE, prompt=Prompt(text, HERE), **more)


def written(it):
    """The remarks at the top of the file, and the flow that is read from it."""
    text = native(it)
    again = readers.read(text.encode(), "new.yaml")
    assert isinstance(again, Flow)
    assert again.problems == ()
    head = text.split("\n\n")[0].split("\n")
    return [line.removeprefix("# - ") for line in head if line.startswith("# - ")], again


def test_the_first_lines_say_where_the_file_comes_from():
    lines = native(flow(say("a"))).split("\n")
    assert lines[0] == "# flow.xml (voicexml) as `ivrlint convert` has written it."
    assert lines[1].startswith("# Comments, layout")
    assert lines[2:5] == ["", "ivr: 1", "name: flow"]


def test_mistakes_of_the_original_are_told_with_their_lines_and_only_so_many():
    problems = tuple(Problem(f"wrong\nin {number}", HERE._replace(line=number)) for number in range(1, 30))
    head = native(flow(say("a"), problems=problems)).split("\n\n")[0].split("\n")
    assert head[2:5] == ["# Mistakes in the original:", "# - line 1: wrong in 1", "# - line 2: wrong in 2"]
    assert head[-1] == "# - … and 17 more of this kind"


def test_a_flow_without_a_beginning_is_written_without_one():
    text = native(flow(say("a"), entries=()))
    assert "start" not in text
    text = native(flow(say("a"), entries=(Entry("x", "gone", HERE),)))
    assert "start:" not in text
    assert '# - the way in "x" is left out, as its first step "gone" does not exist\n' in text
    assert native(flow()).endswith("\n\nsteps: {}\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [("a.yaml", "(a.yaml)"), (" a ", "a (2)"), ("a\nb", "a b"), ("<<", "(<<)"), ("", "()"), ("x.json", "(x.json)")],
)
def test_a_step_whose_name_the_format_does_not_allow_is_renamed_wherever_it_is_named(old, new):
    remarks, again = written(flow(say(old, next=to("a")), say("a", next=to(old)), entries=(Entry("x", old, HERE),)))
    assert list(again.steps) == [new, "a"]
    assert again.steps["a"].next.to == again.entries[0].start == new
    assert len(remarks) == 1


def test_a_target_that_is_missing_stays_missing():
    remarks, again = written(flow(say("a", next=to("nowhere")), say("b", next=to("nowhere"))))
    assert [step.next.to for step in again.steps.values()] == ["nowhere", "nowhere"]
    assert remarks == []


def test_a_target_that_is_missing_in_another_file_does_not_become_a_step_of_this_one():
    other = replace(flow(say("b", next=to("a"))), file="a/b/other.xml")
    it = flow(say("a", next=to("b", "a/b/other.xml")), say("c", next=to("", "gone.xml")), others={"a/b/other.xml": other})
    _, again = written(it)
    assert list(again.steps) == ["a", "c", "other.xml#b"]
    assert again.steps["other.xml#b"].next.to == "a (2)"
    assert again.steps["c"].next.to == "gone.xml"


def test_variables_get_names_that_the_format_allows_everywhere():
    ask = Collect(name="a", mark=HERE, variable="1st", next=to("b"))
    look = Run(name="b", mark=HERE, uses=("1st",), gives=("x{y}",), next=to("c"))
    keep = Set(name="c", mark=HERE, values=(Assignment("1st", "{z}", ("z", "x{y}"), HERE),), next=to("d"))
    tell = Transfer(name="d", mark=HERE, passes=("1st", "_1st"), prompt=Prompt("x", HERE, ("x{y}",)))
    remarks, again = written(flow(ask, look, keep, tell))
    assert again.steps["a"].variable == "_1st (2)"
    assert (again.steps["b"].uses, again.steps["b"].gives) == (("_1st (2)",), ("x(y)",))
    assert again.steps["c"].values[0][:3] == ("_1st (2)", "{z}", ("z", "x(y)"))
    assert (again.steps["d"].passes, again.steps["d"].prompt.reads) == (("_1st (2)", "_1st"), ("x(y)",))
    assert len(remarks) == 2


def test_braces_of_a_value_that_read_nothing_are_written_twice():
    _, again = written(flow(Set(name="a", mark=HERE, values=(Assignment("x", "{a} {b} {", ("b",), HERE),))))
    assert again.steps["a"].values[0][:3] == ("x", "{{a}} {b} {", ("b",))


def test_braces_of_words_are_left_but_told_when_they_now_read_something():
    remarks, again = written(flow(Collect(name="a", mark=HERE, variable="v", prompt=Prompt("{v} {w}", HERE))))
    assert again.steps["a"].prompt[:3] == ("{v} {w}", again.steps["a"].prompt.mark, ("v", "w"))
    assert remarks == ['the step "a" reads {v} here, which were only braces before']


def test_two_values_of_one_name_become_one_that_reads_all():
    values = (Assignment("x", "{a}", ("a",), HERE), Assignment("x", "{b}", ("b",), HERE))
    remarks, again = written(flow(Set(name="a", mark=HERE, values=values)))
    assert [value[:3] for value in again.steps["a"].values] == [("x", "{b}", ("b", "a"))]
    assert len(remarks) == 1


def test_options_that_the_format_does_not_have():
    options = (
        Option("1", to("a"), HERE),
        Option("1", to("b"), HERE),
        Option("A", to("b"), HERE),
        Option("12", to("b"), HERE, "", ("", "x")),
        Option("3", to("b"), HERE, pattern="3XX"),
    )
    remarks, again = written(flow(Menu(name="a", mark=HERE, options=options), say("b")))
    menu = again.steps["a"]
    assert [(option.key, option.pattern, option.phrases) for option in menu.options] == [
        ("1", "", ()),
        ("", "A", ()),
        ("12", "", ("x",)),
        ("3", "", ()),
    ]
    assert menu.next_digit == 0.001
    assert len(remarks) == 4


def test_cases_have_names_of_their_own_and_hours_only_two():
    cases = tuple(Case(name, to("a"), HERE) for name in ("x", "x", "<<", "x (2)"))
    remarks, again = written(flow(Check(name="a", mark=HERE, asks="q", cases=cases)))
    assert [case.name for case in again.steps["a"].cases] == ["x", "x (3)", "(<<)", "x (2)"]
    assert len(remarks) == 2
    cases = (Case("open", to("a"), HERE), Case("lunch", to("a"), HERE), Case("open", None, HERE))
    remarks, again = written(flow(Check(name="a", mark=HERE, asks="hours", cases=cases)))
    assert [(case.name, case.target) for case in again.steps["a"].cases] == [("open", None)]
    assert len(remarks) == 1


def test_ways_in_have_names_of_their_own():
    entries = tuple(Entry(name, "a", HERE) for name in ("", "x", "x", "<<"))
    remarks, again = written(flow(say("a"), entries=entries))
    assert [entry.name for entry in again.entries] == ["flow", "x", "x (2)", "(<<)"]
    assert len(remarks) == 2


def test_one_way_in_is_the_start_and_keeps_its_own_name():
    assert "start: a\n" in native(flow(say("a"), name="line"))
    assert "start:\n  0800 1: a\n" in native(flow(say("a"), name="line", entries=(Entry("0800 1", "a", HERE),)))


def test_languages_and_keys_that_are_none_are_left_out():
    prompt = Prompt("Hi", HERE, language="es_MX")
    it = flow(HangUp(name="a", mark=HERE, prompt=prompt), language="english (US)", operator_key="00")
    remarks, again = written(it)
    assert (again.language, again.operator_key, again.steps["a"].prompt.language) == ("", "0", "es-MX")
    assert len(remarks) == 3


def test_the_language_of_the_file_is_not_said_again():
    it = flow(HangUp(name="a", mark=HERE, prompt=Prompt("Hi", HERE, language="en-GB")), language="en-GB")
    assert native(it).count("en-GB") == 1


def test_how_an_answer_is_given_is_one_of_three_ways():
    ask = Collect(name="a", mark=HERE, variable="v", by=("fax",), digits=(0, 5000), finish_on="#*", confirm="twice")
    remarks, again = written(flow(ask))
    step = again.steps["a"]
    assert (step.by, step.digits, step.finish_on, step.confirm) == (("recording",), (0, 999), "", "none")
    assert len(remarks) == 3


def test_words_that_only_other_kinds_have_are_told():
    remarks, again = written(flow(Check(name="a", mark=HERE, asks="q", prompt=Prompt("One moment.", HERE))))
    assert again.steps["a"].prompt is None
    assert remarks == ['the step "a" has lost its words, which only other kinds of steps have: One moment.']


def test_a_step_of_another_file_is_shared_and_so_is_what_others_lead_to():
    elsewhere = HERE._replace(file="a/b/lib.xml")
    steps = (say("a", next=to("b")), replace(say("b", next=to("c")), mark=elsewhere), say("c"), say("d"))
    assert [step.shared for step in written(flow(*steps))[1].steps.values()] == [False, True, False, False]
    again = readers.read(native(flow(*steps), {"a", "d"}).encode(), "f")
    assert [step.shared for step in again.steps.values()] == [True, False, False, True]
    own = {"a/b/lib.xml": b""}
    assert not any(step.shared for step in written(flow(*steps, texts=own))[1].steps.values())


def test_a_large_flow_in_which_every_name_must_change_takes_no_time():
    count = 5000
    steps = [
        Check(name=f"s{n}.json", mark=HERE, asks="q", uses=(f"{n}",), cases=(Case("x", to(f"s{n + 1}.json"), HERE),) * 3)
        for n in range(count)
    ]
    it = flow(*steps, entries=tuple(Entry("same", "s0.json", HERE) for _ in range(count)))
    begin = time.process_time()
    text = native(it)
    assert time.process_time() - begin < 10
    assert text.count("(s4999.json)") == 4
