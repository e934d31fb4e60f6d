"""The native format: a tree of YAML turned into a flow. Its keys are described in docs/format.md."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ivrlint.flow import AnyStep, Entry, Flow, Mark, Menu, Problem, Promises, Refusal, replace
from ivrlint.readers.decoding import lines_of
from ivrlint.readers.shape import flow_shape
from ivrlint.readers.steps import StepReader
from ivrlint.readers.strict_yaml import parse
from ivrlint.readers.tree import Map, mark
from ivrlint.readers.values import seconds

if TYPE_CHECKING:
    from ivrlint.readers.explain import Fault

_PRESS_HASH = (
    r"\b(press|push|hit|dial|enter|oprima|pulse|presione|marque|pressione|tecle|digite|prima|appuyez sur|tapez|faites"
    r"|drücken sie|wählen sie|prema|premere|digiti|druk op|toets|kies)[ \t]+#(?=\s)"
)
"""Where a caller is told to press the hash key, as an author may write it without quotes; in seven languages."""

_HASH_KEY = r"([ \t]*)#[ \t]*:"


@cache
def _press_hash() -> re.Pattern[str]:
    """Compiled when it is needed: most files have no comments."""
    return re.compile(_PRESS_HASH, re.IGNORECASE)


def read(text: str, file: str) -> Flow | Refusal:
    """The flow of a text that was recognised. What is wrong in it is in `problems`; a refusal says why there is none."""
    document = parse(text, file)
    if isinstance(document, Refusal):
        return document
    if not isinstance(document.value, Map):
        begins_well = isinstance(document.value, str) and document.value.startswith("ivr:")
        message = (
            'a space is missing after "ivr:"' if begins_well else 'is not a flow, which is a mapping of keys such as "ivr: 1"'
        )
        return Refusal(file, message, *document.at[:2])
    if isinstance(document.value.get("ivr"), Map) and not document.value.keys() & {"start", "steps"}:
        return Refusal(
            file, 'is not a flow: its "ivr" holds settings, not the version 1', *document.value.key_at["ivr"][:2], foreign=True
        )
    return _Reader(document.value, document.problems, text, file).flow()


class _Reader:
    """Reads one file. Whatever does not have the right shape is said, and left out."""

    def __init__(self, tree: Map, problems: tuple[Problem, ...], text: str, file: str) -> None:
        self.tree = tree
        self.problems = list(problems)
        self.text = text
        self.file = file
        self.told: set[Problem] = set()
        """Problems of the shape: what they mean for a step is known."""
        self._lines: list[str] = []

    @property
    def lines(self) -> list[str]:
        """The lines of the text, split when the first mistake is met."""
        self._lines = self._lines or lines_of(self.text)
        return self._lines

    def flow(self) -> Flow:
        """The whole file."""
        if not flow_shape().file(self.tree):
            self._explain_file()
        tree = self.tree
        steps = self._steps(tree.get("steps") or Map(tree.at))
        self._hash_keys(steps)
        self._cut_words(steps)
        if self.problems:
            steps = self._with_mistaken(steps)
        return Flow(
            file=self.file,
            format="native",
            mark=mark(self.file, tree.key_at.get("ivr", tree.at)),
            name=str(tree.get("name", "")),
            language=tree.get("language", ""),
            entries=self._entries(steps),
            operator_key=str(tree.get("operator_key", "0")),
            says_operator_key="operator_key" in tree,
            promises=self._promises(),
            steps=steps,
            problems=tuple(sorted(dict.fromkeys(self.problems), key=lambda problem: problem.mark)),
        )

    def _steps(self, tree: Map) -> dict[str, AnyStep]:
        reader, fits = StepReader(self.file), flow_shape().step
        steps: dict[str, AnyStep] = {}
        for name, step in tree.items():
            if fits(step):
                steps[name] = reader.read(name, step, tree.key_at[name])
            else:
                steps[name] = self._mend(name, tree, reader)
        self.problems += reader.problems
        return steps

    def _with_mistaken(self, steps: dict[str, AnyStep]) -> dict[str, AnyStep]:
        """The steps, those marked in which a mistake lies that is not told by their shape."""
        named = self.tree.get("steps") or Map(self.tree.at)
        begins = sorted((named.key_at[name][:2], name) for name in steps)
        for problem in self.problems:
            place = (problem.mark.line, problem.mark.column)
            before = bisect(begins, place, key=lambda begin: begin[0])
            name = begins[before - 1][1] if before else ""
            if name and place < named.value_at[name][2:] and problem not in self.told:
                steps[name] = replace(steps[name], mistaken=True)
        return steps

    def _explain_file(self) -> None:
        from ivrlint.readers.explain import mend_file

        faults, self.tree = mend_file(self.tree, self.lines)
        self._say(faults)

    def _mend(self, name: str, tree: Map, reader: StepReader) -> AnyStep:
        """A step that does not fit: its mistakes are said, and it is read without them."""
        from ivrlint.readers.explain import mend

        mended = mend(name, tree, self.lines)
        self._say(mended.faults)
        step = reader.read(name, mended.step, tree.key_at[name], mended.kind)
        if not mended.lost:
            return step
        from ivrlint.readers.mending import spoilt

        return spoilt(step, mended, tree.keys(), self.file)

    def _entries(self, steps: dict[str, AnyStep]) -> tuple[Entry, ...]:
        start = self.tree.get("start")
        if start is None or not steps:
            return ()
        if isinstance(start, Map):
            places = [(name, str(step), start.value_at[name]) for name, step in start.items()]
        else:
            places = [(str(self.tree.get("name", "")), str(start), self.tree.value_at["start"])]
        for _, step, at in places:
            if step not in steps:
                from ivrlint.readers.hints import did_you_mean

                message = f'"start" names no step of this file: "{step}"{did_you_mean(step, steps)}'
                self.problems.append(Problem(message, mark(self.file, at)))
        return tuple(Entry(name, step, mark(self.file, at)) for name, step, at in places if step in steps)

    def _promises(self) -> Promises | None:
        promises = self.tree.get("promises")
        if promises is None:
            return None
        within, presses = promises.get("person_within"), promises.get("presses_to_person")
        marks = {key: mark(self.file, promises.value_at[key]) for key in promises}
        return Promises(
            mark=mark(self.file, self.tree.key_at["promises"]),
            person_within=None if within is None else seconds(within),
            person_within_mark=marks.get("person_within"),
            presses_to_person=None if presses is None else int(presses),
            presses_to_person_mark=marks.get("presses_to_person"),
        )

    def _hash_keys(self, steps: Mapping[str, AnyStep]) -> None:
        """Options that begin with `#:` and so are comments: the one mistake that leaves no trace in the tree."""
        if "#:" not in self.text and "# :" not in self.text:
            return
        in_order = list(steps.values())
        for number, line in enumerate(self.lines, 1):
            found = re.match(_HASH_KEY, line)
            before = bisect(in_order, number, key=lambda step: step.mark.line) if found else 0
            step = in_order[before - 1] if before else None
            if found and isinstance(step, Menu) and any(option.mark.column == found.end(1) + 1 for option in step.options):
                message = 'this option is a comment, because # begins one: write "#" in quotes'
                self.problems.append(Problem(message, Mark(self.file, number, found.end(1) + 1, number, found.end(1) + 2)))

    def _cut_words(self, steps: Mapping[str, AnyStep]) -> None:
        """Words without quotes that end in "press #": YAML takes what follows for a comment, and the caller never hears it."""
        if " #" not in self.text and "\t#" not in self.text:
            return
        for step in steps.values():
            if step.prompt and step.prompt.mark.end_line == step.prompt.mark.line:
                end = step.prompt.mark
                line = self.lines[end.end_line - 1]
                if not line[end.end_column - 1 :].lstrip(" \t").startswith("#"):
                    continue
                for found in _press_hash().finditer(line):
                    if found.end(1) == end.end_column - 1:
                        place = Mark(self.file, end.line, found.end(), end.line, found.end() + 1)
                        message = "the words end here, because # begins a comment: put the whole text in quotes"
                        self.problems.append(Problem(message, place))

    def _say(self, faults: Iterable[Fault]) -> None:
        said = [Problem(fault.message, mark(self.file, fault.at)) for fault in faults]
        self.problems += said
        self.told.update(said)
