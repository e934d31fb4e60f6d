"""The YAML parser written in Python, for systems where PyYAML came without libyaml."""

from __future__ import annotations

import re
from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from ivrlint.readers.yaml_errors import with_surrogates

_HALF = re.compile("[\ud800-\udfff]").search


class SlowParser(Reader, Scanner, Parser):
    """Gives the same events as libyaml, ten times more slowly."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, with_surrogates(text))
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:  # noqa: ANN401 - an event
        """The next event. Half a surrogate pair is an error, as it is in libyaml: no file could hold such a text."""
        event: Any = super().get_event()  # type: ignore[no-untyped-call]
        if _HALF(getattr(event, "value", "")):
            problem = "found invalid Unicode character escape code"
            raise ScannerError("while parsing a quoted scalar", event.start_mark, problem, event.start_mark)
        return event
