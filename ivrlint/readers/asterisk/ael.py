"""AEL, the other language of dialplans: read into the same contexts, extensions and priorities."""

from __future__ import annotations

import re

from ivrlint.flow import Problem
from ivrlint.readers.asterisk.ael_text import Head, Text
from ivrlint.readers.asterisk.arguments import split
from ivrlint.readers.asterisk.dialplan import Context, Extension, Include, Line, Plan
from ivrlint.readers.asterisk.source import Source

_DEEPEST = 40
_MOST_CASES = 2000
_LONGEST = 8000
_TOP = re.compile(r"(?:(?:abstract|extend)\s+)*(context|macro)\s+([^\s(]+)\s*(?:\(([^)]*)\))?\s*\Z")
_EXTEN = re.compile(r"(?:regexten\s+)?(?:hint\s*\([^)]*\)\s*)?(\S+)\s*=>\s*")
_INCLUDE = re.compile(r"#include\s+[\"<]?([^\"<>;\s]+)[\">]?;?")
_CONTROL = re.compile(r"(if|ifTime|iftime|switch|while|for|random)\s*\(")
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")
_CASE = re.compile(r"(case|pattern|default)\b[ \t]*([^:;{}\n]{0,200}):")


def parse(source: Source) -> Plan:
    """The dialplan of a file of AEL, with what is wrong in it."""
    return _Reading(source).plan


