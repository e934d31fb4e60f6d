"""A flow of any format as a file of the native format, from which the same flow is read again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from ivrlint.flow import Entry, Flow, Promises, replace
from ivrlint.writing.document import document
from ivrlint.writing.fitting import Fitter, key, language, seconds
from ivrlint.writing.free_names import FreeNames
from ivrlint.writing.layout import laid_out
from ivrlint.writing.one_file import in_one_file
from ivrlint.writing.remarks import Remarks
from ivrlint.writing.variables import defined, with_fitting_names


def native(flow: Flow, entered: Collection[str] = ()) -> str:
    """The flow, with the steps of other files that it leads to, as the text of one native file.

    `entered` are those of its steps that other files of the run lead to. Comments at the top say where the flow comes from,
    and what could not be said in the native format.
    """
    remarks = Remarks()
    fits = fitted(flow, entered, remarks)
    head = "".join(f"# {_visible(line)}\n" for line in _head(flow, remarks))
    return f"{head}\n{laid_out(document(fits), tall=('options', 'start', 'promises'), spaced=('steps',))}"


def fitted(flow: Flow, entered: Collection[str], remarks: Remarks) -> Flow:
    """The same flow in one file, as far as the native format can say it."""
    whole = in_one_file(flow, entered, remarks)
    steps = with_fitting_names(whole.steps.values(), remarks)
    fitter = Fitter(flow.language, defined(steps.values()), remarks)
    name = flow.name or PurePosixPath(flow.file).stem
    operator_key = key(flow.operator_key, "0", "the operator key", remarks)
    return replace(
        whole,
        format="native",
        name=name,
        language=language(flow.language, remarks),
        operator_key=operator_key,
        says_operator_key=flow.says_operator_key or operator_key != "0",
        entries=_entries(whole, name, remarks),
        promises=_promises(flow.promises),
        steps={step: fitter.fitted(each) for step, each in steps.items()},
        problems=(),
    )


def _entries(flow: Flow, name: str, remarks: Remarks) -> tuple[Entry, ...]:
    titles = [entry.name or name for entry in flow.entries]
    free = FreeNames(titles)
    entries = []
    for title, entry in zip(titles, flow.entries, strict=True):
        new = free.give(title, f"({title})" if title == "<<" else title)
        if new != title:
            remarks.add("entries", f'a way in "{title}" is called "{new}" here')
        entries.append(entry._replace(name=new))
    return tuple(entries)


def _promises(given: Promises | None) -> Promises | None:
    if given is None:
        return None
    within, presses = given.person_within, given.presses_to_person
    return given._replace(
        person_within=None if within is None else seconds(within),
        presses_to_person=None if presses is None else max(0, presses),
    )


def _head(flow: Flow, remarks: Remarks) -> Iterator[str]:
    """What the comments at the top say."""
    yield f"{PurePosixPath(flow.file).name} ({flow.format}) as `ivrlint convert` has written it."
    yield "Comments, layout, lines, and keys that ivrlint does not read are not kept."
    for line in remarks.lines():
        yield f"- {line}"
    if flow.problems:
        yield "Mistakes in the original:"
        for line in _problems(flow):
            yield f"- {line}"


def _problems(flow: Flow) -> Iterator[str]:
    told = Remarks()
    for problem in flow.problems:
        told.add("problem", f"line {problem.mark.line}: {problem.message}")
    yield from told.lines()


def _visible(line: str) -> str:
    """One line without anything that a YAML file must not hold."""
    return "".join(letter if letter.isprintable() else " " for letter in line)
