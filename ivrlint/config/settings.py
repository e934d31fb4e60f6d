"""What holds for each file of a run, from its configuration and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ivrlint.config.choices import Choices
from ivrlint.config.globs import Globs
from ivrlint.config.loading import Chain, load_chain
from ivrlint.config.nearest import Lying, Nearest, lying, overlooked
from ivrlint.config.paths import absolute, beside, dirname, named, seen_from
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.terms import Terms
from ivrlint.config.value import Config, Ignore
from ivrlint.kept import digest
from ivrlint.readers.content import shown

if TYPE_CHECKING:
    from ivrlint.config.rules import Judges
    from ivrlint.rule import Rule


class Settings:
    """What holds for a file. Files of which the same holds share one of these.

    Cheap to ask: `digest` (the same for the same configuration texts, rule folders and choices: what comes of a file depends on
    it, on those of the files that it leads to, and on ivrlint itself), `fail_on`, `baseline`, `ignores`, `configs`. Dear, as
    rules are loaded for it, at the first time: `terms` and `problems`.
    """

    def __init__(self, ground: Ground, overrides: frozenset[tuple[int, int]]) -> None:
        self.ground = ground
        self.overrides = overrides

    @cached_property
    def digest(self) -> str:
        """What only equal settings have in common."""
        return digest(f"{self.ground.digest}{sorted(self.overrides)}".encode())

    @property
    def problems(self) -> tuple[ConfigProblem, ...]:
        """Everything that is wrong with the configuration, and with the rules that it brings; nothing is judged by it then."""
        return self.ground.problems

    @cached_property
    def terms(self) -> Terms | None:
        """By what the file is judged; None where the configuration has mistakes."""
        return None if self.problems else self.ground.terms(self.overrides)

    @property
    def configs(self) -> tuple[Config, ...]:
        """The configurations that hold, the most basic first; the later has the last word."""
        return self.ground.chain.configs

    @property
    def fail_on(self) -> str:
        """The least severity that makes the exit code 1, or never; empty where nothing is said of that."""
        return next((config.fail_on for config in reversed(self.configs) if config.fail_on), "")

    @property
    def baseline(self) -> str:
        """The path of the file of known findings; empty where none is named."""
        config = next((config for config in reversed(self.configs) if config.baseline), None)
        return beside(config.file, config.baseline) if config else ""

    @property
    def baseline_by(self) -> str:
        """Where that is said, as `file:line:column`."""
        config = next((config for config in reversed(self.configs) if config.baseline), None)
        return ":".join(map(str, (config.file, *config.said_at["baseline"]))) if config else ""

    def level(self, name: str) -> str:
        """On, off or a severity, as it is said of what is found by no rule; empty where nothing is said."""
        from ivrlint.config.applying import level_of

        return level_of(name, self.configs, self.overrides)

    @property
    def ignores(self) -> tuple[Ignore, ...]:
        """The findings that are accepted; patterns of files are seen from `root`."""
        return tuple(ignore for config in self.configs for ignore in config.ignores)


class Ground:
    """What holds wherever one configuration does: what its overrides change stands on it."""

    def __init__(self, found: Lying | None, name: str, root: str, choices: Choices) -> None:
        self.name = name
        self.root = root
        self.choices = choices
        if found and found.reason:
            self.chain = Chain(problems=(ConfigProblem(name, 0, 0, found.reason),))
        else:
            self.chain = load_chain(found.path if found else "", name, found.data if found else b"", choices.profile)
        configs = self.chain.configs
        self.exclude = Globs(glob for config in configs for glob in config.exclude)
        self._overrides = [
            ((number, nth), Globs(override.files))
            for number, config in enumerate(configs)
            for nth, override in enumerate(config.overrides)
        ]
        self.known: dict[frozenset[tuple[int, int]], Settings] = {}

    def settings(self, path: str) -> Settings:
        """What holds for the file at an absolute path."""
        seen = seen_from(self.root, path) if self._overrides else ""
        applying = frozenset(number for number, globs in self._overrides if globs.cover(seen))
        if applying not in self.known:
            self.known[applying] = Settings(self, applying)
        return self.known[applying]

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folders of rules, those of the command line first."""
        named = (beside(config.file, folder) for config in self.chain.configs for folder in config.rule_folders)
        return tuple(dict.fromkeys((*self.choices.folders, *named)))

    @property
    def files(self) -> Iterator[str]:
        """The files that say what holds: configurations, the baselines that they name, and the files of rules."""
        yield from (problem.file for problem in self.chain.problems)
        for config in self.chain.configs:
            yield config.file
            if config.baseline:
                yield beside(config.file, config.baseline)
        if self.folders:
            from ivrlint.config.texts import files_in

            yield from files_in(self.folders)

    @cached_property
    def digest(self) -> str:
        """What only equal configurations with equal rules and choices have in common."""
        choices = (sorted(self.choices.select), sorted(self.choices.ignore), self.choices.profile)
        wrong = "\n".join(map(str, self.chain.problems)).encode("utf-8", "surrogatepass")
        return digest(b"\0".join((repr(choices).encode(), wrong, *self.chain.texts, *self._texts_of_rules())))

    def _texts_of_rules(self) -> Iterable[bytes]:
        if not self.folders:
            return ()
        from ivrlint.config.texts import texts_of

        return texts_of(self.folders)

    @cached_property
    def judges(self) -> Judges:
        """The rules, as they were loaded for this configuration."""
        from ivrlint.config.rules import judges

        return judges(self.chain, self.folders)

    @property
    def problems(self) -> tuple[ConfigProblem, ...]:
        """Everything that is wrong."""
        return self.judges.problems

    def terms(self, overrides: frozenset[tuple[int, int]]) -> Terms:
        """By what files are judged for which these overrides hold."""
        from ivrlint.config.rules import terms

        return terms(self.judges.rules, self.chain.configs, overrides, self.choices)


