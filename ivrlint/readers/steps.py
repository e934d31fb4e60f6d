"""The steps of the native format. They have the right shape by now; what is missing has its default."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from ivrlint.flow import (
    AnyStep,
    Case,
    Check,
    Collect,
    HangUp,
    Mark,
    Menu,
    Message,
    Return,
    Run,
    Say,
    Set,
    Target,
    Transfer,
    Unknown,
    Visit,
    replace,
)
from ivrlint.readers.step_parts import PartReader
from ivrlint.readers.tree import At, Map
from ivrlint.readers.values import digits, listed, seconds


class StepReader(PartReader):
    """Reads one step after the other."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._kinds: dict[str, Callable[[Map, str, Mark], AnyStep]] = {
            "menu": self._menu,
            "collect": self._collect,
            "check": self._check,
            "run": self._run,
            "set": self._set,
            "transfer": self._transfer,
            "voicemail": partial(self._message, kind="voicemail"),
            "callback": partial(self._message, kind="callback"),
            "visit": self._visit,
            "hang_up": self._hang_up,
            "return": self._return,
            "unknown": self._unknown,
            "say": self._say,
        }

    def read(self, name: str, step: Map, at: At, kind: str = "") -> AnyStep:
        """The step of this name; `at` is where the name stands. The kind, where it is not given, is a key of the step."""
        mark = self.mark(at)
        for key, read in self._kinds.items():
            if key == kind or (key in step and not kind):
                known = read(step, name, mark)
                return replace(known, shared=True) if step.get("shared") else known
        return self._without_kind(step, name, mark)

    def _without_kind(self, step: Map, name: str, mark: Mark) -> Unknown:
        """A step of no known kind, with the targets that can be recognised."""
        places = [(step, key, key) for key in ("next", "otherwise", "closed", "busy", "no_answer", "failed") if key in step]
        for key in ("options", "cases", "no_input", "no_match"):
            inner = step.get(key)
            if isinstance(inner, Map):
                mistake = key.startswith("no_")
                places += [(inner, name, key if mistake else name) for name in inner if name == "then" or not mistake]
            elif isinstance(inner, list):
                places += [(item, "to", str(item.get("key", ""))) for item in inner if isinstance(item, Map) and "to" in item]
        cases = [self._case_without_kind(*place) for place in places]
        return Unknown(name=name, mark=mark, cases=tuple(case for case in cases if case.target))

    def _case_without_kind(self, cases: Map, key: str, name: str) -> Case:
        value = cases[key]
        known = value.get("to") if isinstance(value, Map) else value
        target = Target(str(known), self.mark(cases.value_at[key])) if isinstance(known, (str, int)) else None
        return Case(name, target, self.mark(cases.key_at[key]))

    def _say(self, step: Map, name: str, mark: Mark) -> Say:
        return Say(name=name, mark=mark, prompt=self.prompt(step, "say"), next=self.target(step, "next"))

    def _menu(self, step: Map, name: str, mark: Mark) -> Menu:
        return Menu(
            name=name,
            mark=mark,
            prompt=self.prompt(step, "menu"),
            options=self.options(step),
            no_input=self.handler(step, "no_input"),
            no_match=self.handler(step, "no_match"),
            next_digit=seconds(step["next_digit"]) if "next_digit" in step else 0.0,
        )

    def _collect(self, step: Map, name: str, mark: Mark) -> Collect:
        span = digits(step["digits"]) if "digits" in step else None
        if span and span[0] > span[1]:
            self.problem(f'"digits" should begin with the smaller number: {span[1]}-{span[0]}', step.value_at["digits"])
            span = span[1], span[0]
        return Collect(
            name=name,
            mark=mark,
            prompt=self.prompt(step, "say"),
            variable=step.get("collect", ""),
            next=self.target(step, "next"),
            no_input=self.handler(step, "no_input"),
            no_match=self.handler(step, "no_match"),
            digits=span,
            finish_on=str(step.get("finish_on", "")),
            by=listed(step.get("by", "keys")),
            what=step.get("kind", ""),
            confirm=step.get("confirm", "none"),
        )

    def _check(self, step: Map, name: str, mark: Mark) -> Check:
        return Check(
            name=name,
            mark=mark,
            asks=_name(step, "check"),
            uses=listed(step.get("uses")),
            cases=self.cases(step),
            otherwise=self.target(step, "otherwise"),
            limited=self._limited(step),
        )

    def _limited(self, step: Map) -> str:
        """The answer that is given a limited number of times, where there is such an answer."""
        name = str(step.get("limited", ""))
        if not name:
            return ""
        if step.get("check") == "hours":
            self.problem('opening hours are not counted: "limited" has no meaning here', step.key_at["limited"])
        elif name in (step.get("cases") or ()) or (name == "otherwise" and "otherwise" in step):
            return name
        else:
            self.problem(f'"limited" names the case "{name}", which is not there', step.value_at["limited"])
        return ""

    def _run(self, step: Map, name: str, mark: Mark) -> Run:
        return Run(
            name=name,
            mark=mark,
            service=_name(step, "run"),
            uses=listed(step.get("uses")),
            gives=listed(step.get("gives")),
            takes=seconds(step["takes"]) if "takes" in step else 0.0,
            next=self.target(step, "next"),
            failed=self.target(step, "failed"),
        )

    def _set(self, step: Map, name: str, mark: Mark) -> Set:
        return Set(name=name, mark=mark, values=self.assignments(step), next=self.target(step, "next"))

    def _transfer(self, step: Map, name: str, mark: Mark) -> Transfer:
        return Transfer(
            name=name,
            mark=mark,
            prompt=self.prompt(step, "say"),
            to=step.get("to", "person"),
            who=_name(step, "transfer"),
            number=str(step.get("number", "")),
            passes=listed(step.get("with")),
            wait=seconds(step["wait"]) if "wait" in step else 0.0,
            announces=listed(step.get("announces")),
            always_open=step.get("always_open", False),
            elsewhere=step.get("elsewhere", False),
            dials=listed(step.get("dials")),
            closed=self.target(step, "closed"),
            busy=self.target(step, "busy"),
            no_answer=self.target(step, "no_answer"),
            failed=self.target(step, "failed"),
            cases=self.cases(step),
        )

    def _message(self, step: Map, name: str, mark: Mark, *, kind: Literal["voicemail", "callback"]) -> Message:
        return Message(
            name=name,
            mark=mark,
            prompt=self.prompt(step, "say"),
            kind=kind,
            who=_name(step, kind),
            passes=listed(step.get("with")),
            reply_within=step.get("reply_within", ""),
            elsewhere=step.get("elsewhere", False),
            next=self.target(step, "next"),
        )

    def _visit(self, step: Map, name: str, mark: Mark) -> Visit:
        return Visit(
            name=name,
            mark=mark,
            flow=None if step.get("outside") else self.target(step, "visit"),
            passes=listed(step.get("with")),
            next=self.target(step, "next"),
            failed=self.target(step, "failed"),
        )

    def _hang_up(self, step: Map, name: str, mark: Mark) -> HangUp:
        return HangUp(name=name, mark=mark, prompt=self.prompt(step, "say", "hang_up"))

    def _return(self, _: Map, name: str, mark: Mark) -> Return:
        return Return(name=name, mark=mark)

    def _unknown(self, step: Map, name: str, mark: Mark) -> Unknown:
        return Unknown(
            name=name,
            mark=mark,
            prompt=self.prompt(step, "say"),
            what=_name(step, "unknown"),
            uses=listed(step.get("uses")),
            cases=self.cases(step),
        )


def _name(step: Map, key: str) -> str:
    """What a step names by the key of its kind; `true` says that there is no name."""
    value = step.get(key, "")
    return "" if value is True else str(value)
