"""Comments in which somebody speaks to ivrlint, and the lines and steps that each of them is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ivrlint.flow import Flow, Mark, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.decoding import text_of
from ivrlint.readers.remarks.comments import Comments, comments
from ivrlint.readers.remarks.lines import Lines

_WORD = re.compile(r"ivrlint(?::|-disable)")
"""What speaks to ivrlint, or is meant to: other programs are spoken to with `-disable-next-line`."""

_BREAK = re.compile(r"[\r\n]")


class Remark(NamedTuple):
    """A comment that names ivrlint. `text` is what stands between its signs; `mark` begins at the name.

    It is about the lines from `first` to `last`: that in which it stands, or where it stands alone, the next one that is no
    comment; 0 and 0 where none follows. `steps` are the names of the steps that begin there.
    """

    text: str
    mark: Mark
    first: int
    last: int
    steps: tuple[str, ...] = ()


def remarks_in(texts: Mapping[str, bytes], formats: Mapping[str, str], flows: Mapping[str, Flow]) -> tuple[Remark, ...]:
    """The remarks in files of these formats, in order. Their steps are among those of `flows`, all flows of the run."""
    begins: dict[str, dict[int, list[str]]] = {file: {} for file in formats}
    for flow in flows.values():
        for step in flow.steps.values():
            if step.mark.file in begins:
                begins[step.mark.file].setdefault(step.mark.line, []).append(step.name)
    result: list[Remark] = []
    for file, format_ in sorted(formats.items()):
        text = text_of(texts[file], file)
        if not isinstance(text, Refusal):
            steps = begins[file]
            of: dict[tuple[int, int], tuple[str, ...]] = {}
            for remark in _remarks(text, file, comments(text, format_)):
                lines = (remark.first, remark.last)
                if lines not in of:
                    numbers = range(remark.first, remark.last + 1)
                    of[lines] = tuple(dict.fromkeys(name for line in numbers for name in steps.get(line, ())))
                result.append(remark._replace(steps=of[lines]))
    return tuple(result)


def _remarks(text: str, file: str, its: Comments) -> Iterator[Remark]:
    """The remarks of a text, without their steps."""
    lines = Lines(text, its)
    for comment in its.found:
        start, end = comment.start + comment.opens, comment.end - comment.closes
        word = _WORD.search(text, start, end)
        if word:
            at = word.start()
            over = _BREAK.search(text, at, end)
            stop = at + len(text[at : over.start() if over else end].rstrip())
            yield Remark(text[start:end], Mark(file, *lines.place(at), *lines.place(stop)), *lines.about(comment))
