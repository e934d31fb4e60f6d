"""What the steps of the native format are made of: targets, words, handlers, options, cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ivrlint.flow import Assignment, Case, Handler, Mark, Option, Problem, Prompt, Target
from ivrlint.readers.tree import At, List, Map
from ivrlint.readers.values import is_day, listed, names_read, seconds

_ABOUT_WORDS = ("audio", "language", "complete", "reads", "lasts")


class PartReader:
    """Reads parts of steps. `problems` are mistakes that no schema can express."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def mark(self, at: At) -> Mark:
        """The place as a mark in this file."""
        return Mark(self.file, *at)

    def problem(self, message: str, at: At) -> None:
        """Say what is wrong at a place."""
        self.problems.append(Problem(message, self.mark(at)))

    def target(self, step: Map, key: str) -> Target | None:
        """The step that a key of a mapping names; None where it is not there."""
        value = step.get(key)
        return None if value is None else Target(str(value), self.mark(step.value_at[key]))

    def prompt(self, step: Map, *keys: str) -> Prompt | None:
        """The words of a step, of one key or of several that are heard one after another."""
        texts = [(key, text) for key in keys if isinstance(text := step.get(key), str) and text]
        about = next((key for key in _ABOUT_WORDS if key in step), "")
        if not texts and not about:
            return None
        text = texts[0][1] if len(texts) == 1 else " ".join(text for _, text in texts)
        mark = self.mark(step.value_at[texts[0][0] if texts else about])
        reads, barge_in, until = names_read(text), step.get("barge_in", True), self._day(step, "until")
        if not about:
            return Prompt(text, mark, reads, barge_in=barge_in, until=until)
        return Prompt(
            text,
            mark,
            tuple(dict.fromkeys((*reads, *listed(step.get("reads"))))),
            step.get("audio", ""),
            step.get("language", ""),
            barge_in,
            step.get("complete", True),
            seconds(step["lasts"]) if "lasts" in step else 0.0,
            until,
        )

    def _day(self, step: Map, key: str) -> str:
        """A day as YYYY-MM-DD; empty where it is not there, or there is no such day."""
        day = str(step.get(key, "")).strip()
        if not day or is_day(day):
            return day
        self.problem(f"there is no such day as {day}", step.value_at[key])
        return ""

    def handler(self, step: Map, key: str) -> Handler | None:
        """What happens on silence or on a wrong key."""
        value = step.get(key)
        if value is None:
            return None
        after = seconds(value["after"]) if "after" in value else 0.0
        tries, possible = int(value.get("tries", 1)), value.get("possible", True)
        written = self.mark(value.value_at["after"]) if "after" in value else None
        return Handler(self.mark(step.key_at[key]), after, tries, self.target(value, "then"), possible, written)

    def cases(self, step: Map) -> tuple[Case, ...]:
        """The answers of a check, or the ways on from something that is elsewhere."""
        cases = step.get("cases")
        return tuple(Case(name, self._way_on(cases, name), self.mark(cases.key_at[name])) for name in cases) if cases else ()

    def options(self, step: Map) -> tuple[Option, ...]:
        """The options of a menu, from a mapping or a list."""
        options = step.get("options")
        if isinstance(options, List):
            return tuple(self._listed_options(options))
        return tuple(self._option(options, key) for key in options) if options else ()

    def _option(self, options: Map, key: str) -> Option:
        value, mark = options[key], self.mark(options.key_at[key])
        target = self._way_on(options, key)
        if not isinstance(value, Map):
            return Option(key, target, mark)
        return Option(key, target, mark, value.get("for", ""), listed(value.get("phrases")), share=_share(value))

    def _listed_options(self, options: List) -> Iterator[Option]:
        lines: dict[str, int] = {}
        for option in options:
            key, pattern, phrases = str(option.get("key", "")), str(option.get("extension", "")), listed(option.get("phrases"))
            at = option.value_at.get("key" if key else "extension", option.at)
            if key in lines:
                self.problem(f'the key "{key}" stands in line {lines[key]} and again in line {at[0]}; the second is not read', at)
                continue
            if key:
                lines[key] = at[0]
            if pattern and (key or phrases):
                other = "key" if key else "phrases"
                self.problem(f'an option has "{other}" or an "extension", not both', option.key_at["extension"])
                pattern = ""
            yield Option(key, self._to(option), self.mark(at), option.get("for", ""), phrases, pattern, _share(option))

    def _way_on(self, outer: Map, key: str) -> Target | None:
        """Where an option or a case leads: its value is the name of a step, or a mapping with `to`."""
        value = outer[key]
        return self._to(value) if isinstance(value, Map) else self.target(outer, key)

    def _to(self, way: Map) -> Target | None:
        """The target of a mapping with `to`, which may be null, but not forgotten."""
        if "to" in way and way["to"] is None and way.value_at["to"][:2] == way.value_at["to"][2:]:
            self.problem('"to" is empty: write null if it leads nowhere', way.key_at["to"])
        return self.target(way, "to")

    def assignments(self, step: Map) -> tuple[Assignment, ...]:
        """The values of a `set`."""
        values = step.get("set")
        return tuple(self._assignment(values, name) for name in values) if values else ()

    def _assignment(self, values: Map, name: str) -> Assignment:
        value: Any = values[name]
        further: tuple[str, ...] = ()
        if isinstance(value, Map):
            value, further = value.get("value", ""), listed(value.get("reads"))
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return Assignment(name, text, tuple(dict.fromkeys((*names_read(text), *further))), self.mark(values.key_at[name]))


def _share(option: Map) -> float:
    """The per cent of callers who choose an option; 0 where it does not say."""
    return float(option.get("share", 0))
