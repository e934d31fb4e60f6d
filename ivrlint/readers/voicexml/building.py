"""From a document and its surroundings to a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ivrlint.flow import Assignment, Entry, Flow, Set, Target
from ivrlint.readers.links import targets_of
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.afterwards import afterwards
from ivrlint.readers.voicexml.book import Book
from ivrlint.readers.voicexml.parts import Dialog, Document
from ivrlint.readers.voicexml.places import Surroundings, path_of
from ivrlint.readers.voicexml.routine import Routine
from ivrlint.readers.voicexml.shared import root_of
from ivrlint.readers.voicexml.visiting import Visiting
from ivrlint.readers.voicexml.voicemail import with_voicemail
from ivrlint.readers.voicexml.writing import Writer

FORMAT = "voicexml"


def flow_of(document: Document, around: Surroundings) -> Flow:
    """The flow that a document is, as far as it and the other files of the run tell."""
    missing = _below_its_root(document, around)
    outline = around.outlines[document.file]
    book = Book(document, around, outline, missing_root=missing)
    variables = _variables(document)
    apart = around.declared.get(root_of(document), frozenset()) if missing else frozenset()
    later = afterwards(document, around)
    unheard = [dialog for dialog in document.dialogs[1:] if dialog.id in later]
    todo = [dialog for dialog in document.dialogs if dialog not in unheard]
    while todo:
        for dialog in todo:
            routine = Routine(document, dialog, _resolver(dialog, variables, apart), outline.assigned, missing_root=missing)
            Writer(book, Visiting(routine)).write()
        named = {target.to for target in targets_of(book.steps.values())} if unheard else set()
        todo = [dialog for dialog in unheard if outline.dialogs[id(dialog)] in named]
        unheard = [dialog for dialog in unheard if dialog not in todo]
    first = outline.dialogs[id(document.dialogs[0])]
    steps = with_voicemail(book.steps)
    mark = document.mark(document.root)
    if outline.values:
        values = tuple(_first_value(name, element, file) for name, element, file in outline.values)
        steps = {outline.start: Set(name=outline.start, mark=mark, values=values, next=Target(first, mark)), **steps}
    return Flow(
        file=document.file,
        format=FORMAT,
        mark=mark,
        language=document.language,
        entries=(Entry(first, outline.start, mark),),
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


def _resolver(dialog: Dialog, variables: Mapping[tuple[int, str], str], apart: frozenset[str]) -> Callable[[str], str]:
    """What to call the variables that a dialog reads; those of the root document are told from others only if `apart` of them."""
    own = id(dialog)

    def resolve(name: str) -> str:
        if name.startswith(ecma.SHARED):
            shared = name.removeprefix(ecma.SHARED)
            return name if shared in apart else shared
        return variables.get((own, name), name)

    return resolve


def _first_value(name: str, element: Element, file: str) -> Assignment:
    expression = element.get("expr")
    reads = tuple(dict.fromkeys(read.removeprefix(ecma.SHARED) for read in ecma.names(expression)))
    return Assignment(name, ecma.shown(expression), reads, element.mark(file, "name"))
