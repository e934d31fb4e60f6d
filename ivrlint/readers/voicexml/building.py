"""From a document and its surroundings to a flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from ivrlint.flow import AnyStep, Assignment, Collect, Entry, Flow, Run, Set, Target
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.document import Dialog, Document
from ivrlint.readers.voicexml.places import Surroundings, path_of
from ivrlint.readers.voicexml.routine import Routine
from ivrlint.readers.voicexml.visiting import Visiting
from ivrlint.readers.voicexml.voicemail import with_voicemail
from ivrlint.readers.voicexml.writing import Book, Writer

FORMAT = "voicexml"


def flow_of(document: Document, around: Surroundings) -> Flow:
    """The flow that a document is, as far as it and the other files of the run tell."""
    missing = _below_its_root(document, around)
    book = Book(document, around, missing)
    assigned = _assigned(document)
    variables = _variables(document)
    for dialog in document.dialogs:
        routine = Routine(document, dialog, _resolver(dialog, variables), assigned)
        Writer(book, Visiting(routine)).write()
    start = book.dialogs[id(document.dialogs[0])]
    steps = with_voicemail(book.steps)
    mark = document.mark(document.root)
    first = _first_values(document, around, steps, start, book)
    if first is not None:
        steps = {first.name: first, **steps}
        start = first.name
    return Flow(
        file=document.file,
        format=FORMAT,
        mark=mark,
        language=document.language,
        entries=(Entry(book.dialogs[id(document.dialogs[0])], start, mark),),
        steps=steps,
        problems=tuple(sorted(dict.fromkeys(document.problems), key=lambda problem: problem.mark)),
    )


def _below_its_root(document: Document, around: Surroundings) -> bool:
    """Put the root document of the application above this one; whether that is not at hand."""
    if not document.application:
        return False
    path = path_of(document.file, document.application)
    root = around.documents.get(path) if path != document.file else None
    document.scope.above = root.scope if root is not None else None
    return root is None and path != document.file


def _assigned(document: Document) -> frozenset[str]:
    """The variables that something in the document gives a value to, besides their declaration."""
    names = {item.name for dialog in document.dialogs for item in dialog.items}
    for element in document.root.walk():
        if element.name == "assign":
            names.update(ecma.names(element.get("name")))
        elif element.name in ("script", "data"):
            names.update(ecma.assigned(ecma.outside_of_functions(element.text)))
            names.add(element.get("name"))
    return frozenset(names)


def _variables(document: Document) -> Mapping[tuple[int, str], str]:
    """Names for items of the same name in several forms that ask for different things, each with its form before it."""
    forms: dict[str, list[tuple[Dialog, str]]] = {}
    for dialog in document.dialogs:
        for item in dialog.items:
            if item.kind in ("field", "record", "initial") and item.name:
                said = " ".join("".join(part.text for part in item.element.walk() if part.name in ("prompt", "audio")).split())
                forms.setdefault(item.name, []).append((dialog, said))
    result: dict[tuple[int, str], str] = {}
    for name, every in forms.items():
        if len({said for _, said in every}) > 1:
            result.update({(id(dialog), name): f"{dialog.id}.{name}" for dialog, _ in every if dialog.id})
    return result


def _resolver(dialog: Dialog, variables: Mapping[tuple[int, str], str]) -> Callable[[str], str]:
    own = id(dialog)

    def resolve(name: str) -> str:
        return variables.get((own, name), name)

    return resolve


def _first_values(document: Document, around: Surroundings, steps: Mapping[str, AnyStep], start: str, book: Book) -> Set | None:
    """The values that variables of the document and of its application begin with, if something else changes them later."""
    given: Counter[str] = Counter()
    for step in steps.values():
        if isinstance(step, Collect):
            given[step.variable] += 1
        elif isinstance(step, Run):
            given.update(step.gives)
        elif isinstance(step, Set):
            given.update(value.name for value in step.values)
    root = around.documents.get(path_of(document.file, document.application)) if document.application else None
    declared: dict[str, Element] = {**(root.variables if root else {}), **document.variables}
    values = []
    for name, element in declared.items():
        if element.get("expr").strip() and given[name]:
            file = document.file if document.variables.get(name) is element or root is None else root.file
            expression = element.get("expr")
            values.append(Assignment(name, ecma.shown(expression), ecma.names(expression), element.mark(file, "name")))
    if not values:
        return None
    name = book.names.reserve("variables")
    mark = document.mark(document.root)
    return Set(name=name, mark=mark, values=tuple(values), next=Target(start, mark))
