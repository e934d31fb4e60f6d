"""Names of steps: after the ids and names of the document, unique, and free of what would be misread."""

from __future__ import annotations

LONGEST = 90

_FILES = (".yaml", ".yml", ".json")


class Names:
    """The names that are taken."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.last: dict[str, int] = {}

    def reserve(self, name: str) -> str:
        """A name that is no other step's: this one, or with a number behind it."""
        name = readable(name)
        number = self.last.get(name, 1)
        result = name if number == 1 and name not in self.taken else ""
        while not result:
            number += 1
            candidate = f"{name} {number}"
            result = candidate if candidate not in self.taken else ""
        self.last[name] = number
        self.taken.add(result)
        return result


def readable(name: str) -> str:
    """A name on one line that is not too long and does not look like that of a file of another format."""
    name = " ".join(name.split())
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 1].rstrip()}…"
    return f"{name} (file)" if name.endswith(_FILES) else name or "(unnamed)"
