"""`ivrlint explain` and `ivrlint rules`: the same about each rule as text, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Run

from ivrlint.bundled import RULES
from ivrlint.rule import Rule, load_rules

BUNDLED, _ = load_rules([RULES], examples=True)

OWN = """\
id: our-words
summary: "A prompt should not say <b> | *soon*."
why: Callers do not know when `soon` is.
source:
  - {title: "House style [2nd edition]", clause: page_3_of_9, url: "https://example.org/style"}
severity: warning
for: prompt
options:
  words: {default: [soon, later, shortly, presently, "by and by", "a|b"], about: words that say | nothing}
when: any(word in prompt.words for word in options.words)
lighter: {when: not prompt.before_first_choice, severity: info}
message: "{prompt.name} says `soon`"
instead: Say when.
good:
  - |
    ivr: 1
    start: people
    steps:
      people: {transfer: customer service, always_open: true}
  - near_miss: true
    flow: |
      ivr: 1
      start: hello
      steps:
        hello: {say: We are sooner there than you think., next: people}
        people: {transfer: customer service, always_open: true}
bad:
  - finds: [hello, again]
    flow: |
      ivr: 1
      start: hello
      steps:
        hello: {say: Somebody answers soon., next: again}
        again: {say: Somebody answers later., next: people}
        people: {transfer: customer service, always_open: true}
  - finds: [hello]
    flow: |
      ivr: 1
      start: hello
      steps:
        hello: {say: Somebody ```soon``` answers., next: people}
        people: {transfer: customer service, always_open: true}
