"""The steps of the native format. They have the right shape by now; what is missing has its default."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Option,
    Problem,
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
from ivrlint.readers.tree import At, Map
from ivrlint.readers.values import digits, listed, names_read, seconds


class StepReader:
    """Reads one step after the other. `problems` are mistakes that no schema can express."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
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
            "say": self._say,
        }

    def read(self, name: str, step: Map, at: At, kind: str = "") -> AnyStep:
        """The step of this name; `at` is where the name stands. The kind, where it is not given, is a key of the step."""
        mark = self._mark(at)
        for key, read in self._kinds.items():
            if key == kind or (key in step and not kind):
                return read(step, name, mark)
        return self.unknown(step, name, mark)

    def unknown(self, step: Map, name: str, mark: Mark) -> Unknown:
        """A step of no known kind, with the targets that can be recognised."""
        places = [(step, key, key) for key in ("next", "otherwise", "closed", "busy", "no_answer", "failed") if key in step]
        for key in ("options", "cases", "no_input", "no_match"):
            inner = step.get(key)
            if isinstance(inner, Map):
                mistake = key.startswith("no_")
                places += [(inner, name, key if mistake else name) for name in inner if name == "then" or not mistake]
        cases = [self._case(*place) for place in places]
        return Unknown(name=name, mark=mark, cases=tuple(case for case in cases if case.target))

    def _mark(self, at: At) -> Mark:
        return Mark(self.file, *at)

    def _target(self, step: Map, key: str) -> Target | None:
        value = step.get(key)
        return None if value is None else Target(str(value), Mark(self.file, *step.value_at[key]))

    def _case(self, cases: Map, key: str, name: str) -> Case:
        value = cases[key]
        known = value.get("to") if isinstance(value, Map) else value
        target = Target(str(known), self._mark(cases.value_at[key])) if isinstance(known, (str, int)) else None
        return Case(name, target, self._mark(cases.key_at[key]))

    def _problem(self, message: str, at: At) -> None:
        self.problems.append(Problem(message, self._mark(at)))

    def _prompt(self, step: Map, *keys: str) -> Prompt | None:
        """The words of a step, of one key or of several that are heard one after another."""
        texts = [(key, text) for key in keys if isinstance(text := step.get(key), str) and text]
        audio = step.get("audio", "")
        if not texts and not audio:
            return None
        text = texts[0][1] if len(texts) == 1 else " ".join(text for _, text in texts)
        mark = self._mark(step.value_at[texts[0][0] if texts else "audio"])
        return Prompt(text, mark, names_read(text), audio, barge_in=step.get("barge_in", True))

    def _handler(self, step: Map, key: str) -> Handler | None:
        value = step.get(key)
        if value is None:
            return None
        after = seconds(value["after"]) if "after" in value else 0.0
        return Handler(self._mark(step.key_at[key]), after, int(value.get("tries", 1)), self._target(value, "then"))

    def _say(self, step: Map, name: str, mark: Mark) -> Say:
        return Say(name=name, mark=mark, prompt=self._prompt(step, "say"), next=self._target(step, "next"))

    def _menu(self, step: Map, name: str, mark: Mark) -> Menu:
        options = step.get("options")
        return Menu(
            name=name,
            mark=mark,
            prompt=self._prompt(step, "menu"),
            options=tuple(self._option(options, key) for key in options) if options else (),
            no_input=self._handler(step, "no_input"),
            no_match=self._handler(step, "no_match"),
            next_digit=seconds(step["next_digit"]) if "next_digit" in step else 0.0,
        )

    def _option(self, options: Map, key: str) -> Option:
        value = options[key]
        mark = self._mark(options.key_at[key])
        if not isinstance(value, Map):
            return Option(key, self._target(options, key), mark)
        return Option(key, self._target(value, "to"), mark, value.get("for", ""), listed(value.get("phrases")))

    def _collect(self, step: Map, name: str, mark: Mark) -> Collect:
        span = digits(step["digits"]) if "digits" in step else None
        if span and span[0] > span[1]:
            self._problem(f'"digits" should begin with the smaller number: {span[1]}-{span[0]}', step.value_at["digits"])
            span = span[1], span[0]
        return Collect(
            name=name,
            mark=mark,
            prompt=self._prompt(step, "say"),
            variable=step.get("collect", ""),
            next=self._target(step, "next"),
            no_input=self._handler(step, "no_input"),
            no_match=self._handler(step, "no_match"),
            digits=span,
            finish_on=str(step.get("finish_on", "")),
            by=listed(step.get("by", "keys")),
            what=step.get("kind", ""),
            confirm=step.get("confirm", "none"),
        )

    def _check(self, step: Map, name: str, mark: Mark) -> Check:
        cases = step.get("cases")
        return Check(
            name=name,
            mark=mark,
            asks=str(step.get("check", "")),
            uses=listed(step.get("uses")),
            cases=tuple(self._case(cases, case, case) for case in cases) if cases else (),
            otherwise=self._target(step, "otherwise"),
        )

    def _run(self, step: Map, name: str, mark: Mark) -> Run:
        return Run(
            name=name,
            mark=mark,
            service=str(step.get("run", "")),
            uses=listed(step.get("uses")),
            gives=listed(step.get("gives")),
            takes=seconds(step["takes"]) if "takes" in step else 0.0,
            next=self._target(step, "next"),
            failed=self._target(step, "failed"),
        )

    def _set(self, step: Map, name: str, mark: Mark) -> Set:
        values = step.get("set")
        return Set(
            name=name,
            mark=mark,
            values=tuple(self._assignment(values, key) for key in values) if values else (),
            next=self._target(step, "next"),
        )

    def _assignment(self, values: Map, key: str) -> Assignment:
        value: Any = values[key]
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return Assignment(key, text, names_read(text), self._mark(values.key_at[key]))

    def _transfer(self, step: Map, name: str, mark: Mark) -> Transfer:
        return Transfer(
            name=name,
            mark=mark,
            prompt=self._prompt(step, "say"),
            to=step.get("to", "person"),
            who=str(step.get("transfer", "")),
            number=str(step.get("number", "")),
            passes=listed(step.get("with")),
            wait=seconds(step["wait"]) if "wait" in step else 0.0,
            announces=listed(step.get("announces")),
            always_open=step.get("always_open", False),
            closed=self._target(step, "closed"),
            busy=self._target(step, "busy"),
            no_answer=self._target(step, "no_answer"),
            failed=self._target(step, "failed"),
        )

    def _message(self, step: Map, name: str, mark: Mark, *, kind: Literal["voicemail", "callback"]) -> Message:
        return Message(
            name=name,
            mark=mark,
            prompt=self._prompt(step, "say"),
            kind=kind,
            who=str(step.get(kind, "")),
            passes=listed(step.get("with")),
            reply_within=step.get("reply_within", ""),
            next=self._target(step, "next"),
        )

    def _visit(self, step: Map, name: str, mark: Mark) -> Visit:
        return Visit(
            name=name,
            mark=mark,
            flow=self._target(step, "visit"),
            passes=listed(step.get("with")),
            next=self._target(step, "next"),
            failed=self._target(step, "failed"),
        )

    def _hang_up(self, step: Map, name: str, mark: Mark) -> HangUp:
        return HangUp(name=name, mark=mark, prompt=self._prompt(step, "say", "hang_up"))

    def _return(self, _: Map, name: str, mark: Mark) -> Return:
        return Return(name=name, mark=mark)
