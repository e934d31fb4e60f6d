"""The words that a message quotes."""

import pytest

from ivrlint.analysis.quoting import quoted


@pytest.mark.parametrize(
    ("text", "language", "topic", "expected"),
    [
        ("Welcome to the IVR of Kestrel.", "en", "technical", ' ("IVR")'),
        ("The DTMF of the IVR.", "en", "technical", ' ("DTMF", "IVR")'),
        ("The IVR. This is an ivr. The IVR again.", "en", "technical", ' ("IVR")'),
        (
            "The IVR and DTMF failed. A null pointer, a webhook, an HTTP error.",
            "en",
            "technical",
            ' ("IVR", "DTMF", "null pointer" and 2 more)',
        ),
        ("Your call\n  is very important to us.", "en", "call_matters", ' ("Your call is very important to us")'),
        ("Ung\u00fcltige Auswahl.", "de", "blame", ' ("Ung\u00fcltige Auswahl")'),
        (
            "Please listen carefully, as our menu options have changed.",
            "en",
            "options_changed",
            ' ("listen carefully, as our menu options have changed")',
        ),
        ("For bills, press 1.", "en", "technical", ""),
        ("Welcome to the IVR.", "", "technical", ""),
        ("Hello, my name is {name}.", "en", "small_talk", ' ("hello my name is \u2026")'),
    ],
)
def test_words_of_a_topic_are_quoted_as_written(text, language, topic, expected):
    assert quoted(text, language, topic) == expected
