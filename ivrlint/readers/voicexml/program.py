"""From the executable content of a form to nodes: forwards into a list of operations, then backwards into what follows what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ivrlint.readers.positioned_xml import Element, Text
from ivrlint.readers.voicexml.actions import Actions, Make, mark_of
from ivrlint.readers.voicexml.nodes import Branch, Give, Node, Origin, Problematic, Say, Test
from ivrlint.readers.voicexml.parts import HANDLERS, Document, language, pieces
from ivrlint.readers.voicexml.speech import MARKUP, Piece, words_of
from ivrlint.readers.voicexml.strays import with_strays
from ivrlint.readers.voicexml.templates import is_template

_SILENT = HANDLERS | frozenset(
    re.findall(
        r"\S+",
        """
    log reprompt meta metadata property grammar link param elseif else sendevent
    """,
    )
)
_CONFORMANCE = ("pass", "fail")

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
        self.actions = Actions(resolve, tuple(inputs))

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
        stack: list[Iterable[object]] = [iter(self._mended([*content], file))]
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

    def _mended(self, content: list[Piece], file: str) -> list[Piece]:
        return with_strays(
            content,
            self.document.foreign,
            lambda stray: self._complain(f"<{stray.tag}> must stand in an <if>, with nothing in itself", stray, file),
        )

    def _is_speech(self, element: Element) -> bool:
        if element.name in ("audio", "value", "enumerate", "break"):
            return True
        return element.name in MARKUP and not self.document.foreign(element)

    def _branches(self, element: Element, origin: Origin, file: str, result: list[Operation]) -> Sequence[object]:
        """The parts of an `if`, to be gone through in turn, after a test has been added to the operations."""
        if element.name != "if":  # foreach: once is enough to hear what it says
            return self._mended(pieces(element), file)
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
            what = Problematic(mark=mark_of(element, file), item=origin.item, role=origin.role, what="further branches")
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
            Branch(branch.get("cond").strip(), mark_of(branch, file, "cond"), head[0])
            for (branch, _), head in zip(conds, heads, strict=True)
        ]
        return Test(mark=mark_of(element, file), item=origin.item, role=origin.role, next=rest[0], branches=branches)

    def _say(self, speech: list[Piece], origin: Origin, file: str, prompt: Element | None) -> list[Operation]:
        """Words, and what stands among them although it is none."""
        document = self.document
        words = words_of(speech, self.resolve, (), document.foreign, document.disputed)
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
            branch = Branch(cond, mark_of(prompt, file, "cond"), head[0])
            return Test(mark=mark_of(prompt, file), item=origin.item, role=origin.role, next=end[0], branches=[branch])

        return [test, ("label", head), make, ("label", end)]

    def _action(self, element: Element, origin: Origin, file: str) -> list[Operation]:
        """One action; those that do nothing that matters here are none."""
        document = self.document
        name = element.name
        if document.foreign(element):
            if name in _CONFORMANCE and "vxml-conformance" in _namespace(element, document):
                return [lambda _: Problematic(mark=mark_of(element, file), item=origin.item, role=origin.role, what=element.tag)]
            return []
        if name == "prompt":
            return self._say(pieces(element), origin, file, element)
        if name in ("transfer", "field", "record", "subdialog"):
            if name != "subdialog":
                self._complain(f"<{element.tag}> must stand in a form, not among actions", element, file)
            return [lambda following: self.visit(element, origin, following)]
        make = self.actions.make(element, origin, file)
        return [make] if make else []

    def _complain(self, message: str, element: Element, file: str) -> None:
        """Something is wrong; what is wrong in another file is told when that is read."""
        if file == self.document.file:
            self.document.complain(message, element)


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


def _namespace(element: Element, document: Document) -> str:
    prefix = element.tag.rpartition(":")[0]
    return element.get(f"xmlns:{prefix}") or document.root.get(f"xmlns:{prefix}")
