"""Actions of executable content: one node each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ivrlint.flow import Mark
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.nodes import Clear, Give, Leave, Node, Origin, Throw, Value, Work
from ivrlint.readers.voicexml.templates import is_template

Make = Callable[[Node], Node]
"""Makes a node, given what follows it."""


class Actions:
    """Makes the nodes of actions. `inputs` are the items whose values are sent where nothing is said; `throws` grows."""

    def __init__(self, resolve: Callable[[str], str], inputs: tuple[str, ...]) -> None:
        self.resolve = resolve
        self.inputs = inputs
        self.throws: list[Throw] = []

    def make(self, element: Element, origin: Origin, file: str) -> Make | None:
        """How to make the node of one action; None for what does nothing that matters here."""
        mark, item, role = mark_of(element, file), origin.item, origin.role
        name = element.name

        def leave(how: str, to: str = "", *, dynamic: bool = False, names: Iterable[str] = (), where: str = "") -> Make:
            place = mark_of(element, file, where)
            return lambda _: Leave(mark=place, item=item, role=role, how=how, to=to, dynamic=dynamic, names=tuple(names))

        if name in ("assign", "var"):
            value = self._value(element, file)
            return (
                (lambda following: Give(mark=mark, item=item, role=role, next=following, values=[value], hint=value.name))
                if value
                else None
            )
        if name == "clear":
            cleared = tuple(element.get("namelist").split())
            return lambda following: Clear(mark=mark, item=item, role=role, next=following, names=cleared)
        if name == "script":
            values = self._script(element, file)
            return (
                (lambda following: Give(mark=mark, item=item, role=role, next=following, values=values, hint="script"))
                if values
                else None
            )
        if name in ("data", "object"):
            return self.work(element, origin, file)
        if name == "goto":
            for key, how in (("nextitem", "nextitem"), ("expritem", "unknown item"), ("next", "goto"), ("expr", "goto")):
                text = element.get(key).strip()
                if text:
                    if key in ("next", "nextitem"):
                        return leave(how, text, dynamic=is_template(text), where=key)
                    constant = ecma.literal(text) if key == "expr" else None
                    reads = [self.resolve(read) for read in ecma.names(text)]
                    return leave(how, constant or made_of(text), dynamic=constant is None, names=reads, where=key)
            return leave("goto", "", dynamic=True)
        if name == "submit":
            given = element.get("namelist").split() if "namelist" in element.attributes else self.inputs
            text = element.get("next").strip()
            made = text or ecma.literal(element.get("expr")) or made_of(element.get("expr"))
            names = [self.resolve(ecma.names(name)[0]) for name in given if ecma.names(name)]
            return leave("submit", made, dynamic=not text or is_template(text), names=names, where="next" if text else "expr")
        if name in ("exit", "disconnect", "return"):
            handed = [*element.get("namelist").split(), *ecma.names(element.get("expr"))]
            return leave(name, names=[self.resolve(n) for each in handed for n in ecma.names(each)])
        if name == "throw":
            event = element.get("event").strip() or (ecma.literal(element.get("eventexpr")) or "")
            place = mark_of(element, file, "event" if element.get("event") else "eventexpr")
            return lambda following: self.thrown(event, place, origin, following)
        return None

    def _value(self, element: Element, file: str) -> Value | None:
        """An assignment; a variable that is declared without a value gets none."""
        expression = element.get("expr").strip()
        name = next(iter(ecma.names(element.get("name"))), "")
        if not name or not expression:
            return None
        made = ecma.pattern(expression)
        text = ecma.shown(expression, self.resolve)
        reads = tuple(dict.fromkeys(self.resolve(read) for read in made.reads))
        return Value(self.resolve(name), text, reads, mark_of(element, file, "name"))

    def _script(self, element: Element, file: str) -> list[Value]:
        """What a script inside gives values to; one that only reads counts as reading."""
        text = ecma.outside_of_functions(element.text)
        reads = tuple(self.resolve(name) for name in ecma.read_in(text))
        value = " ".join(f"{{{name}}}" for name in reads) or "(computed)"
        given = ecma.assigned(text) or (("script",) if reads else ())
        mark = mark_of(element, file)
        return [Value(self.resolve(name), value, reads, mark) for name in given]

    def work(self, element: Element, origin: Origin, file: str) -> Make | None:
        """How to make the node of a system that works."""
        if element.get("classid").startswith("property:"):
            return None
        address = element.get("src") or element.get("srcexpr") or element.get("classid") or element.get("data")
        uses = [*element.get("namelist").split(), *(param.get("expr") for param in element.named("param"))]
        uses += [] if element.get("src") else [element.get("srcexpr")]
        read = tuple(dict.fromkeys(self.resolve(name) for each in uses for name in ecma.names(each)))
        gives = (self.resolve(element.get("name").strip()),) if ecma.names(element.get("name")) else ()
        service = service_of(address) or element.name
        mark = mark_of(element, file)

        def make(following: Node) -> Node:
            work = Work(mark=mark, item=origin.item, role=origin.role, next=following, service=service, uses=read, gives=gives)
            work.failed = self.thrown("error.badfetch", mark, origin, following)
            return work

        return make

    def thrown(self, event: str, mark: Mark, origin: Origin, following: Node) -> Throw:
        """An event that is thrown; who catches it is found out later."""
        node = Throw(mark=mark, item=origin.item, role=origin.role, next=following, event=event)
        self.throws.append(node)
        return node


def made_of(expression: str) -> str:
    """An address that is put together, with its variables in parentheses: `menu_(language).vxml`."""
    made = ecma.pattern(expression)
    if not made.whole:
        return " ".join(expression.split())
    return made.text.replace("{", "(").replace("}", ")")


def service_of(address: str) -> str:
    """What to call the system behind an address: its last part."""
    made = ecma.literal(address) or (re.sub(r"^.*['\"]([^'\"]+)['\"]\s*$", r"\1", address) if "'" in address else address)
    return " ".join(made.partition("?")[0].rstrip("/").rpartition("/")[2].split())[:60]


def mark_of(element: Element, file: str, attribute: str = "") -> Mark:
    """The place of an element, or of the value of its attribute, in a file."""
    return element.mark(file, attribute if attribute and element.get(attribute) else "")
