"""Tags of templates that control what is sent, in one notation: `if …`, `unless …`, `elsif …`, `else`, `for`, `end`.

The tags are those of ERB, EJS, JSP and PHP (`<% if x %>`, `<% } else { %>`, `<?php endif; ?>`) and those within braces of
Handlebars, Mustache and Go (`{{#if x}}`, `{{/if}}`, `{{end}}`). A block that is no condition is a `for`: what stands in
it comes once.
"""

from __future__ import annotations

import re

ENDS = frozenset({"end", "endif", "endunless", "endfor", "}"})
BLOCKS = frozenset({"for", "{"})
"""Blocks that are no conditions."""

OPENS = frozenset({"if", "unless", "^"})
"""Conditions; the sign is an `unless` in the notation of Mustache."""

_RUBY = re.compile(r"(?s)(if|unless|elsif)\s+(\S.*)")
_RUBY_BLOCK = re.compile(r"(?:for|while|until|case|begin)\b")
_DO = re.compile(r"\bdo(?:\s*\|[^|]*\|)?\Z")
_IF = re.compile(r"\b(else\s*if|elseif|if)\s*\(([^{}]*)\)\s*[{:]\Z")
_ELSE = re.compile(r"\}?\s*else\s*[{:]?")
_END = re.compile(r"\}[\s});]*|end(?:if|foreach|for|while|switch)?\s*;?")
_BRACES = re.compile(r"[#/^!>]|(?:else\s+if|if|else|end|range|with)(?=\s|\Z)")
_LONGEST = 400
"""Characters at the end of a piece of a program among which a condition is looked for."""


def of_code(code: str) -> str:
    """What a piece of a program controls, from `<% … %>` or `<?php … ?>`; empty when it controls nothing."""
    code = code.strip().removeprefix("-").removesuffix("-").strip()
    if code[:1] in {"#", "@", "!"}:
        return ""
    if _ELSE.fullmatch(code):
        return "else"
    if _END.fullmatch(code):
        return "end"
    condition = _IF.search(code[-_LONGEST:])
    if condition:
        again = code.startswith("}") or condition[1] != "if"
        return f"{'elsif' if again else 'if'} {condition[2].strip()}"
    ruby = _RUBY.fullmatch(code)
    if ruby and not code.endswith(("{", ":", ";")):
        return f"{ruby[1]} {ruby[2]}"
    block = code.endswith(("{", ":")) or _RUBY_BLOCK.match(code) or _DO.search(code[-_LONGEST:])
    return "for" if block else ""


def of_braces(inside: str) -> str | None:
    """What a tag `{{ … }}` controls; empty for what is left out, None for an output."""
    inside = inside.strip().strip("-~").strip()
    found = _BRACES.match(inside)
    if found is None:
        return None
    sign, rest = " ".join(found[0].split()), inside[found.end() :].strip()
    if sign in {"!", ">"}:
        return ""
    if sign in {"/", "end"}:
        return "end"
    if sign == "^":
        return f"^{rest}" if rest else "else"
    if sign == "#":
        condition = re.match(r"(?s)(if|unless)\s+(.+)", rest)
        return f"{condition[1]} {condition[2]}" if condition else "for"
    if sign == "else":
        return "else" if not rest else None
    if not rest:
        return None
    if sign in {"range", "with"}:
        return "for"
    return f"{'if' if sign == 'if' else 'elsif'} {rest}"


def fitted(control: str, inside: str) -> str:
    """A control in the place of what a tag holds: shortened, to a sign if need be, so that nothing behind it moves."""
    lines = inside.split("\n")
    room = max(range(len(lines)), key=lambda number: len(lines[number]))
    width = len(lines[room])
    control = " ".join(re.sub(r"[\"'<>&{}%]", "`", control).split())
    if len(control) > width:
        word, _, rest = control.partition(" ")
        if control == "end":
            control = "}"
        elif len(word) + bool(rest) >= width:
            control = "{"
    return "\n".join((control[:width].ljust(width) if number == room else " " * len(line)) for number, line in enumerate(lines))


def closed(text: str) -> str:
    """A text in which the ends of blocks say what they end, as Liquid wants it."""
    open_: list[str] = []

    def named(tag: re.Match[str]) -> str:
        word = tag[1]
        if word == "{":
            open_.append("for")
            return "{% for %}"
        if word == "^":
            open_.append("unless")
            return "{% unless" + tag[0][2:].replace("^", " ", 1)
        if word in {"if", "unless", "for"}:
            open_.append(word)
        if word in {"end", "}"}:
            return f"{{% end{open_.pop()} %}}" if open_ else ""
        if word.startswith("end") and open_ and open_[-1] == word[3:]:
            open_.pop()
        return tag[0]

    return re.sub(r"\{%-?\s*(\w+|[{}^])[^%]*%\}", named, text)
