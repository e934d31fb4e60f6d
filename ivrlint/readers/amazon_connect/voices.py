"""The languages of the voices that Amazon Polly speaks with."""

from __future__ import annotations

DEFAULT = "en-US"
"""What Amazon Connect speaks where a flow chooses no voice: the default one is Joanna."""

_BY_LANGUAGE = {
    "en-US": "Joanna Matthew Salli Kendra Kimberly Ivy Joey Justin Kevin Ruth Stephen Danielle Gregory Patrick Tiffany",
    "en-GB": "Amy Emma Brian Arthur",
    "en-AU": "Olivia Nicole Russell",
    "en-IN": "Aditi Raveena Kajal",
    "en-IE": "Niamh",
    "en-NZ": "Aria",
    "en-SG": "Jasmine",
    "en-ZA": "Ayanda",
    "en-GB-WLS": "Geraint",
    "es-US": "Lupe Penelope Penélope Miguel Pedro",
    "es-ES": "Lucia Conchita Enrique Sergio Raul Alba",
    "es-MX": "Mia Andres Andrés",
    "fr-FR": "Lea Léa Celine Céline Mathieu Remi Rémi",
    "fr-CA": "Chantal Gabrielle Liam",
    "fr-BE": "Isabelle",
    "de-DE": "Vicki Marlene Hans Daniel",
    "de-AT": "Hannah",
    "de-CH": "Sabrina",
    "it-IT": "Bianca Carla Giorgio Adriano Beatrice",
    "pt-BR": "Camila Vitoria Vitória Ricardo Thiago",
    "pt-PT": "Ines Inês Cristiano",
    "nl-NL": "Laura Lotte Ruben",
    "nl-BE": "Lisa",
    "pl-PL": "Ola Ewa Maja Jacek Jan",
    "ja-JP": "Takumi Kazuha Tomoko Mizuki",
    "ko-KR": "Seoyeon Jihye",
    "cmn-CN": "Zhiyu",
    "yue-CN": "Hiujin",
    "da-DK": "Sofie Naja Mads",
    "nb-NO": "Ida Liv",
    "sv-SE": "Elin Astrid",
    "fi-FI": "Suvi",
    "ca-ES": "Arlet",
    "cs-CZ": "Jitka",
    "ro-RO": "Carmen",
    "ru-RU": "Tatyana Maxim",
    "tr-TR": "Burcu Filiz",
    "cy-GB": "Gwyneth",
    "is-IS": "Dora Dóra Karl",
    "arb": "Zeina",
    "ar-AE": "Hala Zayd",
}
_LANGUAGES = {voice.lower(): language for language, voices in _BY_LANGUAGE.items() for voice in voices.split()}


def language_of(voice: str) -> str:
    """The language of a voice; empty when it is not known."""
    return _LANGUAGES.get(voice.strip().lower(), "")
