"""Parts of steps as the native format can hold them; what it cannot hold is remarked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

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
    Run,
    Say,
    Set,
    Step,
    Transfer,
    Unknown,
    replace,
)
from ivrlint.readers.values import is_day, names_read, reading_only
from ivrlint.writing.free_names import FreeNames
from ivrlint.writing.remarks import Remarks

LONGEST = 999_999_999.0
"""Seconds of the longest duration."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*").fullmatch
_KEY = re.compile(r"[0-9*#]").fullmatch
_KEYS = re.compile(r"[0-9*#]+").fullmatch
_SHORTEST_WAIT = 0.001


def language(tag: str, remarks: Remarks) -> str:
    """A language as the native format writes it, empty where it is none."""
    if not tag or _LANGUAGE(tag):
        return tag
    near = tag.strip().replace("_", "-")
    near = near if _LANGUAGE(near) else ""
    remarks.add("language", f'the language "{tag}" is {f"written {near}" if near else "left out"}')
    return near


def key(pressed: str, default: str, what: str, remarks: Remarks) -> str:
    """One key of the phone."""
    if pressed == default or _KEY(pressed):
        return pressed
    remarks.add("key", f'{what} "{pressed}" is no key of the phone and is left out')
    return default


def seconds(value: float) -> float:
    """Seconds of a duration that can be written and read again."""
    return round(min(value, LONGEST), 6) if value > 0 else 0.0


