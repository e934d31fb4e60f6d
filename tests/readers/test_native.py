import re

import pytest

from ivrlint import readers
from ivrlint.flow import (
    Assignment,
    Case,
    Check,
    Collect,
    Entry,
    Flow,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Option,
    Promises,
    Prompt,
    Refusal,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Visit,
)

PLAN = """\
# yaml-language-server: $schema=flow.schema.json
ivr: 1
name: Harbour Energy customer line
language: en-GB
start: greeting
operator_key: "9"
promises:
  person_within: 60s
  presses_to_person: 2

steps:
  greeting:
    say: Thank you for calling Harbour Energy.
    next: main

  main:
    menu: >-
      For bills, press 1.
      To speak to a person, press 0.
    options:
      1: leak
      2: {to: account, for: bills and payments, phrases: [billing, my bill]}
      0: people
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 3, then: people}

  account:
    collect: account_number
    say: Please enter your account number.
    digits: 4-10
    finish_on: "#"
    by: [keys, speech]
    kind: account number
    confirm: read_back
    next: find_account

  find_account:
    run: crm.find_account
    uses: [account_number]
    gives: [customer_name, balance]
    takes: 1.5s
    next: balance
    failed: people

  balance:
    say: "{customer_name}, your balance is {balance}."
    next: main

  leak: {transfer: gas emergency desk, always_open: true}

  people:
    transfer: customer service
    to: bot
    number: +441632960000
    with: [account_number, customer_name]
    say: One moment.
    wait: 3m
    announces: wait
    closed: after_hours
    busy: message
    no_answer: message
    failed: message

  after_hours:
    check: hours
    uses: branch
    cases: {open: people, closed: message}
    otherwise: other.yaml#start

  message: {voicemail: customer service, say: "Leave your number.", reply_within: 1 working day, with: balance, next: bye}
  later: {callback: customer service}
  topic: {set: {topic: bills, hello: "Hello {customer_name}", count: 2, known: true}, next: other}
  other: {visit: other.yaml, with: [topic], next: bye, failed: people}
  bye: {hang_up: Goodbye.}
  end: {hang_up: true, say: "{balance}"}
  back: {return: true}
"""


def read(text, file="f.yaml"):
    flow = readers.read(text.encode(), file)
    assert isinstance(flow, Flow), flow
    return flow


def place(text, snippet, marked=None):
    """The mark of a part of the text that occurs once."""
    assert text.count(snippet) == 1, snippet
    marked = marked or snippet
    start = text.index(snippet) + snippet.index(marked)
    before = text[:start].split("\n")
    return Mark("f.yaml", len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 1 + len(marked))


@pytest.fixture(scope="module")
def plan():
    flow = read(PLAN)
    assert flow.problems == ()
    return flow


def at(snippet, marked=None):
    return place(PLAN, snippet, marked)


def target(snippet, to):
    return Target(to, at(snippet, to))


def test_the_top_of_a_file_is_read(plan):
    assert (plan.file, plan.format, plan.name, plan.language, plan.operator_key) == (
        "f.yaml",
        "native",
        "Harbour Energy customer line",
        "en-GB",
        "9",
    )
    assert plan.mark == at("ivr: 1", "ivr")
    assert plan.entries == (Entry("Harbour Energy customer line", "greeting", at("start: greeting", "greeting")),)
    assert plan.promises == Promises(at("promises"), 60.0, at("60s"), 2, at("presses_to_person: 2", "2"))


def test_the_steps_are_in_the_order_of_the_file(plan):
    assert list(plan.steps) == re.findall("^  ([a-z_]+):", PLAN.partition("steps:")[2], re.MULTILINE)


def test_a_say_is_read(plan):
    assert plan.steps["greeting"] == Say(
        name="greeting",
        mark=at("  greeting:", "greeting"),
        prompt=Prompt("Thank you for calling Harbour Energy.", at("Thank you for calling Harbour Energy.")),
        next=target("next: main\n\n  main", "main"),
    )


def test_a_menu_is_read(plan):
    menu = plan.steps["main"]
    assert isinstance(menu, Menu)
    assert menu.mark == at("  main:", "main")
    assert menu.prompt.text == "For bills, press 1. To speak to a person, press 0."
    assert menu.prompt.mark[:3] == at("menu: >-", ">-")[:3]
    assert menu.options == (
        Option("1", target("1: leak", "leak"), at("1: leak", "1")),
        Option("2", target("to: account,", "account"), at("2: {", "2"), "bills and payments", ("billing", "my bill")),
        Option("0", target("0: people", "people"), at("0: people", "0")),
    )
    assert menu.no_input == Handler(at("no_input"), 7.0, 2, target("tries: 2, then: people", "people"), after_mark=at("7s"))
    assert menu.no_match == Handler(at("no_match"), 0.0, 3, target("tries: 3, then: people", "people"))
    assert menu.next_digit == 0


def test_a_collect_is_read(plan):
    assert plan.steps["account"] == Collect(
        name="account",
        mark=at("  account:", "account"),
        prompt=Prompt("Please enter your account number.", at("Please enter your account number.")),
        variable="account_number",
        next=target("next: find_account", "find_account"),
        digits=(4, 10),
        finish_on="#",
        by=("keys", "speech"),
        what="account number",
        confirm="read_back",
    )


