"""The recipes of docs/integrations.md for people's own machines: pre-commit, make, editors, scripts."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
import yaml
from machine import ROOT, SAMPLES, Ran, repository, run, told
from recipes import BLOCKS, HOME, PAGE, TAG, block

MAIN = """ivr: 1
start: main
steps:
  main:
    menu: For the news, press 1. For anything else, press 0.
    options: {1: news, 0: part.yaml}
    no_input: {after: 7s, tries: 2, then: part.yaml}
    no_match: {tries: 2, then: part.yaml}
  news: {say: There are no news., next: main}
"""
PART = """ivr: 1
start: people
steps:
  people: {transfer: shop, always_open: true, no_answer: bye}
  bye: {hang_up: Call again.}
"""
INLINE = sorted(set(re.findall(r"`(ivrlint (?!(?:check|draw --check)`).*?)`", PAGE)))


class Desk:
    """A repository with a folder `menus`, and the shell of somebody who has installed ivrlint."""

    def __init__(self, folder: Path, programs: Path, environment: Mapping[str, str]) -> None:
        self.folder = repository(folder)
        self.menus = folder / "menus"
        self.menus.mkdir()
        self._programs = programs
        self._environment = environment

    def have(self, *samples: str, **files: str) -> None:
        """Copy samples among the menus, and write files of the repository, by the names of the page."""
        for sample in samples:
            shutil.copy(SAMPLES / sample, self.menus)
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def does(self, command: str) -> Ran:
        """Run a line of shell."""
        return run(self.folder, "bash", "-o", "pipefail", "-c", command, path=self._programs, **self._environment)

    def commits(self) -> Ran:
        """Stage all there is, and commit it."""
        return self.does("git add -A && git commit -m menus")


@pytest.fixture
def desk(tmp_path: Path, programs: Path) -> Desk:
    return Desk(tmp_path, programs, {})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the environment must say so that the address on the page leads to a repository with this checkout."""
    home = tmp_path_factory.mktemp("published") / "ivrlint"
    home.mkdir()
    listed = run(ROOT, "git", "ls-files", "-co", "--exclude-standard")
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/", "samples/", "docs/rules")):
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, home / name)
    repository(home)
    for command in (["commit", "-q", "-m", "ivrlint"], ["tag", TAG]):
        made = run(home, "git", *command)
        assert made.returncode == 0, told(made)
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{home.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": HOME,
        "PRE_COMMIT_HOME": str(home.parent / "store"),
    }


@pytest.fixture
def committer(tmp_path: Path, published: Mapping[str, str]) -> Desk:
    """Somebody who has not installed ivrlint: the hooks install it."""
    return Desk(tmp_path, Path(sys.executable).parent, published)


def uses_pre_commit(desk: Desk, recipe: int) -> None:
    """Follow a recipe of the section on commits."""
    desk.have(**{".pre-commit-config.yaml": BLOCKS[".pre-commit-config.yaml"][recipe]})
    installed = desk.does(f"{sys.executable} -m pre_commit install")
    assert installed.returncode == 0, told(installed)


def test_the_hooks_stop_a_commit_for_a_bad_flow_and_for_a_diagram_that_is_not_current(committer, programs):
    uses_pre_commit(committer, 0)
    committer.have("bank.yaml", "doom-loop.yaml")
    drawn = committer.does(f"{programs}/ivrlint draw --beside menus/bank.yaml")
    assert drawn.returncode == 0, told(drawn)
    bank = committer.menus / "bank.yaml"
    bank.write_text(
        bank.read_text(encoding="utf-8").replace("steps:", "steps:\n  old: {hang_up: true, shared: true}", 1), "utf-8"
    )
    bad = committer.commits()
    assert bad.returncode == 1, told(bad)
    assert "[no-way-to-a-person]" in told(bad)
    assert "menus/bank.svg: drawn (stale: menus/bank.yaml looks otherwise now)" in told(bad)
    assert not (committer.menus / "doom-loop.svg").exists()
    (committer.menus / "doom-loop.yaml").unlink()
    good = committer.commits()
    assert good.returncode == 0, told(good)
    assert told(good).count("Passed") == 2


