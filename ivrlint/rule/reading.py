"""From the text of a rule file to a rule, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from ivrlint.analysis.witness import SHOWS
from ivrlint.expressions import did_you_mean, kind_of
from ivrlint.facts import SUBJECTS
from ivrlint.finding import Severity
from ivrlint.flow import Refusal, replace
from ivrlint.readers import strict_yaml
from ivrlint.readers.tree import List, Map
from ivrlint.rule.building import build, options_of
from ivrlint.rule.conditions import Conditions
from ivrlint.rule.places import first_line_inside
from ivrlint.rule.problem import RuleProblem
from ivrlint.rule.unwritten import unwritten
from ivrlint.rule.value import CONCERNS, Compiled, Example, Rule

_PLACES = {"exit": ("after",), "menu": ("words", "unspoken")}
"""Where a finding may stand, by the kind of thing that it is about; see `Subject.at`."""

RESERVED = "format"
"""The id of findings that no rule makes."""


def read_rule(text: str, file: str, concern: str) -> tuple[Rule | None, tuple[RuleProblem, ...]]:
    """The rule that a text holds; None when there is anything wrong with it, and then everything that is wrong.

    `concern` is the name of the folder that the file lies in.
    """
    document = strict_yaml.parse(text, file)
    if isinstance(document, Refusal):
        return None, (RuleProblem(file, document.line, document.column, document.message),)
    reader = _Reader(text, file, concern)
    for problem in document.problems:
        reader.report((problem.mark.line, problem.mark.column), problem.message)
    rule = None
    if isinstance(document.value, Map) and document.value and not _USUAL.intersection(document.value):
        reader.report(document.at[:2], "is no rule: it has none of the keys of one (id, summary, when and so on)")
    elif isinstance(document.value, Map):
        rule = reader.read(document.value)
    else:
        reader.report(document.at[:2], "a rule is a mapping of keys (id, summary, why and so on) to values")
    problems = tuple(sorted(set(reader.problems)))
    return (None if problems else rule), problems


_USUAL = frozenset(("id", "summary", "why", "source", "severity", "for", "when", "message", "instead", "good", "bad"))
"""Keys of which something that was meant as a rule has one at least."""


class _Reader:
    """Reads one file. Each part is looked at whatever is wrong with the others; `problems` collects what is."""

    def __init__(self, text: str, file: str, concern: str) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.concern = concern
        self.problems: list[RuleProblem] = []

    def report(self, place: tuple[int, int], message: str) -> None:
        """Note a mistake at a line and column."""
        self.problems.append(RuleProblem(self.file, *place, message))

    def read(self, tree: Map) -> Rule | None:
        """The rule of a whole file; None where it has a mistake."""
        from ivrlint.rule.shape import misshapen

        waiting = list(unwritten(tree))
        places = {at for at, _ in waiting}
        for at, message in [*waiting, *(mistake[:2] for mistake in misshapen(tree) if mistake.at not in places)]:
            self.report(at[:2], message)
        self._name(tree)
        self._shows(tree)
        self._together(tree)
        self._severity(tree)
        self._near_miss(tree)
        self._finds(tree)
        compiled = self._conditions(tree)
        if compiled is None or self.problems:
            return None
        rule = build(tree, self.file, self.concern, compiled)
        return replace(rule, good=tuple(self._examples(tree["good"])), bad=tuple(self._examples(tree["bad"])))

    def _name(self, tree: Map) -> None:
        stem = PurePath(self.file).stem
        if _text(tree, "id") not in {"", stem}:
            self.report(tree.value_at["id"][:2], f"id: {tree['id']!r} should be the name of the file, {stem!r}")
        if stem == RESERVED:
            self.report((1, 1), f"id: {RESERVED!r} is what mistakes in the file of a flow are called; choose another name")
        if self.concern not in CONCERNS:
            hint = did_you_mean(self.concern, CONCERNS)
            self.report((1, 1), f"a rule lies in a folder named after its concern, and {self.concern!r} is none{hint}")

    def _shows(self, tree: Map) -> None:
        kind, shows = _text(tree, "for"), _text(tree, "shows")
        if kind in SHOWS and shows and shows not in SHOWS[kind]:
            hint = did_you_mean(shows, SHOWS[kind])
            self.report(tree.value_at["shows"][:2], f"shows: {shows!r} is no call of a rule for {kind}{hint}")

        at, places = _text(tree, "at"), _PLACES.get(kind, ())
        if at in {place for each in _PLACES.values() for place in each} and at not in places:
            hint = f"; known: {', '.join(places)}" if places else ""
            self.report(tree.value_at["at"][:2], f"at: {at!r} is no place of a rule for {kind or 'nothing'}{hint}")

    def _together(self, tree: Map) -> None:
        """Facts by which findings are told together are texts."""
        kind, named = _text(tree, "for"), tree.get("together")
        if "together" not in tree or kind not in SUBJECTS or not isinstance(named, List):
            return
        record: Any = kind_of(SUBJECTS[kind])
        texts = [name for name, its in record.facts.items() if its is str]
        for number, name in enumerate(named):
            if isinstance(name, str) and name not in texts:
                hint = did_you_mean(name, texts)
                self.report(named.item_at[number][:2], f"together: {kind} has no text {name!r}{hint}")

    def _severity(self, tree: Map) -> None:
        lighter = tree.get("lighter")
        names = (tree.get("severity"), lighter.get("severity") if isinstance(lighter, Map) else None)
        heavy, light = (Severity.__members__.get(name) if isinstance(name, str) else None for name in names)
        if heavy and light and light >= heavy:
            self.report(tree["lighter"].value_at["severity"][:2], f"lighter.severity: should be less than {heavy}")

    def _near_miss(self, tree: Map) -> None:
        good = tree.get("good")
        if isinstance(good, List) and not any(isinstance(item, Map) and item.get("near_miss") is True for item in good):
            self.report(tree.key_at["good"][:2], "good: one example at least should be marked `near_miss: true`")

    def _finds(self, tree: Map) -> None:
        bad: Any = tree.get("bad")
        for example in bad if isinstance(bad, List) else ():
            finds = example.get("finds") if isinstance(example, Map) else None
            if isinstance(finds, List):
                for number, step in enumerate(finds):
                    if step in finds[:number]:
                        self.report(finds.item_at[number][:2], f"bad: {step!r} is named twice; a step counts once")

    def _conditions(self, tree: Map) -> Compiled | None:
        """The compiled expressions; None where they, or what they rest on, have mistakes."""
        options = options_of(tree)
        if options is None or _text(tree, "for") not in SUBJECTS:
            return None
        return Conditions(self.lines, tree, options, self.report).compiled()

    def _examples(self, examples: List) -> Iterator[Example]:
        for item, at in zip(examples, examples.item_at, strict=True):
            if isinstance(item, Map):
                flow_line, indent = first_line_inside(self.lines, item.value_at["flow"], item["flow"])
                yield Example(
                    item["flow"], *at[:2], flow_line, indent, tuple(item.get("finds", ())), item.get("near_miss", False)
                )
            else:
                yield Example(item, *at[:2], *first_line_inside(self.lines, at, item))


def _text(tree: Map, key: str) -> str:
    """The text at a key, empty when there is none."""
    value = tree.get(key)
    return value if isinstance(value, str) else ""