class _Reading:
    """Goes through a file statement by statement."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.plan = Plan(source)
        self.text = Text(source)
        self.labels = 0
        while not self.text.done():
            self._top()

    # Contexts

    def _top(self) -> None:
        text = self.text
        if include := text.take(_INCLUDE):
            self.plan.files.append((include[1], include.start(1)))
            return
        head = text.head()
        found = _TOP.match(head.text)
        if head.stop != "{" or (found is None and not head.text.startswith("globals")):
            if head.stop == "{":
                text.skip_block()
            elif head.text.strip():
                self._wrong("a context or a macro is expected here", head)
            return
        if found is None:
            self.plan.whole = True
            self._globals()
        elif found[1] == "macro":
            context = self.plan.context(f"macro-{found[2]}", head.at, self.source)
            context.is_macro = True
            context.parameters = tuple(name.strip() for name in (found[3] or "").split(",") if name.strip())
            self._macro(context, head)
        else:
            self._context(self.plan.context(found[2], head.at, self.source))

    def _globals(self) -> None:
        while not self.text.closes():
            name, equals, value = self.text.head().text.partition("=")
            if equals:
                self.plan.values[name.strip()] = value.strip()

    def _macro(self, context: Context, head: Head) -> None:
        writer = _Writer(self, context.extension("s", head.at, self.source), context)
        writer.block(0)
        if not writer.extension.lines:
            writer.line("NoOp", "", head.at, head.at, head.end)

    def _context(self, context: Context) -> None:
        text = self.text
        while not text.closes():
            head = text.head(extension=True)
            if found := _EXTEN.match(head.text):
                extension = context.extension(found[1], head.at, self.source)
                text.back_to(head.at + found.end())
                _Writer(self, extension, context).statement(0)
            elif head.stop == "{" and head.text.strip() in ("includes", "switches", "eswitches"):
                self._names(context, head.text.strip())
            elif head.stop == "{":
                text.skip_block()
            elif head.text.strip() and "=" not in head.text:
                self._wrong("an extension is expected here: `number => application();`", head)

    def _names(self, context: Context, kind: str) -> None:
        while not self.text.closes():
            head = self.text.head()
            name, _, times = head.text.replace("|", ",").partition(",")
            if kind == "includes" and name.strip():
                context.includes.append(Include(name.strip(), times.strip(), head.at, self.source))
            elif name.strip():
                context.switches.append(name.strip())

    def _wrong(self, message: str, head: Head) -> None:
        if len(self.plan.problems) < 10:
            self.plan.problems.append(Problem(message, self.source.mark(head.at, head.end)))

    def label(self) -> str:
        """A label that nobody wrote."""
        self.labels += 1
        return f"~{self.labels}"


class _Writer:
    """Writes the statements of one extension as priorities."""

    def __init__(self, reading: _Reading, extension: Extension, context: Context) -> None:
        self.reading = reading
        self.text = reading.text
        self.extension = extension
        self.context = context
        self.next = max(extension.lines, default=0) + 1
        self.pending: list[str] = []
        self.loops: list[tuple[str, str]] = []

    def line(self, app: str, args: str, at: int, args_at: int, end: int) -> None:
        """One more priority, with the labels that wait for it."""
        label = next((label for label in self.pending if not label.startswith("~")), self.pending[0] if self.pending else "")
        note = self.text.comment_behind(end)
        args = args[:_LONGEST]
        self.extension.add(Line(self.next, label, app, args, at, end, args_at, at, self.reading.source, note))
        for other in self.pending:
            self.extension.labels.setdefault(other, self.next)
        self.pending = []
        self.next += 1

    def block(self, depth: int) -> None:
        """The statements up to the bracket that closes."""
        while not self.text.closes():
            self.statement(depth + 1)
        if not depth:
            self.flush()

    def flush(self) -> None:
        """A last priority for labels that nothing stands behind."""
        if self.pending:
            at = max(self.text.position - 1, 0)
            self.line("NoOp", "", at, at, at + 1)

    def statement(self, depth: int) -> None:
        """One statement."""
        text = self.text
        if depth > _DEEPEST:
            head = text.head()
            if head.stop == "{":
                text.skip_block()
            self.reading._wrong("statements are nested too deeply here", head)  # noqa: SLF001 - the same module
            return
        head = text.head()
        words = head.text.strip()
        if head.stop == "{" and not words:
            self.block(depth)
        elif control := _CONTROL.match(head.text):
            text.back_to(head.at + control.end() - 1)
            condition = text.brackets()
            getattr(self, f"_{control[1].lower()}")(condition, head, depth)
        elif head.stop == "{" and words.startswith("catch"):
            extension = self.context.extension(words[5:].strip(), head.at, self.reading.source)
            inside = _Writer(self.reading, extension, self.context)
            inside.block(depth + 1)
            inside.flush()
        elif head.stop == "{":
            text.skip_block()
        elif head.stop == ":":
            self.pending.append(words)
        elif words:
            self._simple(words, head)
        if not depth:
            self.flush()

    def _simple(self, words: str, head: Head) -> None:
        at, end = head.at, head.end
        word, _, rest = words.partition(" ")
        rest_at = at + len(word) + 1
        if words.startswith("&"):
            name, _, inside = words[1:].partition("(")
            self.line("Macro", f"{name.strip()},{inside.removesuffix(')')}".rstrip(","), at, at + 1, end)
        elif word == "jump":
            exten, _, context = rest.partition("@")
            context, _, priority = context.partition(",")
            self.line(
                "Goto", ",".join(part.strip() for part in (context, exten, priority or "1") if part.strip()), at, rest_at, end
            )
        elif word == "goto":
            self.line("Goto", rest.replace("|", ","), at, rest_at, end)
        elif word == "break" and self.loops:
            self.line("Goto", self.loops[-1][1], at, at, end)
        elif word == "continue" and self.loops:
            self.line("Goto", self.loops[-1][0], at, at, end)
        elif word == "return":
            self.line("Return", rest, at, rest_at, end)
        elif equals := _assignment(words):
            self.line("Set", f"{words[:equals].strip().removeprefix('local ')}={words[equals + 1 :].strip()}", at, at, end)
        elif (call := _CALL.match(words)) and words.endswith(")"):
            self.line(call[1], words[call.end() : -1], at, at + call.end(), end)
        else:
            self.line(words, "", at, end, end)

    def _branch(self, app: str, args: str, condition: Head, head: Head, yes: str, no: str) -> None:
        self.line(app, f"{args}?{yes}:{no}", head.at, condition.at, condition.end + 1)

    def _if(self, condition: Head, head: Head, depth: int) -> None:
        self._two("GotoIf", f"$[{condition.text}]", condition, head, depth)

    def _iftime(self, condition: Head, head: Head, depth: int) -> None:
        self._two("GotoIfTime", condition.text.replace("|", ","), condition, head, depth)

    def _random(self, condition: Head, head: Head, depth: int) -> None:
        self._two("GotoIf", f"$[${{RAND(0,99)}} < {condition.text}]", condition, head, depth)

    def _two(self, app: str, args: str, condition: Head, head: Head, depth: int) -> None:
        yes, no, behind = self.reading.label(), self.reading.label(), self.reading.label()
        self._branch(app, args, condition, head, yes, no)
        self.pending.append(yes)
        self.statement(depth + 1)
        if self.text.word("else"):
            self.line("Goto", behind, head.at, head.at, head.at + 2)
            self.pending.append(no)
            self.statement(depth + 1)
        else:
            self.pending.append(no)
        self.pending.append(behind)

    def _while(self, condition: Head, head: Head, depth: int) -> None:
        again, body, behind = self.reading.label(), self.reading.label(), self.reading.label()
        self.pending.append(again)
        self._branch("GotoIf", f"$[{condition.text}]", condition, head, body, behind)
        self.pending.append(body)
        self.loops.append((again, behind))
        self.statement(depth + 1)
        self.loops.pop()
        self.line("Goto", again, head.at, head.at, head.at + 5)
        self.pending.append(behind)

    def _for(self, condition: Head, head: Head, depth: int) -> None:
        first, test, last = ([*split(condition.text, condition.at, ";"), *split("", condition.at, ";") * 2])[:3]
        for piece in (first,) if first.text else ():
            self.line("Set", piece.text, piece.at, piece.at, piece.at + len(piece.text))
        again, body, onwards, behind = (self.reading.label() for _ in range(4))
        self.pending.append(again)
        self._branch("GotoIf", f"$[{test.text}]", condition, head, body, behind)
        self.pending.append(body)
        self.loops.append((onwards, behind))
        self.statement(depth + 1)
        self.loops.pop()
        self.pending.append(onwards)
        name, equals, value = last.text.partition("=")  # what is assigned in AEL is worked out
        counted = f"{name}=$[{value}]" if equals and "$[" not in value else last.text
        self.line("Set", counted, last.at, last.at, last.at + len(last.text))
        self.line("Goto", again, head.at, head.at, head.at + 3)
        self.pending.append(behind)

    def _switch(self, condition: Head, head: Head, depth: int) -> None:
        """The comparisons, then the cases, one after another: one that does not end goes on in the next."""
        text = self.text
        if text.head().stop != "{":
            return
        behind = self.reading.label()
        first, before = self.next, self.pending
        self.next, self.pending = first + _MOST_CASES + 1, []
        tests: list[tuple[str, str, Head, str]] = []
        self.loops.append((self.loops[-1][0] if self.loops else behind, behind))
        while not text.closes():
            if found := text.take(_CASE):
                label = self.reading.label()
                self.pending.append(label)
                tests.append((found[1], found[2].strip(), Head(found[0], found.start(), found.end(), ":"), label))
            else:
                self.statement(depth + 1)
        self.loops.pop()
        self.line("Goto", behind, head.at, head.at, condition.end)
        last, self.next, self.pending = self.next, first, before
        otherwise = next((label for kind, _, _, label in tests if kind == "default"), behind)
        for kind, value, mark, label in tests[:_MOST_CASES]:
            if kind != "default":
                sign = "=" if kind == "case" else "=~"
                self.line("GotoIf", f'$["{condition.text}" {sign} "{value}"]?{label}', mark.at, mark.at, mark.end)
        self.line("Goto", otherwise, head.at, head.at, condition.end)
        self.next, self.pending = last, [behind]


def _assignment(words: str) -> int:
    """Where the `=` of an assignment stands; 0 when a statement is none."""
    depth = 0
    for position, character in enumerate(words):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "=" and not depth:
            return position if words[position + 1 : position + 2] not in ("=", ">") else 0
    return 0