class Fitter:
    """Makes steps fit, one after the other. `defined` are the names that some step of the flow sets."""

    def __init__(self, language: str, defined: Iterable[str], remarks: Remarks) -> None:
        self.language = language
        self.defined = frozenset(defined)
        self.remarks = remarks
        self._changes: dict[type[AnyStep], Callable[[Any], dict[str, Any]]] = {
            Menu: self._menu,
            Collect: self._collect,
            Check: self._check,
            Transfer: self._transfer,
            Unknown: self._unknown,
            Run: self._run,
            Set: self._set,
        }

    def fitted(self, step: AnyStep) -> AnyStep:
        """The step as the native format can say it."""
        change = self._changes.get(type(step))
        changes = change(step) if change else {}
        if step.prompt:
            heard = isinstance(step, Say | Menu | Collect | Transfer | Message | HangUp | Unknown)
            if not heard:
                self._lost(step, f"its words, which only other kinds of steps have: {step.prompt.text}")
            changes["prompt"] = self._prompt(step, step.prompt) if heard else None
        fitted: AnyStep = replace(step, **changes)
        return fitted

    def _lost(self, step: Step, what: str) -> None:
        self.remarks.add("lost", f'the step "{step.name}" has lost {what}')

    def _prompt(self, step: Step, prompt: Prompt) -> Prompt:
        in_braces = names_read(prompt.text)
        more = self.defined.intersection(in_braces) - set(prompt.reads)
        for name in sorted(more):
            self.remarks.add("braces", f'the step "{step.name}" reads {{{name}}} here, which were only braces before')
        reads = tuple(dict.fromkeys((*in_braces, *prompt.reads)))
        own = "" if prompt.language == self.language else language(prompt.language, self.remarks)
        until = prompt.until if is_day(prompt.until) else ""
        if until != prompt.until:
            self.remarks.add("until", f'the step "{step.name}" says its words until "{prompt.until}", which is left out')
        return prompt._replace(reads=reads, language=own, seconds=seconds(prompt.seconds), until=until)

    def _menu(self, step: Menu) -> dict[str, Any]:
        several = any(len(option.key) > 1 for option in step.options)
        wait = seconds(step.next_digit)
        if several and not wait:
            self.remarks.add("several", f'the menu "{step.name}" waits a moment for further digits here')
        return {
            "options": self._options(step),
            "next_digit": wait or (_SHORTEST_WAIT if several else 0.0),
            "no_input": self._handler(step.no_input),
            "no_match": self._handler(step.no_match),
        }

    def _options(self, menu: Menu) -> tuple[Option, ...]:
        options: list[Option] = []
        keys: set[str] = set()
        for option in menu.options:
            share = option.share if 0 <= option.share <= 100 else 0.0
            fits = option._replace(phrases=tuple(phrase for phrase in option.phrases if phrase), share=share)
            if option.key in keys and option.key:
                self._lost(menu, f"its second option with the key {option.key}")
                continue
            if option.key and not _KEYS(option.key):
                self.remarks.add("key", f'the key "{option.key}" of the menu "{menu.name}" is an extension here')
                fits = fits._replace(key="", pattern=option.key)
            if fits.pattern and (fits.key or fits.phrases):
                self._lost(menu, f'the extension "{fits.pattern}" of an option that can be chosen in another way')
                fits = fits._replace(pattern="")
            keys.add(fits.key)
            options.append(fits)
        return tuple(options)

    def _handler(self, handler: Handler | None) -> Handler | None:
        return handler and handler._replace(after=seconds(handler.after), tries=max(1, handler.tries))

    def _collect(self, step: Collect) -> dict[str, Any]:
        digits = step.digits and tuple(sorted(min(999, max(0, number)) for number in step.digits))
        if digits and digits != tuple(sorted(step.digits or ())):
            self._lost(step, f"its exact number of digits, {step.digits}")
        by = tuple(way for way in step.by if way in ("keys", "speech", "recording"))
        if not by or (by != step.by):
            self._lost(step, f"how the answer is given: {', '.join(step.by) or 'not said'}")
        return {
            "digits": digits,
            "finish_on": key(step.finish_on, "", "what ends an entry,", self.remarks),
            "by": by or ("recording",),
            "confirm": step.confirm if step.confirm in ("read_back", "checksum") else "none",
            "no_input": self._handler(step.no_input),
            "no_match": self._handler(step.no_match),
        }

    def _check(self, step: Check) -> dict[str, Any]:
        if step.asks != "hours":
            cases = self._cases(step, step.cases)
            renamed = {old.name: new.name for old, new in zip(reversed(step.cases), reversed(cases), strict=True)}
            otherwise = "otherwise" if step.limited == "otherwise" and step.otherwise else ""
            return {"cases": cases, "limited": renamed.get(step.limited, otherwise)}
        last = {case.name: case for case in step.cases}
        for name in last.keys() - {"open", "closed"}:
            self._lost(step, f'the case "{name}", which opening hours do not have')
        cases = tuple(case for case in step.cases if case is last[case.name] and case.name in ("open", "closed"))
        return {"cases": cases, "limited": ""}

    def _cases(self, step: Step, cases: tuple[Case, ...]) -> tuple[Case, ...]:
        free = FreeNames(case.name for case in cases)
        result = []
        for case in cases:
            new = free.give(case.name, f"({case.name})" if case.name == "<<" else case.name)
            if new != case.name:
                self.remarks.add("cases", f'a case "{case.name}" of the step "{step.name}" is called "{new}" here')
            result.append(case._replace(name=new))
        return tuple(result)

    def _unknown(self, step: Unknown) -> dict[str, Any]:
        return {"cases": self._cases(step, step.cases)}

    def _transfer(self, step: Transfer) -> dict[str, Any]:
        announces = tuple(what for what in step.announces if what in ("wait", "position"))
        return {"cases": self._cases(step, step.cases), "wait": seconds(step.wait), "announces": announces}

    def _run(self, step: Run) -> dict[str, Any]:
        return {"takes": seconds(step.takes)}

    def _set(self, step: Set) -> dict[str, Any]:
        values: dict[str, Assignment] = {}
        for value in step.values:
            reads = value.reads
            if value.name in values:
                reads = tuple(dict.fromkeys((*values[value.name].reads, *reads)))
                self._lost(step, f'the first of two values of "{value.name}"')
            text = reading_only(value.value, reads)
            reads = tuple(dict.fromkeys((*names_read(text), *reads)))
            values[value.name] = value._replace(value=text, reads=reads)
        return {"values": tuple(values.values())}
