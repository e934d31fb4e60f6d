"""extensions.conf: sections, `exten =>` and `same =>`, `include`, comments."""

from __future__ import annotations

import re

from ivrlint.flow import Problem
from ivrlint.readers.asterisk.comments import Comments
from ivrlint.readers.asterisk.dialplan import Context, Extension, Include, Line, Plan
from ivrlint.readers.asterisk.source import Source

_SECTION = re.compile(r"\s*\[([^\]]*)\](\s*\(([^)]*)\))?")
_DIRECTIVE = re.compile(r"\s*#(include|tryinclude|exec)\s+(.*)", re.IGNORECASE)
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=>?\s*")
_PRIORITY = re.compile(r"([^()+\s]*+(?:\s++[^()+\s]++)*+)\s*+(?:\(([^()]*+)\))?\s*+(?:\+\s*+(\d++))?\s*+(?:\(([^()]*+)\))?\s*+\Z")
_MOST_PROBLEMS = 10
_LONGEST_PRIORITY = 200
_LONGEST = 8000


def parse(source: Source) -> Plan:
    """The dialplan of a file of this syntax, with what is wrong in it."""
    return _Reading(source).plan


class _Reading:
    """Goes through a file line by line."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.plan = Plan(source)
        self.context: Context | None = None
        self.section = ""
        self.templates: dict[str, Context] = {}
        self.extension: Extension | None = None
        self.last = 0
        comments = Comments(source)
        for start, code in comments.code:
            if code.strip():
                self._line(start, code, comments)

    def _line(self, start: int, code: str, comments: Comments) -> None:
        if directive := _DIRECTIVE.match(code):
            self._directive(directive[1].lower(), directive[2], start + directive.start(2))
        elif section := _SECTION.match(code):
            self._section(section, start, comments)
        elif (key := _KEY.match(code)) is None:
            self._wrong("there is no `=` in this line: Asterisk passes over it", start, code)
        else:
            self._setting(key[1].lower(), start + key.end(), code[key.end() :], start, comments)

    def _directive(self, word: str, rest: str, at: int) -> None:
        name = rest.strip().strip("\"'<>;").strip()
        if word != "exec" and name:
            self.plan.files.append((name, at))

    def _section(self, found: re.Match[str], start: int, comments: Comments) -> None:
        name = self.section = found[1].strip()
        self.extension, self.last = None, 0
        flags = [flag.strip() for flag in (found[3] or "").split(",") if flag.strip()]
        if name.lower() in ("general", "globals"):
            self.plan.whole = True
            if name.lower() == "globals":
                self.context = None
                return
        at = start + found.start(1)
        if "!" in flags:
            self.context = self.templates[name] = Context(name, at, self.source)
        elif name.lower() == "general":
            self.context = Context(name, at, self.source)  # not one of the plan
        else:
            self.context = self.plan.context(name, at, self.source)
            self.context.title = self.context.title or comments.behind(start)
        for flag in flags:
            template = self.templates.get(flag) or self.plan.contexts.get(flag)
            if template is not None and template is not self.context:
                _copy(template, self.context)

    def _setting(self, key: str, at: int, value: str, start: int, comments: Comments) -> None:
        section, context = self.section.lower(), self.context
        if section == "globals":
            self.plan.values[key if key != "exten" else ""] = value.strip()
            self.plan.values[self.source.text[start:at].rstrip("=> \t").strip()] = value.strip()
        elif context is None:
            pass
        elif key == "exten":
            self._exten(at, value, start, comments)
        elif key == "same":
            self._same(at, value, start, comments)
        elif key == "include":
            name, _, times = value.replace("|", ",").partition(",")
            context.includes.append(Include(name.strip(), times.strip(), at, self.source))
        elif key in ("switch", "lswitch", "eswitch"):
            context.switches.append(value.strip())
        elif section == "general":
            self.plan.settings[key] = value.strip()

    def _exten(self, at: int, value: str, start: int, comments: Comments) -> None:
        comma = _comma(value)
        if comma < 0 or self.context is None:
            self._wrong("an extension needs a number, a priority and an application with commas between them", at, value)
            return
        name, _, caller = value[:comma].partition("/")
        name = re.sub(r"\s", "", name) if name.strip().startswith("_") else name.strip().strip('"')
        if caller.strip():
            name = f"{name}/{caller.strip()}"
        if self.section.lower() == "general" and not self.context.extensions:
            message = "Asterisk reads only settings in [general]: no call comes to the extensions there"
            self.plan.problems.append(Problem(message, self.source.mark(start, at)))
        self.extension = self.context.extension(name, at, self.source)
        self._priority(at + comma + 1, value[comma + 1 :], start, at, comments)

    def _same(self, at: int, value: str, start: int, comments: Comments) -> None:
        if self.extension is None:
            self._wrong("`same` stands for the extension before it, and there is none", at, value)
        else:
            self._priority(at, value, start, at, comments)

    def _priority(self, at: int, value: str, start: int, exten_at: int, comments: Comments) -> None:
        extension = self.extension
        comma = value.find(",")
        written = value if comma < 0 else value[:comma]
        found = _PRIORITY.match(written.strip()) if len(written) < _LONGEST_PRIORITY else None
        if extension is None or found is None or comma < 0:
            self._wrong("this line has no priority: it should be `n`, a number or a label, and then a comma", at, value)
            return
        number, label = found[1].strip(), (found[2] or found[4] or "").strip()
        if number.lower() == "hint":
            return
        if number.lower() in ("n", "next", ""):
            priority = self.last + 1
        elif number.lower() in ("s", "same"):
            priority = self.last
        elif number.isascii() and number.isdecimal() and len(number) < 10:
            priority = int(number)
        elif number in extension.labels:
            priority = extension.labels[number]
        else:
            self._wrong("the priority of this line is neither a number nor `n`, nor a label of the extension", at, value)
            return
        priority += int(found[3][:6]) if found[3] else 0
        self.last = priority
        call = value[comma + 1 : comma + _LONGEST]
        call_at = at + comma + 1 + len(call) - len(call.lstrip())
        app, args, args_at = _call(call.strip(), call_at)
        extension.add(
            Line(
                priority,
                label,
                app,
                args,
                call_at,
                call_at + len(call.strip()),
                args_at,
                exten_at,
                self.source,
                comments.behind(start),
                comments.said(start),
            )
        )

    def _wrong(self, message: str, at: int, text: str) -> None:
        if len(self.plan.problems) < _MOST_PROBLEMS and self.section.lower() not in ("general", "globals"):
            self.plan.problems.append(Problem(message, self.source.mark(at, at + len(text.rstrip()))))


def _comma(value: str) -> int:
    """Where the name of an extension ends; a comma within square brackets belongs to it."""
    depth = 0
    for position, character in enumerate(value):
        if character == "[":
            depth += 1
        elif character == "]":
            depth = max(depth - 1, 0)
        elif character == "," and not depth:
            return position
    return value.find(",")


def _call(text: str, at: int) -> tuple[str, str, int]:
    """The application and its arguments, in brackets, or behind a comma as the oldest files have them."""
    bracket = text.find("(")
    comma = min((place for place in (text.find(","), text.find("|")) if place >= 0), default=-1)
    if bracket < 0 or 0 <= comma < bracket:
        if comma < 0:
            return text, "", at + len(text)
        return text[:comma].strip(), text[comma + 1 :], at + comma + 1
    inner = text[bracket + 1 :]
    inner = inner[: inner.rfind(")")] if ")" in inner else inner
    return text[:bracket].strip(), inner, at + bracket + 1


def _copy(template: Context, context: Context) -> None:
    for extension in template.extensions.values():
        own = context.extension(extension.name, extension.at, extension.source)
        for line in extension.lines.values():
            own.add(line)
    context.includes.extend(template.includes)
    context.switches.extend(template.switches)
