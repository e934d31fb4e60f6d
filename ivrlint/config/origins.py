"""Where what holds for a file comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ivrlint.config.applying import applied, layers
from ivrlint.config.naming import meant
from ivrlint.config.settings import Settings
from ivrlint.config.value import Config, Place
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import BY_NO_RULE
from ivrlint.rule import Rule

OFF = "off"


class Held(NamedTuple):
    """A value that holds, and who says so: `file:line:column`, a profile, an option of the command line; empty for nobody."""

    value: object
    by: str = ""


class HeldRule(NamedTuple):
    """What holds of a rule: its level (off or a severity) and the values of its options, by their names."""

    level: Held
    options: Mapping[str, Held]


class Origins:
    """Tells who says what of the settings of a file."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.configs, self.choices = settings.configs, settings.ground.choices
        chain = settings.ground.chain
        self._profiles = {config.file for config, folder in zip(chain.configs, chain.folders, strict=True) if not folder}

    def by(self, config: Config, place: Place) -> str:
        """Who says what stands at a place of a configuration."""
        return f"profile {config.name}" if config.file in self._profiles else f"{config.file}:{place[0]}:{place[1]}"

    def said(self, key: str) -> Held:
        """What the last configuration says at a key such as `fail_on` or `times.decide`; an empty value where none does."""
        for config in reversed(self.configs):
            if key in config.said_at:
                first, _, name = key.partition(".")
                return Held(config.times[name] if name else getattr(config, first), self.by(config, config.said_at[key]))
        return Held("")

    def exclude(self) -> Iterator[Held]:
        """The patterns of what is excluded."""
        return (Held(glob.text, self.by(config, glob.at)) for config in self.configs for glob in config.exclude)

    def rule_folders(self) -> Iterator[Held]:
        """The folders of rules."""
        yield from (Held(folder, "--rules") for folder in self.choices.folders)
        for config in self.configs:
            for folder, place in zip(config.rule_folders, config.folder_at, strict=True):
                yield Held(folder, self.by(config, place))

    def overrides(self) -> Iterator[str]:
        """Where the overrides stand that hold."""
        for number, nth in sorted(self.settings.overrides):
            yield self.by(self.configs[number], self.configs[number].overrides[nth].at)

    def rules(self) -> Mapping[str, HeldRule]:
        """What holds of each rule, by its id, and of what is found by no rule where something is said of that."""
        known = applied(self.settings.ground.judges.rules, self.configs, self.settings.overrides)[0]
        levels, options = self._said_of_rules()
        result = {rule.id: HeldRule(self._level(rule, rule.id in known.off, levels), {
            name: Held(value, options.get((rule.id, name), "")) for name, value in rule.values.items()
        }) for rule in known.rules}  # fmt: skip
        for name in BY_NO_RULE:
            if meant(self.choices.ignore, name):
                result[name] = HeldRule(Held(OFF, "--ignore"), {})
            elif name in levels:
                result[name] = HeldRule(Held(self.settings.level(name), levels[name]), {})
        return result

    def _level(self, rule: Rule, off: bool, levels: Mapping[str, str]) -> Held:
        select = self.choices.select
        if meant(self.choices.ignore, rule.id, rule.concern):
            return Held(OFF, "--ignore")
        wanted = rule.id in select or (not off and meant(select, rule.id, rule.concern))
        if select and (off or not wanted):
            return Held(rule.severity.name if wanted else OFF, "--select")
        return Held(OFF if off else rule.severity.name, levels.get(rule.id, ""))

    def _said_of_rules(self) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        """Who had the last word about the level of each rule, and about each of its options."""
        levels: dict[str, str] = {}
        options: dict[tuple[str, str], str] = {}
        for config, _, settings in layers(self.configs, self.settings.overrides):
            for name, setting in settings.items():
                if setting.level:
                    levels[name] = self.by(config, setting.at)
                options |= {(name, option): self.by(config, place) for option, place in setting.option_at.items()}
        return levels, options
