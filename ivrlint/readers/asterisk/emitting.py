"""From nodes to the steps of flows, one flow for each file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Menu,
    Message,
    Option,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk.asking import DIGIT
from ivrlint.readers.asterisk.folding import just_ends
from ivrlint.readers.asterisk.naming import Naming, clean
from ivrlint.readers.asterisk.nodes import Node, Nowhere, Way
from ivrlint.readers.asterisk.patterns import pattern_of
from ivrlint.readers.asterisk.sound import joined
from ivrlint.readers.asterisk.survey import Survey, spelt


class _One(NamedTuple):
    """A node that is turned into steps: what all steps have, and the file that it is in."""

    emitting: Emitting
    node: Node
    common: dict[str, Any]
    file: str

    def to(self, exit_: str) -> Target | None:
        """Where the way of this name leads."""
        return self.emitting.target(self.node.way(exit_), self.file)


class Emitting:
    """Turns nodes into steps; `names`, `files` and `steps` are by the number of the node."""

    def __init__(self, nodes: list[Node], kept: list[int], naming: Naming, survey: Survey) -> None:
        self.nodes = nodes
        self.survey = survey
        self.naming = naming
        self.names = {number: naming.name(nodes[number]) for number in kept}
        self.files = {number: nodes[number].mark.file for number in kept}
        self.steps: dict[int, list[AnyStep]] = {}
        for number in kept:
            self.steps[number] = self._step(number, nodes[number])

    def target(self, way: Way | None, file: str) -> Target | None:
        """Where a way leads, as seen from a file."""
        if way is None or way.to is None:
            return None
        if isinstance(way.to, Nowhere):
            return Target(clean(way.to.name), way.mark) if way.to.name else None
        assert isinstance(way.to, int)  # noqa: S101 - all keys are followed
        there = self.files[way.to]
        return Target(self.names[way.to], way.mark, "" if there == file else there)

    def _step(self, number: int, node: Node) -> list[AnyStep]:
        made: Callable[[_One], list[AnyStep]] = getattr(self, f"_{node.kind}")
        prompt = joined(node.prompts)
        return made(_One(self, node, {"name": self.names[number], "mark": node.mark, "prompt": prompt}, self.files[number]))

    def _say(self, one: _One) -> list[AnyStep]:
        return [Say(**one.common, next=one.to("next"))]

    def _jump(self, one: _One) -> list[AnyStep]:
        return [Set(**one.common, next=one.to("next"))]

    def _menu(self, one: _One) -> list[AnyStep]:
        options = []
        for way in one.node.ways:
            target = self.target(way, one.file)
            if way.exit == "option":
                options.append(Option(way.label, target, way.mark))
            elif way.exit == "pattern":
                options.append(Option("", target, way.mark, pattern=way.label))
        accepts_all = bool(one.node.facts.get("accepts_all"))
        once = Handler(one.node.mark)  # without an extension for it, the first mistake ends the call
        silent = once._replace(after=float(one.node.facts.get("after", 0.0)))
        no_match = once._replace(possible=False) if accepts_all else self._handler(one.node, "no_match", one.file) or once
        several = any(_is_long(option) for option in options)
        wait = float(one.node.facts.get("next_digit", 0.0)) if several else 0.0
        if several and not wait:
            wait = DIGIT
        return [
            Menu(
                **one.common,
                options=tuple(options),
                no_input=self._handler(one.node, "no_input", one.file) or silent,
                no_match=no_match,
                next_digit=wait,
            )
        ]

    def _handler(self, node: Node, exit_: str, file: str) -> Handler | None:
        way = node.way(exit_)
        if way is None:
            return None
        tries = way.details if isinstance(way.details, int) else node.facts.get("tries", 1) if exit_ == "no_input" else 1
        after = node.facts.get("after", 0.0) if exit_ == "no_input" else 0.0
        mark = node.mark if after and way.mark != node.mark else None
        return Handler(way.mark, after or 0.0, tries, self.target(way, file), after_mark=mark)

    def _collect(self, one: _One) -> list[AnyStep]:
        facts = one.node.facts
        digits = facts.get("digits")
        return [
            Collect(
                **one.common,
                variable=facts["variable"],
                next=one.to("next"),
                no_input=self._handler(one.node, "no_input", one.file),
                no_match=self._handler(one.node, "no_match", one.file) or Handler(one.node.mark, possible=False),
                digits=digits,
                finish_on="#",
            )
        ]

    def _record(self, one: _One) -> list[AnyStep]:
        """A recording, and that it is kept in a one.file."""
        variable = one.node.facts["variable"]
        kept = self.naming.name(one.node, "kept")
        mark = one.node.mark
        silence = Handler(mark, possible=False)
        asked = Collect(
            **one.common,
            variable=variable,
            next=Target(kept, mark),
            no_input=self._handler(one.node, "no_input", one.file) or silence,
            no_match=silence,
            by=("recording",),
        )
        value = f"{{{variable}}}"
        # The value is set anew, so that a second recording is not taken for the same question asked again.
        return [asked, Set(name=kept, mark=mark, values=(Assignment(variable, value, (variable,), mark),), next=one.to("next"))]

    def _password(self, one: _One) -> list[AnyStep]:
        """A password, and the check of it. Who does not know it after three tries hears goodbye: that is what it is for."""
        checked, mark = self.naming.name(one.node, "checked"), one.node.mark
        kept_out = Handler(mark, 0.0, 3, possible=False)
        asked = Collect(
            **one.common,
            variable="password",
            next=Target(checked, mark),
            no_input=kept_out,
            no_match=kept_out,
            what="pin",
            finish_on="#",
        )
        return [
            asked,
            Run(name=checked, mark=mark, service=one.node.word, uses=("password",), next=one.to("next"), failed=one.to("next")),
        ]

    def _directory(self, one: _One) -> list[AnyStep]:
        """A name that is spelt with the keys, or 0 for the operator, and the person of that name."""
        rung, mark, name = self.naming.name(one.node, "rung"), one.node.mark, "name in the directory"
        operator = one.node.way("operator")
        pressed = self.naming.name(one.node, "pressed") if operator else ""
        zero = self.naming.name(one.node, "0") if operator else ""
        given_up = self._handler(one.node, "no_input", one.file)
        following = Target(pressed or rung, mark)
        asked = Collect(**one.common, variable=name, next=following, no_input=given_up, no_match=given_up)
        person = Transfer(name=rung, mark=mark, who="whoever was chosen", dials=(name,), passes=(name,), elsewhere=True)
        if not operator:
            return [asked, person]
        case = Case("0", Target(zero, mark), mark)
        check = Check(name=pressed, mark=mark, asks="what was pressed", uses=(name,), cases=(case,), otherwise=Target(rung, mark))
        # Who presses 0 has entered no name that anybody could need.
        forgotten = Set(name=zero, mark=mark, values=(Assignment(name, "", (), mark),), next=self.target(operator, one.file))
        return [asked, check, forgotten, person]

    def _check(self, one: _One) -> list[AnyStep]:
        cases = tuple(
            Case(way.label if way.exit == "case" else way.exit, self.target(way, one.file), way.mark)
            for way in one.node.ways
            if way.exit in ("case", "open", "closed")
        )
        uses = tuple(one.node.facts.get("uses", ()))
        asks, limited = one.node.facts.get("asks", ""), _limited(one.node)
        return [Check(**one.common, asks=asks, uses=uses, cases=cases, otherwise=one.to("otherwise"), limited=limited)]

    def _run(self, one: _One) -> list[AnyStep]:
        facts = one.node.facts
        return [
            Run(
                **one.common,
                service=facts["service"],
                uses=facts["uses"],
                gives=facts["gives"],
                next=one.to("next"),
                failed=one.to("failed"),
            )
        ]

    def _set(self, one: _One) -> list[AnyStep]:
        source = one.node.line.source if one.node.line else None
        values: dict[str, Assignment] = {}
        for name, value, reads, at in one.node.facts["values"]:
            mark = source.mark(at, at + len(name) + 1 + len(value)) if source else one.node.mark
            called = clean(spelt(name))
            # What was set before in the same step is read through to what that was made of.
            known = tuple(one for read in reads for one in (values[read].reads if read in values else (read,)))
            values[called] = Assignment(called, _value(known, value), tuple(dict.fromkeys(known)), mark)
        return [Set(**one.common, values=tuple(values.values()), next=one.to("next"))]

    def _transfer(self, one: _One) -> list[AnyStep]:
        facts = one.node.facts
        kind = cast('Literal["person", "bot", "outside"]', facts.get("to", "person"))
        passes = (*sorted(self.survey.passed), *facts.get("passes", ())) if kind == "person" else ()
        fallbacks: dict[str, Any] = {
            way.exit: self._unless_cut_off(one.node, way, one.file) for way in one.node.ways if way.exit != "case"
        }
        cases = [
            Case(way.label, target, way.mark)
            for way in one.node.ways
            if way.exit == "case" and (target := self._unless_cut_off(one.node, way, one.file))
        ]
        return [
            Transfer(
                **one.common,
                to=kind,
                who=facts["who"],
                number=facts.get("number", ""),
                passes=tuple(dict.fromkeys(passes)),
                elsewhere=bool(facts.get("elsewhere")),
                dials=tuple(facts.get("dials", ())),
                cases=tuple(cases),
                **fallbacks,
            )
        ]

    def _unless_cut_off(self, node: Node, way: Way, file: str) -> Target | None:
        """Where a way leads; None where the call just ends there, without a word."""
        if isinstance(way.to, int) and just_ends(node, self.nodes[way.to]):
            return None
        return self.target(way, file)

    def _message(self, one: _One) -> list[AnyStep]:
        way = one.node.way("next")
        following = self._unless_cut_off(one.node, way, one.file) if way else None
        greets = one.node.word == "VoiceMail"
        return [Message(**one.common, kind="voicemail", who=one.node.facts["who"], elsewhere=greets, next=following)]

    def _visit(self, one: _One) -> list[AnyStep]:
        return [Visit(**one.common, flow=one.to("visit"), passes=tuple(one.node.facts.get("uses", ())), next=one.to("next"))]

    def _hang_up(self, one: _One) -> list[AnyStep]:
        return [HangUp(**one.common)]

    def _return(self, one: _One) -> list[AnyStep]:
        return [Return(**one.common)]

    def _unknown(self, one: _One) -> list[AnyStep]:
        cases = {way.label: Case(way.label, self.target(way, one.file), way.mark) for way in one.node.ways}
        return [
            Unknown(
                **one.common, what=one.node.facts["what"], uses=tuple(one.node.facts.get("uses", ())), cases=tuple(cases.values())
            )
        ]


def _limited(node: Node) -> str:
    """The answer that is given only so many times: that the limit of a counter is not reached, or that a list is not used up."""
    if node.facts.get("uses_up"):
        return node.ways[0].label
    counter = node.facts.get("counter")
    if counter is None or len(node.ways) != 2:
        return ""
    return node.ways[0].label if counter[1] in ("<", "<=") else "otherwise"


def _is_long(option: Option) -> bool:
    """Whether more than one digit may have to be dialled."""
    pattern = pattern_of(f"_{option.pattern}" if option.pattern else option.key)
    return len(pattern.places) > 1 or pattern.rest >= 0


def _value(reads: tuple[str, ...], written: str) -> str:
    """What a value is made of: a number, or only the names, because the rest may hold passwords."""
    if written.isdecimal() and len(written) < 4:
        return written
    return " ".join(f"{{{name}}}" for name in dict.fromkeys(reads))
