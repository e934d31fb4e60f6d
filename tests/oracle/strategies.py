"""Random flows as values of the model: small ones for hypothesis to shrink, large ones from a seed.

Both are built by the same function, which asks `pick` for every decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from writing import files

from ivrlint.flow import (
    AnyStep,
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
    Prompt,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)

Pick = Callable[[Sequence[Any]], Any]

HERE = Mark("flow.yaml", 1, 1, 1, 2)
NAMES = ("account", "pin", "ticket")
KINDS = (
    *("say", "hang_up", "menu", "menu", "menu", "collect", "collect", "collect", "run", "run"),
    *("check", "hours", "set", "transfer", "transfer", "message", "message"),
)
FIRST = ("say", "menu", "menu", "collect", "collect", "collect", "run", "check", "hours", "set", "transfer")
LAST = ("hang_up", "transfer", "transfer", "transfer", "message")
FOREIGN = (*KINDS, "unknown", "unknown", "visit", "transfer", "return")
"""What only other formats have: steps that are not known, a visit of what is not known, answers that cannot be."""
WITH_VISIT = (*KINDS, "visit", "visit", "return", "return")


class Builder:
    """Draws the steps of one file.

    `names` are the steps, `variables` what they collect and read (three at least), `elsewhere` targets in
    other files, `visits` what a visit mostly enters.
    """

    def __init__(
        self,
        pick: Pick,
        names: Sequence[str],
        variables: Sequence[str] = NAMES,
        elsewhere: Sequence[str] = (),
        visits: Sequence[str] = (),
        *,
        foreign: bool = False,
    ) -> None:
        self.pick = pick
        self.foreign = foreign
        self.variables = variables
        self.names = names
        self.elsewhere = elsewhere
        self.visits = visits
        self.at = 0

    def chance(self, one_in: int) -> bool:
        """True now and then; the simplest draw is False."""
        return bool(self.pick((False,) * (one_in - 1) + (True,)))

    def target(self, *, absent: int = 0) -> Target | None:
        """A step: mostly the following ones, often an earlier one, now and then none or one that is not there.

        One in `absent` is missing altogether, none when it is 0.
        """
        if absent and self.chance(absent):
            return None
        how = self.pick(("next",) * 4 + ("near",) * 4 + ("any", "any", "back", "self", "elsewhere"))
        last = len(self.names) - 1
        match how:
            case "next":
                to = self.names[min(self.at + 1, last)]
            case "near":
                to = self.names[min(self.at + self.pick((1, 2, 3)), last)]
            case "back":
                to = self.names[max(self.at - self.pick((1, 2, 3)), 0)]
            case "self":
                to = self.pick((self.names[0], self.names[last], self.names[self.at], "nowhere"))
            case "elsewhere" if self.elsewhere:
                to = self.pick(self.elsewhere)
            case _:
                to = self.pick(self.names)
        return Target(to, HERE)

    def some(self) -> tuple[str, ...]:
        """Variables, mostly one or none."""
        a, b, c = self.three()
        return self.pick(((), (a,), (b,), (a,), (a, b), (c,)))

    def three(self) -> Sequence[str]:
        """Three variables to choose from; where there are many, those of a random place."""
        at = self.pick(range(len(self.variables) - 2))
        return self.variables[at : at + 3]

    def prompt(self, words: str) -> Prompt:
        a, b, c = self.three()
        reads = self.pick(((), (), (), (a,), (b,), (c,)))
        return Prompt(" ".join([words, *(f"{{{name}}}" for name in reads)]), HERE, reads)

    def handler(self) -> Handler | None:
        """Silence or a wrong key: handled, handled without `then`, or not at all."""
        if self.chance(5):
            return None
        possible = not self.foreign or self.pick((True, True, False))
        return Handler(HERE, tries=self.pick((1, 2)), then=self.target(absent=6), possible=possible)

    def case(self, name: str) -> Case:
        return Case(name, self.target(), HERE)

    def transfer(self, name: str) -> Transfer:
        exits = {way: self.target() for way in ("closed", "busy", "no_answer", "failed") if self.chance(3)}
        to = self.pick(("person", "person", "person", "person", "bot", "outside"))
        passes, shut = self.some(), self.chance(4)
        return Transfer(
            name=name,
            mark=HERE,
            to=to,
            who="desk",
            passes=passes,
            always_open=shut,
            prompt=self.prompt("One moment.") if self.chance(4) else None,
            cases=(self.case("done"),) if self.foreign and self.chance(2) else (),
            **exits,
        )

    def step(self, name: str, kind: str) -> AnyStep:
        match kind:
            case "menu":
                keys = self.pick((("1",), ("1", "2"), ("1", "0"), ("1", "2", "0"), ("0",)))
                return Menu(
                    name=name,
                    mark=HERE,
                    prompt=self.prompt("Please choose."),
                    options=tuple(Option(key, self.target(), HERE) for key in keys),
                    no_input=self.handler(),
                    no_match=self.handler(),
                )
            case "collect":
                return Collect(
                    name=name,
                    mark=HERE,
                    variable=self.pick((*self.three()[:1], *self.three())),
                    prompt=self.prompt("Please enter it."),
                    what=self.pick(("", "choice")),
                    next=self.target(absent=10),
                    no_input=self.handler(),
                    no_match=self.handler(),
                )
            case "check":
                cases = tuple(self.case(one) for one in self.pick((("yes",), ("yes", "no"))))
                otherwise = self.target(absent=3)
                limited = self.pick(("", "", "yes", "yes", *([cases[-1].name, "otherwise"] if otherwise else [])))
                return Check(
                    name=name, mark=HERE, asks="known", uses=self.some(), cases=cases, otherwise=otherwise, limited=limited
                )
            case "hours":
                roles = self.pick((("open",), ("closed",), ("open", "closed"), ("closed", "open")))
                cases = tuple(self.case(one) for one in roles)
                return Check(name=name, mark=HERE, asks="hours", uses=self.some(), cases=cases, otherwise=self.target(absent=3))
            case "run":
                uses, gives = self.some(), self.some()
                following, failed = self.target(absent=8), self.target(absent=4)
                return Run(name=name, mark=HERE, service="look up", uses=uses, gives=gives, next=following, failed=failed)
            case "set":
                a, b, c = self.three()
                values = tuple(
                    Assignment(one, "".join(f"{{{read}}}" for read in reads) or "x", reads, HERE)
                    for one in self.pick(((a,), (b,), (a, b), (c,)))
                    for reads in [self.some()]
                )
                return Set(name=name, mark=HERE, values=values, next=self.target(absent=8))
            case "transfer":
                return self.transfer(name)
            case "message":
                return Message(
                    name=name,
                    mark=HERE,
                    kind=self.pick(("voicemail", "callback")),
                    who="desk",
                    passes=self.some(),
                    next=self.target(absent=2),
                    prompt=self.prompt("Leave a message.") if self.chance(3) else None,
                )
            case "visit":
                into = Target(self.pick(self.visits), HERE) if self.visits and not self.chance(5) else self.target()
                into = None if self.foreign and self.chance(2) else into
                following, failed = self.target(absent=4 if self.foreign else 0), self.target(absent=2)
                return Visit(name=name, mark=HERE, flow=into, passes=self.some(), next=following, failed=failed)
            case "unknown":
                cases = tuple(self.case(one) for one in self.pick(((), ("a",), ("a", "b"))))
                return Unknown(name=name, mark=HERE, what="widget", uses=self.some(), cases=cases)
            case "return":
                return Return(name=name, mark=HERE)
            case "hang_up":
                return HangUp(name=name, mark=HERE, prompt=self.prompt("Goodbye."))
        return Say(name=name, mark=HERE, prompt=self.prompt("Hello."), next=self.target(absent=8))

    def steps(self, kinds: Sequence[str]) -> dict[str, AnyStep]:
        found: dict[str, AnyStep] = {}
        for at, name in enumerate(self.names):
            self.at = at
            last = at == len(self.names) - 1 and not self.chance(4)
            found[name] = self.step(name, self.pick(FIRST if not at else LAST if last else kinds))
        return found


def whole(
    file: str, steps: dict[str, AnyStep], start: str, others: dict[str, Flow] | None = None, operator_key: str = "0"
) -> Flow:
    """A flow of these steps, which calls enter at `start`."""
    return Flow(
        file=file,
        format="native",
        mark=HERE,
        name="a flow",
        language="en",
        entries=(Entry("a flow", start, HERE),),
        operator_key=operator_key,
        steps=steps,
        others=others or {},
    )


def build(pick: Pick, sizes: Sequence[int], variables: Sequence[str] = NAMES, *, kinds: Sequence[str] = KINDS) -> Flow:
    """One flow of one file."""
    names = [f"s{number}" for number in range(pick(sizes))]
    steps = Builder(pick, names, variables, foreign=kinds is FOREIGN).steps(kinds)
    return whole("flow.yaml", steps, names[0], operator_key=pick(("0", "0", "1", "*")))


def build_two(pick: Pick, sizes: Sequence[int]) -> Flow:
    """A flow of two files, the first of which visits the second."""
    names = [f"s{number}" for number in range(pick(sizes))]
    inner = [f"t{number}" for number in range(pick((2, 3, 4)))]
    others: dict[str, Flow] = {}
    entered = Builder(pick, inner, elsewhere=[f"flow.yaml#{name}" for name in names])
    others["other.yaml"] = whole("other.yaml", entered.steps((*KINDS, "return", "return", "return", "return")), inner[0], others)
    ways_in = ["other.yaml", *(f"other.yaml#{name}" for name in inner)]
    builder = Builder(pick, names, elsewhere=ways_in, visits=ways_in)
    steps = builder.steps(WITH_VISIT)
    steps["visit other"] = Visit(name="visit other", mark=HERE, flow=Target("other.yaml", HERE), next=builder.target())
    main = whole("flow.yaml", steps, names[0], others)
    others["flow.yaml"] = main
    return main


class Tried:
    """A random flow; its text stands for it in reports."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def __repr__(self) -> str:
        return "\n".join(["a flow:", *(f"--- {file}\n{text}" for file, text in files(self.flow).items())])


FORMS = {"plain": KINDS, "visits": WITH_VISIT, "foreign": FOREIGN}


def random_flow(pick: Pick, form: str, most: int = 9) -> Flow:
    """A flow of up to `most` steps of one of the FORMS, or of `two files`."""
    sizes = [size for size in (4, 6, 5, 7, 8, 9, 3, 2, 1) if size <= most]
    if form == "two files":
        return build_two(pick, [size for size in sizes if size < 6])
    return build(pick, sizes, kinds=FORMS[form])


@st.composite
def flows(draw: st.DrawFn, most: int = 9, *, native: bool = True) -> Tried:
    """A flow of up to `most` steps; when it need not be `native`, also with what only other formats have."""

    def pick(options: Sequence[Any]) -> Any:
        return options[draw(st.integers(0, len(options) - 1))]

    form = pick(("plain", "plain", "plain", "visits", "two files", *(() if native else ("foreign", "foreign"))))
    return Tried(random_flow(pick, form, most))