class Configurations:
    """What holds for each file of a run. Whoever has the `choices` can make it again, also in another process.

    Files are named as findings name them; `of` is cheap: it looks into each folder once, and at each file.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self._nearest = Nearest()
        self._grounds: dict[str, Ground] = {}
        self._known: dict[str, Settings] = {}
        self._excluded: dict[str, bool] = {}
        self._of: dict[str, Ground] = {}

    def of(self, file: str) -> Settings:
        """What holds for a file."""
        if file not in self._known:
            path = absolute(self.choices.here, file)
            self._known[file] = self._ground(dirname(path)).settings(path)
        return self._known[file]

    def judging(self, file: str, linked: bool = False) -> Settings | None:
        """What holds for a file; None for one that is only `linked` and excluded, and so is not judged."""
        return None if linked and self.excludes(file) else self.of(file)

    def terms(self, file: str, linked: bool = False) -> Terms | None:
        """By what a file is judged; None where its configuration has mistakes, and for one that is only `linked` and excluded."""
        settings = self.judging(file, linked)
        return settings.terms if settings else None

    def passes_over(self, path: str, folder: bool, named: bool) -> bool:
        """Whether a file or a folder is passed over, that lies in a folder which is walked through, or was `named`."""
        if named:
            return self.choices.force_exclude and self.excludes(path, folder)
        path = absolute(self.choices.here, path)
        ground = self._ground(dirname(path))
        return bool(ground.exclude) and ground.exclude.mean(seen_from(ground.root, path), folder=folder)

    def excludes(self, path: str, folder: bool = False) -> bool:
        """Whether a file or a folder is excluded, or a folder that it lies in."""
        path = absolute(self.choices.here, path)
        inner: list[str] = []
        outer = dirname(path)
        while outer not in self._excluded and outer != dirname(outer):
            inner.append(outer)
            outer = dirname(outer)
        excluded = self._excluded.setdefault(outer, False)
        for each in reversed(inner):
            excluded = self._excluded[each] = excluded or self.passes_over(each, True, False)
        return excluded or self.passes_over(path, folder, False)

    def overlooked(self, files: Iterable[str]) -> tuple[str, ...]:
        """What looks like a configuration above files that have none, and is none by its name."""
        if self.choices.isolated or self.choices.config:
            return ()
        folders = {absolute(self.choices.here, folder) for folder in set(map(dirname, files))}
        paths = overlooked(folder for folder in folders if not self._ground(folder).name)
        return tuple(sorted(named(path, self.choices.here) for path in paths))

    @property
    def digest(self) -> str:
        """What only the same configurations have in common, with equal rules and choices; of those that were needed so far."""
        return digest(repr(sorted(ground.digest for ground in self._needed)).encode())

    @property
    def files(self) -> Iterator[str]:
        """The files that say what holds, as far as they were needed."""
        for ground in self._needed:
            yield from ground.files

    @property
    def problems(self) -> tuple[ConfigProblem, ...]:
        """What is wrong with the configurations that were needed so far and whose rules were loaded."""
        return tuple(sorted({problem for ground in self._grounds.values() for problem in ground.problems}))

    def rules(self, files: Iterable[str]) -> tuple[Rule, ...]:
        """The rules that judge some of these files, each as the first file of the alphabet wants it; loads the rules."""
        rules: dict[str, Rule] = {}
        for settings in dict.fromkeys(map(self.of, sorted(files))):
            for rule in settings.terms.rules if settings.terms else ():
                rules.setdefault(rule.id, rule)
        return tuple(rules.values())

    @property
    def concerns(self) -> Mapping[str, str]:
        """The concerns of all rules, by their ids, that the configurations know which were needed so far; loads the rules."""
        return {rule.id: rule.concern for ground in self._needed for rule in ground.judges.rules}

    @property
    def _needed(self) -> Collection[Ground]:
        return self._grounds.values() or (self._ground(self.choices.here),)

    def _ground(self, folder: str) -> Ground:
        if folder not in self._of:
            self._of[folder] = self._ground_of(folder)
        return self._of[folder]

    def _ground_of(self, folder: str) -> Ground:
        choices, found, root, name = self.choices, None, self.choices.here, ""
        if choices.config:
            found, name = lying(absolute(self.choices.here, choices.config)), shown(choices.config)
            if found.reason:
                found = found._replace(reason=f"{found.reason}, and is named as the configuration")
        elif not choices.isolated and (found := self._nearest.above(folder)):
            root, name = dirname(found.path), named(found.path, choices.here)
        key = found.path if found else ""
        if key not in self._grounds:
            self._grounds[key] = Ground(found, name, root, choices)
        return self._grounds[key]
