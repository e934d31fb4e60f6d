"""Profiles by their names and configurations by their files, each behind those that it extends."""

from __future__ import annotations

from pathlib import Path

from ivrlint.bundled import RULES
from ivrlint.config.keeping import kept, to_keep
from ivrlint.config.paths import absolute, basename, beside, dirname
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Config, Place
from ivrlint.flow import Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.content import shown

DEFAULT = "recommended"
"""The profile that is used when none is named."""

PROFILES = RULES / "profiles"


class Chain(NamedTuple):
    """Configurations, the most basic first and each once, and what is wrong with any of them.

    `folders` holds for each the folder that its files are seen from, empty for a profile; `texts` what they were made of.
    """

    configs: tuple[Config, ...] = ()
    folders: tuple[str, ...] = ()
    texts: tuple[bytes, ...] = ()
    problems: tuple[ConfigProblem, ...] = ()


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
    loading.profile(name, ())
    chain = loading.chain()
    return (() if chain.problems else chain.configs), chain.problems


def load_chain(path: str, file: str, data: bytes, profile: str = "") -> Chain:
    """The configuration in a file, whose path is absolute, behind all that it extends.

    `file` is its name for people. Where none of them names a profile, the recommended one is the most basic. A `profile` takes
    the place of what the file extends.
    """
    loading = _Loading(PROFILES)
    if profile:
        loading.profile(profile, ())
    if path:
        loading.file(path, file, data, (), extends=not profile)
    return loading.chain(default=not profile)


def profiles_to_keep() -> str:
    """What the file of kept profiles should hold. All of them have to be right."""
    from ivrlint.config.reading import read_config

    texts = {str(path): path.read_text(encoding="utf-8") for path in sorted(PROFILES.glob("*.yaml"))}
    configs = ((text, read_config(text, shown(path))[0]) for path, text in texts.items())
    return to_keep((text, config) for text, config in configs if config)


def is_file(base: str) -> bool:
    """Whether what a configuration extends is a file, and not the name of a profile."""
    return "/" in base or "\\" in base or base.endswith((".yaml", ".yml", ".toml"))


class _Loading:
    """Follows `extends` to its end. `links` grows with the configurations that are complete."""

    def __init__(self, folder: Path) -> None:
        self.profiles = folder
        self.links: dict[str, tuple[Config, str, bytes]] = {}
        self.problems: list[ConfigProblem] = []

    def chain(self, *, default: bool = False) -> Chain:
        """What was loaded; by `default` with the recommended profile at its beginning where there is no profile in it."""
        if default and all(folder for _, folder, _ in self.links.values()):
            links, self.links = self.links, {}
            self.profile(DEFAULT, ())
            self.links |= links
        configs, folders, texts = zip(*self.links.values(), strict=True) if self.links else ((), (), ())
        return Chain(configs, folders, texts, tuple(sorted(set(self.problems))))

    def profile(self, name: str, within: tuple[str, ...]) -> None:
        """Add a profile behind its bases; `within` are the configurations that extend it."""
        path = self.profiles / f"{name}.yaml"
        text, file = path.read_text(encoding="utf-8"), shown(str(path))
        config = kept(text, file) if self.profiles == PROFILES else None
        if config is None:
            from ivrlint.config.reading import read_config

            config, problems = read_config(text, file)
            self.problems += problems
        if config is not None:
            self._add(name, config, "", text.encode(), within, extends=True)

    def file(self, path: str, file: str, data: bytes, within: tuple[str, ...], *, extends: bool = True) -> None:
        """Add a file behind its bases, or without them when it `extends` nothing."""
        from ivrlint.config.files import config_in

        config, problems = config_in(data, file)
        self.problems += problems
        if config is not None:
            self._add(path, config, dirname(path), data, within, extends=extends)

    def _add(self, key: str, config: Config, folder: str, data: bytes, within: tuple[str, ...], *, extends: bool) -> None:
        within = (*within, key)
        for base, place in zip(config.extends, config.extends_at, strict=True) if extends else ():
            if folder and is_file(base):
                self._file_named(base, config, place, folder, within)
            else:
                self._profile_named(base, config, place, within)
        self.links[key] = config, folder, data

    def _file_named(self, base: str, config: Config, place: Place, folder: str, within: tuple[str, ...]) -> None:
        from ivrlint.readers.content import content

        path = absolute(folder, base)
        if not self._is_new(base, path, config, place, within):
            return
        data = content(path)
        if isinstance(data, Refusal):
            self._problem(config, place, f"extends: {base}: {data.message}{self._hint(base)}")
        else:
            self.file(path, beside(config.file, base), data, within)

    def _hint(self, base: str) -> str:
        """What may have been meant by a file that is not there."""
        if "://" in base:
            return "; only files and profiles can be extended"
        profile = base.removesuffix(".yaml").removesuffix(".yml")
        return f"; the profile is called {profile!r}" if profile in profile_names() else ""

    def _profile_named(self, base: str, config: Config, place: Place, within: tuple[str, ...]) -> None:
        if not self._is_new(base, base, config, place, within):
            return
        if (self.profiles / f"{base}.yaml").is_file():
            self.profile(base, within)
            return
        from ivrlint.expressions import did_you_mean

        known = sorted(each.stem for each in self.profiles.glob("*.yaml"))
        self._problem(config, place, f"extends: there is no profile {base!r}{did_you_mean(base, known)}")

    def _is_new(self, base: str, key: str, config: Config, place: Place, within: tuple[str, ...]) -> bool:
        """Whether something that is extended is to be added; to come back to what extends it is a mistake."""
        if key in within:
            names = [basename(each) for each in within[within.index(key) :]]
            self._problem(config, place, f"extends: goes in a circle: {', '.join((*names, basename(base)))}")
        return key not in within and key not in self.links

    def _problem(self, config: Config, place: Place, message: str) -> None:
        self.problems.append(ConfigProblem(config.file, *place, message))
