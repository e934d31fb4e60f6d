"""The steps of an agent while they are made: unique names, and places that get their step later."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import AnyStep, Case, Handler, Option, Target, fields, replace
from ivrlint.readers.dialogflow.names import tidy


class Plan:
    """Steps by name in the order in which they shall stand, and what each label stands for."""

    def __init__(self) -> None:
        self.steps: dict[str, AnyStep] = {}
        self.stands_for: dict[str, str] = {}
        self.taken: dict[str, int] = {}
        self.after_handoff: list[str] = []
        self.shared: set[str] = set()
        self.number: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """A name that no other step has."""
        wanted = tidy(wanted).removesuffix(" /") or "(no name)"
        while wanted in self.taken:
            self.taken[wanted] += 1
            wanted = f"{wanted} ({self.taken[wanted]})"
        self.taken[wanted] = 1
        return wanted

    def add(self, step: AnyStep) -> Target:
        """Keep a step; its name must come from `name`."""
        self.steps[step.name] = step
        self.number.setdefault(step.name, len(self.number))
        return Target(step.name, step.mark)

    def let(self, label: str, target: Target) -> None:
        """Let a label stand for a step, or for another label."""
        self.stands_for[label] = target.to

    def meaning(self, label: str) -> str:
        """The name of the step that a label stands for at last."""
        seen = {label}
        while label in self.stands_for and label not in self.steps:
            label = self.stands_for[label]
            if label in seen:
                break
            seen.add(label)
        return label

    def drop(self, name: str, then: Target) -> None:
        """Leave a step out: who comes there goes on at once."""
        del self.steps[name]
        self.let(name, then)

    def finished(self, order: dict[str, str], keep: set[str] | None = None) -> dict[str, AnyStep]:
        """All steps with the names of steps as targets. `order` gives some steps another name."""
        names = {name: order.get(name, name) for name in self.steps}
        known: dict[str, str] = {}

        def to(label: str) -> str:
            if label not in known:
                step = self.meaning(label)
                known[label] = names.get(step, step)
            return known[label]

        result: dict[str, AnyStep] = {}
        for name, step in self.steps.items():
            if keep is None or name in keep:
                result[names[name]] = _retargeted(step, names[name], to)
        return result


def _retargeted(step: AnyStep, name: str, to: Any) -> AnyStep:  # noqa: ANN401 - a function of a label
    changes: dict[str, Any] = {"name": name}
    for field in fields(step):
        value = getattr(step, field.name)
        new = _moved(value, to)
        if new is not value:
            changes[field.name] = new
    return replace(step, **changes)


def _moved(value: Any, to: Any) -> Any:  # noqa: ANN401 - a part of any step
    if isinstance(value, Target):
        return value._replace(to=to(value.to))
    if isinstance(value, Handler):
        return value._replace(then=_moved(value.then, to)) if value.then else value
    if isinstance(value, tuple) and value and isinstance(value[0], Option | Case):
        return tuple(part._replace(target=_moved(part.target, to)) for part in value)
    return value