def test_with_a_folder_as_args_flows_are_judged_and_drawn_with_those_that_lead_to_them(committer, programs):
    uses_pre_commit(committer, 1)
    committer.have(**{"menus/main.yaml": MAIN, "menus/part.yaml": PART})
    first = committer.does(f"PATH={programs}:$PATH; ivrlint draw --beside menus/ && git add -A && git commit -m before")
    assert first.returncode == 0, told(first)
    without_people = PART.replace("transfer: shop, always_open: true, no_answer: bye", "say: Nobody is in., next: bye")
    committer.have(**{"menus/part.yaml": without_people})
    alone = committer.does(f"{programs}/ivrlint menus/part.yaml --select no-way-to-a-person")
    stopped = committer.commits()
    assert (alone.returncode, stopped.returncode) == (0, 1), told(alone) + told(stopped)
    assert "menus/main.svg: drawn" in told(stopped)
    assert re.search(r"^menus/main\.yaml:.*\[no-way-to-a-person\]", told(stopped), re.MULTILINE), told(stopped)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_lints_and_draws(desk):
    desk.have("bank.yaml", Makefile=block("Makefile"))
    undrawn = desk.does("make lint")
    assert undrawn.returncode == 2, told(undrawn)
    assert "menus/bank.svg: missing" in told(undrawn)
    assert desk.does("make pictures && make lint").returncode == 0
    desk.have("doom-loop.yaml")
    bad = desk.does("make pictures && make lint")
    assert bad.returncode == 2
    assert "[no-way-to-a-person]" in told(bad)


@pytest.mark.parametrize("command", INLINE)
def test_a_command_in_the_text_does_what_it_says(desk, command):
    desk.have("bank.yaml")
    shutil.copy(SAMPLES / "bank.yaml", desk.folder / "menu.yaml")
    ran = desk.does(command)
    assert ran.returncode == 0, told(ran)
    written = re.search(r"(?:> |=)([\w.-]+)$", command)
    assert (desk.folder / written[1]).stat().st_size > 0 if written else ran.stdout


def test_an_editor_finds_the_schema_of_the_flow_in_its_first_line_and_has_nothing_to_underline(desk):
    desk.have(**{"menus/shop.yaml": block("menus/shop.yaml").partition("\n")[2]})
    desk.does("ivrlint schema flow > flow.schema.json")
    shop = (desk.menus / "shop.yaml").read_text(encoding="utf-8")
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", shop.partition("\n")[0])
    schema = json.loads((desk.menus / named[1]).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(yaml.safe_load(shop))] == []
    assert list(validator.iter_errors(yaml.safe_load(shop) | {"strat": "main"})) != []
    judged = desk.does("ivrlint menus/")
    assert (judged.returncode, "nothing found" in judged.stdout) == (0, True), told(judged)


def test_the_setting_of_visual_studio_code_names_schemas_that_the_commands_of_the_page_write(desk):
    settings = json.loads(block("json"))["yaml.schemas"]
    desk.have("bank.yaml")
    assert desk.does("ivrlint init").returncode == 0
    for schema, files in settings.items():
        (command,) = [each for each in INLINE if each.endswith(f"> {schema.removeprefix('./')}")]
        assert desk.does(command).returncode == 0
        read = json.loads((desk.folder / schema).read_text(encoding="utf-8"))
        (file,) = desk.folder.glob(files)
        jsonschema.validators.validator_for(read)(read).validate(yaml.safe_load(file.read_text(encoding="utf-8")) or {})


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_scripts_find_in_the_output_what_they_ask_for(desk):
    desk.have("bank.yaml", "doom-loop.yaml")
    commands = [line for line in block("sh").splitlines() if line and not line.startswith("#")]
    ran = [desk.does(command) for command in commands]
    assert [each.returncode for each in ran] == [0, 0, 0], [each.stderr for each in ran]
    worse, counted, seconds = (each.stdout.splitlines() for each in ran)
    assert worse == ["menus/doom-loop.yaml"]
    numbers = [int(line.split()[0]) for line in counted]
    assert numbers == sorted(numbers, reverse=True)
    assert {line.split()[1] for line in counted} >= {"no-way-to-a-person", "doom-loop"}
    assert seconds == ["never Brightline Broadband", "5.6 Fairmile Bank"]


def test_the_version_of_the_output_is_the_one_of_its_schema(desk):
    desk.have("doom-loop.yaml")
    schema = json.loads(desk.does("ivrlint schema output").stdout)
    found = json.loads(desk.does("ivrlint menus/ --format json --fail-on never").stdout)
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(found)
    assert list(validator.iter_errors(found | {"version": found["version"] + 1})) != []