"""


@pytest.fixture
def own(run: Run) -> Path:
    """A folder with a rule whose words mean something in Markdown."""
    file = Path("own/prompts/our-words.yaml")
    file.parent.mkdir(parents=True)
    file.write_text(OWN, encoding="utf-8")
    return Path("own")


def name(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", BUNDLED, ids=name)
def test_text_and_markdown_tell_the_same_findings_and_calls(run: Run, rule: Rule) -> None:
    text = run("explain", rule.id).out
    page = run("explain", rule.id, "--format", "markdown").out
    lines = [line.strip() for line in text.splitlines()]
    told = [line for fence in re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for line in fence.splitlines()]
    findings = [line for line in told if re.match(r"line \d+: ", line)]
    assert len(findings) >= len(rule.bad)
    assert all(line.strip() in lines for line in told)
    assert bool(len(told) > len(findings)) == (rule.shows != "none" and any("0:00" in line for line in lines))


@pytest.mark.parametrize("rule", BUNDLED, ids=name)
def test_a_rule_as_json_holds_all_that_its_file_says(run: Run, rule: Rule) -> None:
    told = json.loads(run("explain", rule.id, "--format", "json").out)
    assert (told["id"], told["concern"], told["severity"], told["for"]) == (
        rule.id,
        rule.concern,
        str(rule.severity),
        rule.subject,
    )
    assert (told["summary"], told["why"], told["instead"]) == (rule.summary, rule.why, rule.instead)
    assert (told["when"], told["message"], told["shows"]) == (rule.when, rule.message, rule.shows)
    assert told["judges_unreachable"] is rule.judges_unreachable
    assert (told["lighter"] is None) == (rule.lighter is None)
    assert list(told["options"]) == list(rule.options)
    assert [source["url"] for source in told["sources"]] == [source.url for source in rule.sources]
    assert [example["flow"] for example in told["good"]] == [example.flow for example in rule.good]
    assert [example["near_miss"] for example in told["good"]] == [example.near_miss for example in rule.good]
    for example, of_file in zip(told["bad"], rule.bad, strict=True):
        assert (example["flow"], example["finds"]) == (of_file.flow, list(of_file.finds))
        assert {finding["step"] for finding in example["findings"]} == set(of_file.finds)
        assert {finding["rule"] for finding in example["findings"]} == {rule.id}


def test_each_bad_example_tells_its_call(run: Run) -> None:
    out = run("explain", "data-thrown-away").out
    bad = out.split("Something is found here")[2].split("Nothing is found here")[0]
    assert "\n  line 5: warning: what callers enter at account (account_number) is sometimes thrown away, unread\n" in bad
    assert "\n     0:00  hears    " in bad
    assert re.search(r"\n +\d:\d\d  ends     ", bad)


def test_findings_of_one_call_share_it(run: Run) -> None:
    first = run("explain", "data-thrown-away").out.split("Something is found here")[1]
    assert first.count("0:00  hears") == 1
    assert re.search(r"line 5: error: .*\n  line 12: error: .*\n     0:00  hears", first)


def test_a_rule_of_ones_own_is_told_in_markdown_as_it_was_written(run: Run, own: Path) -> None:
    page = run("explain", "our-words", "--rules", str(own), "--format", "markdown").out
    assert page.startswith("## our-words\n")
    assert r"A prompt should not say \<b\> | \*soon\*." in page
    assert "Callers do not know when `soon` is." in page
    assert "**Warning**. Only info where `not prompt.before_first_choice`." in page
    assert r"- [House style \[2nd edition\]](https://example.org/style): page\_3\_of\_9" in page
    assert "| `words` | <details><summary>6 texts</summary>`soon`, `later`" in page
    assert r"`a\|b`</details> | words that say \| nothing |" in page
    assert "````yaml\n" in page
    assert page.count("<details>") == page.count("</details>") == 3


def test_the_near_miss_comes_first_of_what_is_folded(run: Run, own: Path) -> None:
    page = run("explain", "our-words", "--rules", str(own), "--format", "markdown").out
    folded = re.findall(r"<details><summary>(Nothing[^<]+)</summary>", page)
    assert folded == ["Nothing is found here, though it is a near miss", "Nothing is found here"]


def test_a_list_of_a_few_texts_is_not_folded(run: Run, own: Path) -> None:
    file = own / "prompts/our-words.yaml"
    file.write_text(OWN.replace('later, shortly, presently, "by and by", "a|b"', "later"), encoding="utf-8")
    assert "| `words` | `soon`, `later` |" in run("explain", "our-words", "--rules", str(own), "--format", "markdown").out


def test_examples_are_judged_with_the_options_of_the_file(run: Run, own: Path) -> None:
    told = json.loads(run("explain", "our-words", "--rules", str(own), "--format", "json").out)
    assert [finding["severity"] for finding in told["bad"][0]["findings"]] == ["warning", "warning"]
    assert told["bad"][1]["findings"][0]["message"] == "hello says `soon`"


def test_the_list_of_rules_is_a_table_for_each_concern_in_markdown(run: Run) -> None:
    lines = run("rules", "--format", "markdown").out.splitlines()
    assert lines[2:4] == ["| rule | severity | what should be |", "|---|---|---|"]
    assert [line[3:] for line in lines if line.startswith("## ")] == list(dict.fromkeys(rule.concern for rule in BUNDLED))
    rows = [line for line in lines if line.startswith("| `")]
    assert [row.split(" | ")[0] for row in rows] == [f"| `{rule.id}`" for rule in BUNDLED]
    assert all(len(re.split(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_the_list_of_rules_as_json_leaves_out_the_examples_alone(run: Run) -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    whole = json.loads(run("explain", listed[0]["id"], "--format", "json").out)
    assert {**listed[0], "good": whole["good"], "bad": whole["bad"]} == whole


def test_what_the_default_profile_leaves_out_is_marked(run: Run) -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    text = {line.split()[0]: line for line in run("rules").out.splitlines() if line.startswith("  ")}
    for rule in listed:
        left_out = "recommended" not in rule["profiles"]
        assert left_out == any(words in text[rule["id"]] for words in ("(only in ", "(in no profile)"))


def test_the_clauses_of_standards_that_a_rule_serves_are_named(run: Run) -> None:
    asked = json.loads(run("explain", "no-way-to-a-person", "--format", "json").out)["clauses"]
    assert {"profile": "gethuman", "clause": "1"}.items() <= asked[[each["profile"] for each in asked].index("gethuman")].items()
    for form in ("text", "markdown"):
        out = run("explain", "no-way-to-a-person", "--format", form).out
        assert "- gethuman, 1: A caller can always dial 0," in " ".join(out.split()).replace("\\", "")


def test_of_a_long_list_of_texts_only_the_beginning_is_printed(run: Run, own: Path) -> None:
    file = own / "prompts/our-words.yaml"
    file.write_text(OWN.replace("[soon, later,", "[soon, later, one, two, three, four, five, six,"), encoding="utf-8")
    out = " ".join(run("explain", "our-words", "--rules", str(own)).out.split())
    assert "(default soon, later, one, two, three, four, five, six and 4 more, all of them with --format json)" in out
    whole = json.loads(run("explain", "our-words", "--rules", str(own), "--format", "json").out)
    assert len(whole["options"]["words"]["default"]) == 12
