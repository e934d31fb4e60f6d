"""What is known of a Liquid template."""

from __future__ import annotations

import time

import pytest

from ivrlint.readers.liquid import read, variants


def test_text_without_liquid_is_its_own_words() -> None:
    template = read("Press 1 for {sales}.")
    assert template.words == "Press 1 for {sales}."
    assert template.complete
    assert template.spoken
    assert template.reads == ()


@pytest.mark.parametrize(
    ("text", "words", "reads"),
    [
        ("Hello {{ widgets.lookup.parsed.name }}!", "Hello {name}!", ["widgets.lookup.parsed.name"]),
        ("You typed {{widgets.pin.Digits}}.", "You typed {pin}.", ["widgets.pin.Digits"]),
        ("{{widgets.crm.body}}", "{crm}", ["widgets.crm.body"]),
        ("{{widgets['the pin']['Digits']}}", "{the pin}", ["widgets.the pin.Digits"]),
        ('{{ flow.variables.city | upcase | append: "!" }}', "{city}", ["flow.variables.city"]),
        (
            "{{flow.variables.attempts | plus: flow.variables.step}}",
            "{attempts}",
            ["flow.variables.attempts", "flow.variables.step"],
        ),
        ("{{widgets.crm.parsed. name}}", "{name}", ["widgets.crm.parsed.name"]),
        ("{{widgets.crm.parsed.sites[idx].name}}", "{name}", ["widgets.crm.parsed.sites.name", "idx"]),
        ("{{widgets.crm.parsed.sites[0].name}}", "{name}", ["widgets.crm.parsed.sites.name"]),
        ("{% assign i = flow.variables.n | plus: 0 %}{{ widgets.crm.parsed.sites[i].name }}", "{name}", None),
        ("{% for item in flow.variables.list %}{{ item.name }}, {% endfor %}", "{name}, ", ["flow.variables.list"]),
        ("{{ 'Hello' }} there", "{} there", []),
        ("{{From}}", "{From}", ["From"]),
    ],
)
def test_names_are_read_and_shortened(text: str, words: str, reads: list[str] | None) -> None:
    template = read(text)
    assert template.words == words
    assert not template.complete
    assert list(template.reads) == (["flow.variables.n", "widgets.crm.parsed.sites.name"] if reads is None else reads)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% if a.b %}Hello {{a.b}}. {% endif %}Welcome", "Hello {b}. Welcome"),
        ("{% if a %}One{% elsif b %}Two{% else %}Three{% endif %}!", "One!"),
        ("{% if a %}  {% else %}Three{% endif %}!", "Three!"),
        ("{% case a.b %}\n{% when 'x' %}Closed.{% when 'y' %}Holiday.{% else %}Late.{% endcase %}", "Closed."),
        ("{%- unless a -%}Hi{%- endunless -%}", "Hi"),
        ("{% comment %}not said{% endcomment %}said", "said"),
        ("{% capture x %}not said{% endcapture %}said", "said"),
        ("{% if a %}{% if b %}deep{% endif %}{% endif %}", "deep"),
        ("{% if a %}never closed", "never closed"),
        ("{% endif %}closed too much{% endfor %}", "closed too much"),
        ("{{ never closed", "{{ never closed"),
        ("{% %}{{}}", "{}"),
    ],
)
def test_the_first_variant_that_says_anything_is_kept(text: str, words: str) -> None:
    assert read(text).words == words


def test_words_are_spoken_when_something_is_left_beside_what_is_filled_in() -> None:
    assert read("Hello {{a}}").spoken
    assert not read("{{a}} . {{b}}").spoken
    assert not read(" . . ").spoken


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("{% if a.b %}{{a.b}}{{c}}{% endif %}", {"a.b"}),
        ("{% case a.b %}{% when 'x' %}{{c}}{% endcase %}", {"a.b"}),
        ('{{ a | default: b | default: "nobody" }} {{c}}', {"a", "b"}),
        ("{{ a | upcase }}", set()),
    ],
)
def test_a_name_that_is_tested_or_has_a_default_may_be_unknown(text: str, asks: set[str]) -> None:
    assert read(text).asks == asks


def test_words_of_liquid_and_texts_in_quotes_are_no_names() -> None:
    assert read("{% if true and a contains 'b.c' or x == nil %}{% endif %}{{ \"d.e\" }}").reads == ("a", "x")


@pytest.mark.parametrize(
    "piece", ["{{", "{%if%}", "{% if a %}x", "{{a}}", "{{a[", "{% endif %}", "{{a.b ", "{{'", "{{a|b:", "{{ a.b[c] }}"]
)
def test_time_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    start = time.perf_counter()
    read(piece * 30_000)
    assert time.perf_counter() - start < 5


def test_blocks_nested_without_end_are_read() -> None:
    assert read("{% if a %}x" * 5000).words == "x" * 5000


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("en_US", {"en_US"}),
        ('{% if widgets.ask.Digits == "1" %} en {% else %}es{% endif %}', {"en", "es"}),
        ("{% if a %}x{% elsif b %}y{% else %}z{% endif %}", {"x", "y", "z"}),
        ("{% if a %}x{% endif %}", set()),
        ("{% if a %}x{% else %}{{b}}{% endif %}", set()),
        ("{% if a %}x{% else %}y{% endif %} more", set()),
        ("{% case a %}{% when 1 %}x{% else %}y{% endcase %}", set()),
        ("{{widgets.ask.Digits}}", set()),
        ("{% assign a = 1 %}", set()),
    ],
)
def test_the_texts_that_a_template_can_become(text: str, texts: set[str]) -> None:
    assert variants(text) == texts
