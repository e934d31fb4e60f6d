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
from ivrlint.readers.asterisk.folding import just_ends
from ivrlint.readers.asterisk.naming import Naming, clean
from ivrlint.readers.asterisk.nodes import Node, Nowhere, Way
from ivrlint.readers.asterisk.sound import joined
from ivrlint.readers.asterisk.survey import Survey

_MENU_WAIT = 10.0


class Emitting:
    """Turns nodes into steps; `names` and `steps` are by the number of the node, `after` holds steps that come behind another one."""

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
        name, file = self.names[number], self.files[number]
        common: dict[str, Any] = {"name": name, "mark": node.mark, "prompt": joined(node.prompts)}

        def to(exit_: str) -> Target | None:
            return self.target(node.way(exit_), file)

        made: Callable[..., list[AnyStep]] = getattr(self, f"_{node.kind}")
        return made(node, common, to, file)

    def _say(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        return [Say(**common, next=to("next"))]

    def _jump(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        return [Set(**common, next=to("next"))]

    def _menu(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        options = []
        for way in node.ways:
            target = self.target(way, file)
            if way.exit == "option":
                options.append(Option(way.label, target, way.mark))
            elif way.exit == "pattern":
                options.append(Option("", target, way.mark, pattern=way.label))
        accepts_all = bool(node.facts.get("accepts_all"))
        no_match = Handler(node.mark, possible=False) if accepts_all else self._handler(node, "no_match", file)
        several = any(option.pattern or len(option.key) > 1 for option in options)
        wait = float(node.facts.get("next_digit", 0.0)) or (5.0 if several else 0.0)
        return [
            Menu(
                **common,
                options=tuple(options),
                no_input=self._handler(node, "no_input", file),
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
        return Handler(way.mark, after or 0.0, tries, self.target(way, file))

    def _collect(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        facts = node.facts
        digits = facts.get("digits")
        return [
            Collect(
                **common,
                variable=facts["variable"],
                next=to("next"),
                no_input=self._handler(node, "no_input", file),
                no_match=Handler(node.mark, possible=False),
                digits=digits,
                finish_on="#",
            )
        ]

    def _record(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        """A recording, and that it is kept in a file."""
        variable = node.facts["variable"]
        kept = self.naming.name(node, "kept")
        mark = node.mark
        silence = Handler(mark, possible=False)
        asked = Collect(
            **common,
            variable=variable,
            next=Target(kept, mark),
            no_input=silence,
            no_match=silence,
            by=("recording",),
        )
        value = f"{{{variable}}}"
        # The value is set anew, so that a second recording is not taken for the same question asked again.
        return [asked, Set(name=kept, mark=mark, values=(Assignment(variable, value, (variable,), mark),), next=to("next"))]

    def _password(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        """A password, and the check of it: who does not know it is cut off after three tries."""
        checked, mark = self.naming.name(node, "checked"), node.mark
        asked = Collect(
            **common,
            variable="password",
            next=Target(checked, mark),
            no_input=Handler(mark, 0.0, 3),
            no_match=Handler(mark, 0.0, 3),
            what="pin",
            finish_on="#",
        )
        return [asked, Run(name=checked, mark=mark, service=node.word, uses=("password",), next=to("next"), failed=to("next"))]

    def _directory(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        """A name that is spelt with the keys, and the person of that name."""
        rung, mark = self.naming.name(node, "rung"), node.mark
        operator = self._handler(node, "no_match", file) or self._handler(node, "no_input", file)
        asked = Collect(
            **common,
            variable="name in the directory",
            next=Target(rung, mark),
            no_input=self._handler(node, "no_input", file),
            no_match=operator,
        )
        dials = ("name in the directory",)
        return [asked, Transfer(name=rung, mark=mark, who="whoever was chosen", dials=dials, passes=dials, elsewhere=True)]

    def _check(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        cases = tuple(
            Case(way.label if way.exit == "case" else way.exit, self.target(way, file), way.mark)
            for way in node.ways
            if way.exit in ("case", "open", "closed")
        )
        uses = tuple(node.facts.get("uses", ()))
        return [Check(**common, asks=node.facts.get("asks", ""), uses=uses, cases=cases, otherwise=to("otherwise"))]

    def _run(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        facts = node.facts
        return [Run(**common, service=facts["service"], uses=facts["uses"], gives=facts["gives"], next=to("next"), failed=to("failed"))]

    def _set(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        source = node.line.source if node.line else None
        values = {}
        for name, value, reads, at in node.facts["values"]:
            mark = source.mark(at, at + len(name) + 1 + len(value)) if source else node.mark
            name = clean(name.replace("${", "").replace("{", "").replace("}", ""))
            values.setdefault(name, Assignment(name, _value(reads), tuple(dict.fromkeys(reads)), mark))
        return [Set(**common, values=tuple(values.values()), next=to("next"))]

    def _transfer(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        facts = node.facts
        kind = cast('Literal["person", "bot", "outside"]', facts.get("to", "person"))
        passes = (*sorted(self.survey.passed), *facts.get("passes", ())) if kind == "person" else ()
        fallbacks = {way.exit: self._unless_cut_off(node, way, file) for way in node.ways if way.exit != "case"}
        cases = [Case(way.label, target, way.mark) for way in node.ways if way.exit == "case" and (target := self._unless_cut_off(node, way, file))]
        return [
            Transfer(
                **common,
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

    def _message(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        way = node.way("next")
        following = self._unless_cut_off(node, way, file) if way else None
        return [Message(**common, kind="voicemail", who=node.facts["who"], next=following)]

    def _visit(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        return [Visit(**common, flow=to("visit"), passes=tuple(node.facts.get("uses", ())), next=to("next"))]

    def _hang_up(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        return [HangUp(**common)]

    def _return(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        return [Return(**common)]

    def _unknown(self, node: Node, common: dict[str, Any], to: Callable[[str], Target | None], file: str) -> list[AnyStep]:
        cases = {way.label: Case(way.label, self.target(way, file), way.mark) for way in node.ways}
        return [Unknown(**common, what=node.facts["what"], uses=tuple(node.facts.get("uses", ())), cases=tuple(cases.values()))]


def _value(reads: tuple[str, ...]) -> str:
    """What a value is made of: only the names, because the rest may hold passwords."""
    return " ".join(f"{{{name}}}" for name in dict.fromkeys(reads))
