"""From the executable content of a form to nodes: forwards into a list of operations, then backwards into what follows what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ivrlint.flow import Mark
from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.document import HANDLERS, Document, language, pieces
from ivrlint.readers.voicexml.nodes import Branch, Clear, Give, Leave, Node, Origin, Problematic, Say, Test, Throw, Value, Work
from ivrlint.readers.voicexml.speech import Piece, words_of
from ivrlint.readers.voicexml.templates import is_template

_SILENT = HANDLERS | {
    "log",
    "reprompt",
    "meta",
    "metadata",
    "property",
    "grammar",
    "link",
    "param",
    "elseif",
    "else",
    "sendevent",
}
_CONFORMANCE = ("pass", "fail")

Make = Callable[[Node], Node]
"""Makes a node, given what follows it."""

_Jump = tuple[str, list[Node]]
Operation = Make | _Jump


class Compiler:
    """Turns executable content into nodes. `visit` makes the node of an item that stands among actions."""

    def __init__(
        self,
        document: Document,
        resolve: Callable[[str], str],
        visit: Callable[[Element, Origin, Node], Node],
        inputs: Sequence[str],
    ) -> None:
        self.document = document
        self.resolve = resolve
        self.visit = visit
        self.inputs = tuple(inputs)
        self.throws: list[Throw] = []

    def compile(self, content: Iterable[Piece], origin: Origin, following: Node, file: str = "") -> Node:
        """The first node of what some content does, `following` being what comes after it."""
        operations = self._operations(content, origin, file or self.document.file)
        alone = False  # whether nothing else leads to what follows
        for operation in reversed(operations):
            if callable(operation):
                made = operation(following)
                following = _together(made, following) if alone else made
                self.document.nodes += 1
                alone = True
            else:
                if operation[0] == "label":
                    operation[1].append(following)
                else:
                    following = operation[1][0]
                alone = False
        return following

    def _operations(self, content: Iterable[Piece], origin: Origin, file: str) -> list[Operation]:
        result: list[Operation] = []
        stack: list[Iterable[object]] = [iter(tuple(content))]
        speech: list[Piece] = []

        def flush() -> None:
            if speech:
                result.extend(self._say(speech.copy(), origin, file, None))
                speech.clear()

        while stack:
            part = next(iter(stack[-1]), None)
            if part is None:
                stack.pop()
                if not stack:
                    flush()
                continue
            if isinstance(part, Text):
                if part.text.strip():
                    speech.append(part)
            elif isinstance(part, tuple):
                flush()
                result.append(part[1] if part[0] == "make" else part)
            elif isinstance(part, Element):
                if self._is_speech(part):
                    speech.append(part)
                    continue
                flush()
                if part.name in ("if", "foreach", "filled") and not self.document.foreign(part):
                    stack.append(iter(self._branches(part, origin, file, result)))
                else:
                    result.extend(self._action(part, origin, file))
        return result

    def _is_speech(self, element: Element) -> bool:
        if element.name in ("audio", "value", "enumerate", "break"):
            return True
        return not self.document.foreign(element) and element.name in (
            "say-as", "sayas", "emphasis", "emp", "prosody", "pros", "voice", "sub", "phoneme", "p", "s", "paragraph", "sentence", "div",
        )  # fmt: skip

    def _branches(self, element: Element, origin: Origin, file: str, result: list[Operation]) -> Sequence[object]:
        """The parts of an `if`, to be gone through in turn, after a test has been added to the operations."""
        if element.name != "if":  # foreach: once is enough to hear what it says
            return pieces(element)
        conds: list[tuple[Element, list[Piece]]] = [(element, [])]
        otherwise: list[Piece] | None = None
        for part in self._flat(element):
            if isinstance(part, Element) and part.name == "elseif":
                conds.append((part, []))
                otherwise = None
            elif isinstance(part, Element) and part.name == "else":
                otherwise = []
            elif otherwise is not None:
                otherwise.append(part)
            else:
                conds[-1][1].append(part)
        if otherwise is None and any(isinstance(part, Text) and is_template(part.text) for part in element.content):
            otherwise = [element]  # more branches are added elsewhere
        heads: list[list[Node]] = [[] for _ in conds]
        rest: list[Node] = []
        end: list[Node] = []
        result.append(lambda _: self._test(conds, heads, rest, origin, file, element))
        todo: list[object] = []
        for head, (_, content) in zip(heads, conds, strict=True):
            todo += [("label", head), *content, ("jump", end)]
        if otherwise == [element]:
            what = Problematic(mark=_mark(element, file), item=origin.item, role=origin.role, what="further branches")
            todo += [("label", rest), ("make", lambda _: what), ("label", end)]
        else:
            todo += [("label", rest), *(otherwise or ()), ("label", end)]
        return todo

    def _flat(self, element: Element) -> list[Piece]:
        """What an `if` holds; the content of an `<else>` or `<elseif>` that is not empty, as it should be, follows it."""
        result: list[Piece] = []
        stack = [iter(pieces(element))]
        while stack:
            part = next(stack[-1], None)
            if part is None:
                stack.pop()
            else:
                result.append(part)
                if isinstance(part, Element) and part.name in ("else", "elseif"):
                    stack.append(iter(pieces(part)))
        return result

    def _test(
        self,
        conds: list[tuple[Element, list[Piece]]],
        heads: list[list[Node]],
        rest: list[Node],
        origin: Origin,
        file: str,
        element: Element,
    ) -> Node:
        branches = [
            Branch(branch.get("cond").strip(), _mark(branch, file, "cond"), head[0])
            for (branch, _), head in zip(conds, heads, strict=True)
        ]
        return Test(mark=_mark(element, file), item=origin.item, role=origin.role, next=rest[0], branches=branches)

    def _say(self, speech: list[Piece], origin: Origin, file: str, prompt: Element | None) -> list[Operation]:
        """Words, and what stands among them although it is none."""
        document = self.document
        words = words_of(speech, self.resolve, (), document.foreign)
        tag = document.language
        barge_in = origin.item.scope.property("bargein") != "false"
        if prompt is not None:
            tag = prompt.attributes.get("xml:lang") or tag
            barge_in = (prompt.get("bargein") or "").strip() != "false" if prompt.get("bargein") else barge_in
        said = words.prompt(file, language(tag), barge_in=barge_in)
        result: list[Operation] = []
        if said is not None:

            def make(following: Node) -> Node:
                return Say(mark=said.mark, item=origin.item, role=origin.role, next=following, prompt=said)

            cond = prompt.get("cond").strip() if prompt is not None else ""
            if cond and prompt is not None:
                result += self._when(cond, prompt, make, origin, file)
            else:
                result.append(make)
        for stray in words.stray:
            self._complain(f"<{stray.tag}> must not stand among the words of a prompt", stray, file)
            if stray.name == "filled":
                result.extend(self._operations(pieces(stray), origin, file))
            elif stray.name not in ("if", "field", "block", "grammar", "property"):
                result.extend(self._action(stray, origin, file))
        return result

    def _when(self, cond: str, prompt: Element, make: Make, origin: Origin, file: str) -> list[Operation]:
        """Words that are heard under a condition."""
        head: list[Node] = []
        end: list[Node] = []

        def test(_: Node) -> Node:
            branch = Branch(cond, _mark(prompt, file, "cond"), head[0])
            return Test(mark=_mark(prompt, file), item=origin.item, role=origin.role, next=end[0], branches=[branch])

        return [test, ("label", head), make, ("label", end)]

    def _action(self, element: Element, origin: Origin, file: str) -> list[Operation]:
        """One action; those that do nothing that matters here are none."""
        document = self.document
        name = element.name
        if document.foreign(element):
            if name in _CONFORMANCE and "vxml-conformance" in _namespace(element, document):
                return [lambda _: Problematic(mark=_mark(element, file), item=origin.item, role=origin.role, what=element.tag)]
            return []
        if name == "prompt":
            return self._say(pieces(element), origin, file, element)
        if name in ("transfer", "field", "record", "subdialog"):
            if name != "subdialog":
                self._complain(f"<{element.tag}> must stand in a form, not among actions", element, file)
            return [lambda following: self.visit(element, origin, following)]
        make = self._maker(element, origin, file)
        return [make] if make else []

    def _maker(self, element: Element, origin: Origin, file: str) -> Make | None:
        mark, item, role = _mark(element, file), origin.item, origin.role
        name = element.name

        def leave(how: str, to: str = "", *, dynamic: bool = False, names: Iterable[str] = (), where: str = "") -> Make:
            place = _mark(element, file, where)
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
            return self._work(element, origin, file)
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
            place = _mark(element, file, "event" if element.get("event") else "eventexpr")
            return lambda following: self.throw(event, place, origin, following)
        return None

    def _complain(self, message: str, element: Element, file: str) -> None:
        """Something is wrong; what is wrong in another file is told when that is read."""
        if file == self.document.file:
            self.document.complain(message, element)

    def throw(self, event: str, mark: Mark, origin: Origin, following: Node) -> Throw:
        """An event that is thrown; who catches it is found out later."""
        node = Throw(mark=mark, item=origin.item, role=origin.role, next=following, event=event)
        self.throws.append(node)
        return node

    def _value(self, element: Element, file: str) -> Value | None:
        """An assignment; a variable that is declared without a value gets none."""
        expression = element.get("expr").strip()
        name = next(iter(ecma.names(element.get("name"))), "")
        if not name or not expression:
            return None
        made = ecma.pattern(expression)
        text = ecma.shown(expression, self.resolve)
        reads = tuple(dict.fromkeys(self.resolve(read) for read in made.reads))
        return Value(self.resolve(name), text, reads, _mark(element, file, "name"))

    def _script(self, element: Element, file: str) -> list[Value]:
        """What a script inside gives values to; one that only reads counts as reading."""
        text = ecma.outside_of_functions(element.text)
        reads = tuple(self.resolve(name) for name in ecma.read_in(text))
        value = " ".join(f"{{{name}}}" for name in reads) or "(computed)"
        given = ecma.assigned(text) or (("script",) if reads else ())
        mark = _mark(element, file)
        return [Value(self.resolve(name), value, reads, mark) for name in given]

    def _work(self, element: Element, origin: Origin, file: str) -> Make | None:
        if element.get("classid").startswith("property:"):
            return None
        address = element.get("src") or element.get("srcexpr") or element.get("classid") or element.get("data")
        uses = [*element.get("namelist").split(), *(param.get("expr") for param in element.named("param"))]
        uses += [] if element.get("src") else [element.get("srcexpr")]
        read = tuple(dict.fromkeys(self.resolve(name) for each in uses for name in ecma.names(each)))
        gives = (self.resolve(element.get("name").strip()),) if ecma.names(element.get("name")) else ()
        service = service_of(address) or element.name
        mark = _mark(element, file)

        def make(following: Node) -> Node:
            work = Work(mark=mark, item=origin.item, role=origin.role, next=following, service=service, uses=read, gives=gives)
            work.failed = self.throw("error.badfetch", mark, origin, following)
            return work

        return make


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


def _together(node: Node, following: Node) -> Node:
    """A node that takes in what directly follows it, if both are words or both are assignments."""
    if isinstance(node, Give) and isinstance(following, Give) and "script" not in (node.hint, following.hint):
        node.values += following.values
        node.next = following.next
    elif isinstance(node, Say) and isinstance(following, Say):
        one, two = node.prompt, following.prompt
        if one.language == two.language:
            node.prompt = one._replace(
                text=f"{one.text} {two.text}".strip(),
                reads=tuple(dict.fromkeys((*one.reads, *two.reads))),
                audio=" & ".join(part for part in (one.audio, two.audio) if part),
                complete=one.complete and two.complete and bool(one.text) == bool(two.text),
            )
            node.next = following.next
    return node


def _mark(element: Element, file: str, attribute: str = "") -> Mark:
    return element.mark(file, attribute if attribute and element.get(attribute) else "")


def _namespace(element: Element, document: Document) -> str:
    prefix = element.tag.rpartition(":")[0]
    return element.get(f"xmlns:{prefix}") or document.root.get(f"xmlns:{prefix}")
