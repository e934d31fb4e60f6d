"""Flows that say what callers should not have to hear, and promise in words what they do not keep."""

from random import Random
from typing import Any

from mutating import spoils

Flow = dict[str, Any]


def say_first(flow: Flow, words: str) -> None:
    """Say something before the first menu."""
    flow["steps"]["greeting"]["say"] += f" {words}"


def say_somewhere(flow: Flow, chance: Random, words: str) -> None:
    """Say something at a step in English."""
    name = chance.choice(["greeting", "main", "voices", "balance", "account", "reading"])
    step = flow["steps"][name]
    key = "menu" if "menu" in step else "say"
    step[key] = f"{words} {step[key]}"


@spoils("empty-phrases")
def so_important(flow: Flow, chance: Random) -> None:
    say_somewhere(flow, chance, chance.choice(["Your call is important to us.", "We value your call.", "Your time is valuable."]))


@spoils("menu-changed-notice")
def all_new(flow: Flow, chance: Random) -> None:
    words = ["Please listen carefully, as our menu options have changed.", "Our menu options have recently changed."]
    say_somewhere(flow, chance, chance.choice(words))


@spoils("false-familiarity")
def hello_friend(flow: Flow, chance: Random) -> None:
    words = ["Howdy!", "How are you today?", "We are so glad you called.", "Hey there, welcome to the family!"]
    say_somewhere(flow, chance, chance.choice(words))


@spoils("advertising-before-choice")
def buy_now(flow: Flow, chance: Random) -> None:
    words = ["For a limited time only, save up to 20 percent.", "Download our new app today.", "Follow us on Facebook."]
    say_first(flow, chance.choice(words))


@spoils("advertising-while-waiting")
def buy_while_you_wait(flow: Flow, chance: Random) -> None:
    words = ["For a limited time only, save up to 20 percent.", "Did you know you can save up to 10 percent?"]
    flow["steps"][chance.choice(["people", "complaints", "second_line"])]["say"] += f" {chance.choice(words)}"


@spoils("website-before-choice")
def go_online(flow: Flow, chance: Random) -> None:
    words = ["Please visit our website.", "Visit us online at www.northwater.example.", "You can find answers on our website."]
    say_first(flow, chance.choice(words))


@spoils("high-volume-always")
def so_many_calls(flow: Flow, chance: Random) -> None:
    words = ["We are experiencing unusually high call volumes.", "We are currently experiencing higher than normal call volumes."]
    say_first(flow, chance.choice(words))


@spoils("blaming-words")
def your_fault(flow: Flow, chance: Random) -> None:
    words = ["You entered an invalid number.", "You have made an invalid selection.", "You did not enter anything."]
    step = flow["steps"]["wrong"] = {"say": chance.choice(words), "next": "people"}
    assert step
    flow["steps"][chance.choice(["account", "voices", "reading"])]["no_match"]["then"] = "wrong"


@spoils("technical-words")
def machine_talk(flow: Flow, chance: Random) -> None:
    words = ["DTMF input failed.", "A null pointer exception occurred.", "The API returned an error code.", "IVR timeout."]
    say_somewhere(flow, chance, chance.choice(words))


@spoils("placeholder-words")
def to_be_written(flow: Flow, chance: Random) -> None:
    words = ["TODO.", "Lorem ipsum dolor sit amet.", "Your message here.", "Insert your greeting here."]
    say_somewhere(flow, chance, chance.choice(words))


@spoils("wordy-option")
def if_you_are_calling(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "voices"])]
    opener = chance.choice(["If you are calling to ask about", "If you would like to hear about", "If you are calling about"])
    step["menu"] += f" {opener} gardens, press 8."
    step["options"]["8"] = {"to": "complaints"}


@spoils("wrong-verb")
def push_it(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "voices", "balance"])]
    step["menu"] = step["menu"].replace("press", chance.choice(["push", "hit", "dial"]))


@spoils("hard-to-follow")
def on_and_on(flow: Flow, chance: Random) -> None:
    clauses = [
        "which is the number that we sent you",
        "that you will find on the paper",
        "if you still have it",
        "unless you moved",
    ]
    words = " and ".join(chance.sample(clauses, 3) * chance.randint(2, 3))
    flow["steps"][chance.choice(["account", "reading"])]["say"] = f"Now we need a number. Please enter the eight digits {words}."


@spoils("no-barge-in")
def hear_us_out(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "balance", "voices"])]
    step["barge_in"] = "false"
    step["menu"] += " Please choose."


@spoils("number-said-once")
def write_it_down(flow: Flow, chance: Random) -> None:
    digits = " ".join(str(chance.randint(0, 9)) for _ in range(chance.randint(7, 10)))
    flow["steps"]["noted_once"] = {"hang_up": f"Your reference number is {digits}. Thank you for calling. Goodbye."}
    flow["steps"]["meter"]["next"] = "noted_once"


@spoils("needless-instruction")
def you_may_hang_up(flow: Flow, chance: Random) -> None:
    words = ["To end this call, hang up.", "When you are finished, you may hang up.", "To end this call, simply hang up."]
    say_somewhere(flow, chance, chance.choice(words))


@spoils("greeting-heard-again")
def welcome_and_welcome(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "balance", "voices"])]
    step["menu"] = chance.choice(["Welcome to Northwater. ", "Thank you for calling Northwater. "]) + step["menu"]


@spoils("transfer-said-not-made")
def connected_with_nobody(flow: Flow, chance: Random) -> None:
    words = ["Please hold while I transfer you.", "I am now connecting you with an agent.", "Please hold while we connect you."]
    flow["steps"]["hold on"] = {"say": chance.choice(words), "next": "bye"}
    flow["steps"]["bye"] = {"hang_up": True}
    flow["steps"]["main"]["options"][chance.choice("1234")]["to"] = "hold on"


@spoils("survey-before-service")
def first_some_questions(flow: Flow, chance: Random) -> None:
    words = ["Please take part in our survey after this call.", "Would you like to take a short survey after this call?"]
    say_first(flow, chance.choice(words))


@spoils("stay-on-the-line-broken")
def stay_and_be_dropped(flow: Flow, chance: Random) -> None:
    step = flow["steps"][chance.choice(["main", "balance", "voices"])]
    words = ["Or stay on the line.", "Otherwise, please stay on the line.", "Or stay on the line to speak to a person."]
    step["menu"] += f" {chance.choice(words)}"
    flow["steps"]["bye"] = {"hang_up": "Goodbye."}
    step["no_input"]["then"] = "bye"


@spoils("any-time-key-broken")
def not_now(flow: Flow, chance: Random) -> None:
    say_first(flow, chance.choice(["You can press 0 at any time.", "Press 0 at any time to speak to a person."]))
    step = flow["steps"][chance.choice(["balance", "voices", "paid", "noted"])]
    del step["options"]["0"]
    step["menu"] = step["menu"].replace("To speak to a person, press 0.", "")
    flow["steps"]["bye"] = {"hang_up": "Goodbye."}
    step["no_match"]["then"] = "bye"


@spoils("callback-promised-not-made")
def nobody_will_call(flow: Flow, chance: Random) -> None:
    words = ["We will call you back.", "Somebody will call you back today.", "We will call you back as soon as we can."]
    flow["steps"]["empty words"] = {"hang_up": f"{chance.choice(words)} Goodbye."}
    unanswered = chance.choice(["no_answer", "busy", "failed"])
    flow["steps"]["first line"] = {
        "transfer": "front desk",
        "say": "One moment please.",
        unanswered: "empty words",
        "closed": "main",
    }
    flow["steps"]["greeting"]["next"] = "first line"