def test_a_run_is_read(plan):
    assert plan.steps["find_account"] == Run(
        name="find_account",
        mark=at("  find_account:", "find_account"),
        service="crm.find_account",
        uses=("account_number",),
        gives=("customer_name", "balance"),
        takes=1.5,
        next=target("next: balance", "balance"),
        failed=target("failed: people\n\n  balance", "people"),
    )


def test_the_names_that_a_prompt_reads_are_found(plan):
    assert plan.steps["balance"].prompt.reads == ("customer_name", "balance")


def test_a_transfer_is_read(plan):
    assert plan.steps["leak"] == Transfer(name="leak", mark=at("  leak:", "leak"), who="gas emergency desk", always_open=True)
    people = plan.steps["people"]
    assert people == Transfer(
        name="people",
        mark=at("  people:", "people"),
        prompt=Prompt("One moment.", at("One moment.")),
        to="bot",
        who="customer service",
        number="+441632960000",
        passes=("account_number", "customer_name"),
        wait=180.0,
        announces=("wait",),
        closed=target("closed: after_hours", "after_hours"),
        busy=target("busy: message", "message"),
        no_answer=target("no_answer: message", "message"),
        failed=target("failed: message", "message"),
    )


def test_a_check_is_read(plan):
    assert plan.steps["after_hours"] == Check(
        name="after_hours",
        mark=at("  after_hours:", "after_hours"),
        asks="hours",
        uses=("branch",),
        cases=(
            Case("open", target("open: people", "people"), at("open: people", "open")),
            Case("closed", target("closed: message", "message"), at("closed: message", "closed")),
        ),
        otherwise=target("otherwise: other.yaml#start", "other.yaml#start"),
    )


def test_messages_are_read(plan):
    message = plan.steps["message"]
    assert isinstance(message, Message)
    assert (message.kind, message.who, message.passes, message.reply_within, message.next.to, message.prompt.text) == (
        "voicemail",
        "customer service",
        ("balance",),
        "1 working day",
        "bye",
        "Leave your number.",
    )
    assert message.prompt.mark == at('"Leave your number."')
    assert plan.steps["later"] == Message(name="later", mark=at("  later:", "later"), kind="callback", who="customer service")


def test_a_set_is_read(plan):
    step = plan.steps["topic"]
    assert isinstance(step, Set)
    assert step.values == (
        Assignment("topic", "bills", (), at("{topic: bills", "topic")),
        Assignment("hello", "Hello {customer_name}", ("customer_name",), at("hello: ", "hello")),
        Assignment("count", "2", (), at("count: 2", "count")),
        Assignment("known", "true", (), at("known: true", "known")),
    )


def test_a_visit_is_read(plan):
    assert plan.steps["other"] == Visit(
        name="other",
        mark=at("  other:", "other"),
        flow=target("visit: other.yaml", "other.yaml"),
        passes=("topic",),
        next=target("next: bye, failed", "bye"),
        failed=target("failed: people}", "people"),
    )


def test_the_ends_of_calls_are_read(plan):
    assert plan.steps["bye"] == HangUp(name="bye", mark=at("  bye:", "bye"), prompt=Prompt("Goodbye.", at("Goodbye.")))
    assert plan.steps["end"].prompt == Prompt("{balance}", at('"{balance}"'), ("balance",))
    assert plan.steps["back"] == Return(name="back", mark=at("  back:", "back"))


@pytest.mark.parametrize(
    "words", ["For help, press # or stay on the line.", "Para ayuda, oprima # o espere.", "Für Hilfe drücken Sie # bitte."]
)
def test_words_that_a_comment_would_cut_are_a_mistake(words: str) -> None:
    flow = readers.read(f"ivr: 1\nstart: a\nsteps:\n  a: \n    say: {words}\n    next: a\n".encode(), "menu.yaml")
    assert isinstance(flow, Flow)
    (problem,) = flow.problems
    assert "put the whole text in quotes" in problem.message
    assert problem.mark.line == 5
    assert f"    say: {words}"[problem.mark.column - 1] == "#"


@pytest.mark.parametrize(
    "line", ['say: "For help, press # or wait."', "say: For help, press 1.  # press # is not said", "say: Hello. # press # here"]
)
def test_words_in_quotes_and_real_comments_are_left_alone(line: str) -> None:
    flow = readers.read(f"ivr: 1\nstart: a\nsteps:\n  a: \n    {line}\n    next: a\n".encode(), "menu.yaml")
    assert isinstance(flow, Flow)
    assert flow.problems == ()


@pytest.mark.parametrize("text", ["ivr:\n  enabled: true\nreplicas: 2\n", "ivr: {image: x}\n"])
def test_settings_of_something_that_is_called_ivr_are_no_flow(text):
    refusal = readers.read(text.encode(), "values.yaml")
    assert isinstance(refusal, Refusal)
    assert refusal.foreign
    assert (refusal.line, refusal.column) == (1, 1)


def test_a_flow_whose_version_is_a_mapping_is_a_flow_with_a_mistake():
    flow = readers.read(b"ivr: {version: 1}\nstart: a\nsteps: {a: {hang_up: true}}\n", "menu.yaml")
    assert isinstance(flow, Flow)
    assert flow.problems
