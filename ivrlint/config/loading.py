"""Profiles by their names, each after those that it extends."""

from __future__ import annotations

from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.config.keeping import kept, to_keep
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.reading import read_config
from ivrlint.config.value import Config
from ivrlint.expressions import did_you_mean
from ivrlint.readers.content import shown

DEFAULT = "recommended"
"""The profile that is used when none is named."""

PROFILES = RULES / "profiles"


def profile_names() -> tuple[str, ...]:
    """The names of all profiles: the default first, then the other one of general use, then those of standards."""
    return tuple(
        sorted((path.stem for path in PROFILES.glob("*.yaml")), key=lambda name: (name != DEFAULT, name != "strict", name))
    )


def with_clauses() -> tuple[Config, ...]:
    """The profiles that have clauses of a standard."""
    loaded = (load_profile(name)[0] for name in profile_names())
    return tuple(chain[-1] for chain in loaded if chain and chain[-1].clauses)


def load_profile(name: str, folder: Path = PROFILES) -> tuple[tuple[Config, ...], tuple[ConfigProblem, ...]]:
    """A profile behind all that it extends, each once and the most basic first; or what is wrong with any of them.

    There has to be a profile of this name.
    """
    loading = _Loading(folder)
    loading.add(name, ())
    return (() if loading.problems else tuple(loading.chain)), tuple(sorted(set(loading.problems)))


def profiles_to_keep() -> str:
    """What the file of kept profiles should hold. All of them have to be right."""
    texts = {str(path): path.read_text(encoding="utf-8") for path in sorted(PROFILES.glob("*.yaml"))}
    configs = ((text, read_config(text, shown(path))[0]) for path, text in texts.items())
    return to_keep((text, config) for text, config in configs if config)


class _Loading:
    """Follows `extends` to its end. `chain` grows with the configurations that are complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chain: list[Config] = []
        self.problems: list[ConfigProblem] = []

    def add(self, name: str, within: tuple[str, ...]) -> None:
        """Add a profile behind its bases; `within` are the profiles that extend it."""
        path = self.folder / f"{name}.yaml"
        text, file, ours = path.read_text(encoding="utf-8"), shown(str(path)), self.folder == PROFILES
        config = kept(text, file) if ours else None
        if config is None:
            config, problems = read_config(text, file)
            self.problems += problems
        if config is None:
            return
        within = (*within, name)
        for base, place in zip(config.extends, config.extends_at, strict=True):
            if base in within:
                round_trip = ", ".join((*within[within.index(base) :], base))
                self.problems.append(ConfigProblem(config.file, *place, f"extends: goes in a circle: {round_trip}"))
            elif not (self.folder / f"{base}.yaml").is_file():
                known = sorted(each.stem for each in self.folder.glob("*.yaml"))
                message = f"extends: there is no profile {base!r}{did_you_mean(base, known)}"
                self.problems.append(ConfigProblem(config.file, *place, message))
            elif all(base != each.name for each in self.chain):
                self.add(base, within)
        self.chain.append(config)
