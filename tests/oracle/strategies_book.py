"""Random flows in which the situations of the newer facts occur: words with known topics, kinds of data, waits, mailboxes.

Built as in `strategies`, with a second builder that draws more of each step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from strategies import HERE, KINDS, NAMES, Builder, Pick, Tried, whole

from ivrlint.flow import (
    AnyStep,
    Check,
    Collect,
    Flow,
    Handler,
    HangUp,
    Menu,
    Message,
    Option,
    Prompt,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    replace,
)

WORDS = (
    "Hello.",
    "We are open from nine to five, Monday to Friday.",
    "We are closed now.",
    "We answer within one working day.",
    "This call may be recorded.",
    "The wait is about five minutes.",
    "You can press 0 at any time to speak to an agent.",
    "One moment.",
    "You may hang up now.",
    "Press any key to go on.",
    "Please leave a message.",
)
NOT_LAST = ("Hello.", "One moment.", "Press any key to go on.", "Please leave a message.")
"""What nobody says before hanging up: a goodbye stands for it."""
LABELS = (
    *("sales", "support", "sales", "bills", "something else", "English", "Spanish", "speak to an agent", "go back"),
    *("English", "Spanish", "report an emergency", "orders", "opening times"),
)
MORE = (*KINDS, "say", "say", "set", "transfer", "message", "message", "hours", "unknown", "visit")

MENUS = (*("menu",) * 9, "say", "say", "set", "collect", "transfer", "transfer", "message", "hours", "hang_up", "hang_up")
DATA = (*("collect",) * 6, *("transfer",) * 7, "message", "message", "set", "run", "check", "menu", "say", "say", "hang_up")
PLANS = (MORE, MORE, MENUS, MENUS, DATA)


class BookBuilder(Builder):
    """Draws steps with everything that the newer facts look at; `onward`, calls seldom go back."""

    onward = False

    def target(self, *, absent: int = 0) -> Target | None:
        if self.onward and not self.chance(10):
            if absent and self.chance(absent):
                return None
            if self.chance(10):
                return Target(self.pick(self.names[:2]), HERE)
            return Target(self.names[min(self.at + self.pick((1, 1, 2, 3)), len(self.names) - 1)], HERE)
        return super().target(absent=absent)

    def prompt(self, words: str = "") -> Prompt:
        """Fixed words; now and then with data in them, made elsewhere in part, or a recording."""
        said = self.pick(("text",) * 8 + ("reads", "reads", "recording", "partly"))
        text = self.pick(WORDS)
        match said:
            case "recording":
                return Prompt("", HERE, audio="hello.wav")
            case "partly":
                return Prompt(text, HERE, complete=False)
            case "reads":
                name = self.pick(self.three())
                return Prompt(f"{text} {{{name}}}", HERE, (name,))
        return Prompt(text, HERE)

    def words(self) -> Prompt | None:
        return self.prompt() if self.chance(2) else None

    def handler(self) -> Handler | None:
        """As before, more often once than twice."""
        found = super().handler()
        return found._replace(tries=1) if found and self.chance(2) else found

    def step(self, name: str, kind: str) -> AnyStep:
        step = super().step(name, kind)
        if "." in name and self.chance(2):
            step = self.like_its_form(step)
            if isinstance(step, Collect):
                return step
        match step:
            case Menu():
                return self.menu(step)
            case Collect():
                what = self.pick(("", "choice", "date of birth", "account number"))
                by = self.pick((("keys",), ("keys",), ("speech",), ("recording",), ("keys", "speech")))
                confirm = self.pick(("none", "none", "none", "read_back", "checksum"))
                prompt = self.words()
                if prompt and self.chance(3):
                    prompt = Prompt("This call may be recorded.", HERE)
                return replace(step, what=what, by=by, confirm=confirm, prompt=prompt)
            case Transfer():
                dials = step.passes[:1] if self.chance(4) else ()
                announces = ("wait",) if self.chance(5) else ()
                wait = self.pick((0.0, 60.0, 900.0))
                return replace(step, dials=dials, announces=announces, wait=wait, elsewhere=self.chance(6), prompt=self.words())
            case Message():
                within = "2 days" if self.chance(6) else ""
                return replace(step, reply_within=within, elsewhere=self.chance(8), prompt=self.words())
            case Check() | Run() | Set():
                return replace(step, prompt=None)
            case HangUp():
                words = self.words()
                return replace(step, prompt=words._replace(text="Goodbye.") if words and words.text in NOT_LAST else words)
            case Say():
                return replace(step, prompt=self.words())
        return step

    def like_its_form(self, step: AnyStep) -> AnyStep:
        """Going wrong as others of its form do: asking again in silence, or cutting off what fails."""
        again = Handler(HERE, then=Target(step.name, HERE))
        match step:
            case Collect():
                wrong = self.pick((again, again, None))
                return replace(step, by=("speech",), no_input=again, no_match=wrong, prompt=self.words())
            case Run():
                return replace(step, failed=None, next=Target(self.names[-1], HERE))
        return step

    def menu(self, step: Menu) -> Menu:
        """Options with labels, some of them spoken; by speech alone, or with numbers of several digits, now and then."""
        form = self.pick(("keys",) * 6 + ("speech", "speech", "digits", "recording", "quiet"))
        first = self.pick(range(len(LABELS)))
        options = []
        for n, option in enumerate(step.options):
            label = LABELS[(first + n) % len(LABELS)]
            if form == "speech":
                said = self.pick(((label,), ("yes",), ("no",), ()))
                options.append(Option("", option.target, HERE, label=label, phrases=said))
            elif form == "digits" and n == 0:
                pattern = self.pick(("1XX", "2X", "[5-7]", "X"))
                options.append(Option("", option.target, HERE, label=label, pattern=pattern))
            else:
                options.append(option._replace(label=label))
        prompt: Prompt | None = self.prompt()
        if form in {"keys", "digits"}:
            said = [f"For {one.label}, press {one.key}." for one in options if one.key and not self.chance(5)]
            prompt = Prompt(" ".join(said or ["Please choose."]), HERE)
            if self.chance(6):
                prompt = prompt._replace(text=f"{self.pick(WORDS)} {prompt.text}")
        if form == "recording":
            prompt = Prompt("", HERE, audio="menu.wav")
        if form == "quiet":
            prompt = None
        return replace(step, options=tuple(options), prompt=prompt)

    def steps(self, kinds: Sequence[str]) -> dict[str, AnyStep]:
        self.onward = self.pick((True, True, False))
        return {name: replace(step, shared=self.chance(12)) for name, step in super().steps(kinds).items()}


class TriedBook(Tried):
    """A random flow, which of its steps other flows lead to, and whether it is but a part of a larger one."""

    def __init__(self, flow: Flow, entered: frozenset[str], *, part: bool = False) -> None:
        super().__init__(flow)
        self.entered = entered
        self.part = part

    def __repr__(self) -> str:
        return f"{super().__repr__()}\nentered: {sorted(self.entered)}, part: {self.part}\n{list(self.flow.steps.values())}"


def random_book(pick: Pick, most: int = 11) -> TriedBook:
    """A flow of up to `most` steps, now and then with a second file that it visits."""
    sizes = [size for size in (6, 8, 7, 9, 10, 11, 5, 4, 3, 2, 1) if size <= most]
    size = pick(sizes)
    names = [f"s{number}" for number in range(size)] if pick((True, False)) else [f"f{n // 6}.s{n}" for n in range(size)]
    others: dict[str, Flow] = {}
    two = pick((False, False, False, True))
    if two:
        inner = [f"t{number}" for number in range(pick((2, 3, 4)))]
        entered = BookBuilder(pick, inner, elsewhere=[f"flow.yaml#{names[0]}"])
        others["other.yaml"] = whole("other.yaml", entered.steps((*MORE, "return", "return", "return")), inner[0], others)
    builder = BookBuilder(pick, names, NAMES, visits=["other.yaml"] if two else ["nowhere"], foreign=True)
    main = whole("flow.yaml", builder.steps(pick(PLANS)), names[0], others, operator_key=pick(("0", "0", "1")))
    if two:
        others["flow.yaml"] = main
    return TriedBook(main, frozenset(name for name in names if builder.chance(10)), part=builder.chance(8))


@st.composite
def books(draw: st.DrawFn, most: int = 11) -> TriedBook:
    """A random flow of the kind that the newer facts are about."""

    def pick(options: Sequence[Any]) -> Any:
        return options[draw(st.integers(0, len(options) - 1))]

    return random_book(pick, most)
