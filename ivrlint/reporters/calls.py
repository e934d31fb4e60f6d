"""The call that shows a finding, moment by moment."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import CallTranscript
from ivrlint.reporters.frame import printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.wording import clock


def moments(call: CallTranscript, paint: Paint) -> Iterator[str]:
    """One line for each moment: when it is, who does something, and what."""
    for event in call.events:
        yield f"{paint(f'{clock(event.at):>5}', 'quiet')}  {event.who:<8} {printable(event.what)}".rstrip()
