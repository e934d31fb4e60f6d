"""The keys that the words of a menu name, where nothing but its words says what its keys are."""

from __future__ import annotations

import re

from ivrlint.flow.tuples import NamedTuple

_VERBS = [
    "press",
    "pressing",
    "dial",
    "hit",
    "push",
    "touch",
    "type",
    "enter",
    "select",
    "choose",
    "key",
    "pulse",
    "pulsa",
    "oprima",
    "oprime",
    "presione",
    "presiona",
    "marque",
    "marca",
    "digite",
    "digita",
    "apriete",
    "seleccione",
    "elija",
    "pressione",
    "tecle",
    "aperte",
    "disque",
    "selecione",
    "escolha",
    "appuyez",
    "pressez",
    "tapez",
    "composez",
    "faites",
    "choisissez",
    "drücken",
    "drücke",
    "wählen",
    "wähle",
    "tippen",
    "prema",
    "premi",
    "premere",
    "digiti",
    "digitare",
    "selezioni",
    "scelga",
    "druk",
    "drukt",
    "toets",
    "kies",
]
_BESIDE = [
    "the",
    "a",
    "key",
    "number",
    "button",
    "digit",
    "option",
    "sur",
    "le",
    "la",
    "les",
    "el",
    "o",
    "a",
    "na",
    "no",
    "tecla",
    "número",
    "numero",
    "opção",
    "opción",
    "touche",
    "die",
    "der",
    "das",
    "den",
    "sie",
    "taste",
    "ziffer",
    "tasto",
    "il",
    "lo",
    "op",
    "de",
    "het",
    "toets",
    "cijfer",
    "knop",
    "on",
    "numéro",
    "opcion",
    "opcao",
]
_OPENERS = ["for", "to", "if", "para", "si", "se", "pour", "für", "um", "wenn", "per", "voor", "om", "als"]
_SIGNS = {
    "*": ["star", "asterisk", "asterisco", "estrella", "estrela", "étoile", "etoile", "stern", "stella", "ster"],
    "#": [
        "pound",
        "hash",
        "numeral",
        "almohadilla",
        "gato",
        "cerquilha",
        "sustenido",
        "jogo",
        "dièse",
        "diese",
        "raute",
        "cancelletto",
        "hekje",
    ],
}
_NUMBERS = (
    "zero one two three four five six seven eight nine",
    "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "zero um dois três quatro cinco seis sete oito nove",
    "zéro un deux trois quatre cinq six sept huit neuf",
    "null eins zwei drei vier fünf sechs sieben acht neun",
    "zero uno due tre quattro cinque sei sette otto nove",
    "nul een twee drie vier vijf zes zeven acht negen",
)
_WORDS = {word: str(at) for line in _NUMBERS for at, word in enumerate(line.split())} | {
    word: key for key, words in _SIGNS.items() for word in words
}
_KEY = rf"(?:[0-9*#](?![\w*#])|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
_BESIDE_KEY = rf"(?:(?:{'|'.join(_BESIDE)})\s+){{0,3}}"
_OR_SAY = r"(?:(?:or|o|ou|oder|of)\s+(?:say|diga|di|dites|sagen|sie|dica|zeg)\s+){0,2}"
_PRESSED = re.compile(rf"\b(?:{'|'.join(_VERBS)})\s+{_OR_SAY}{_BESIDE_KEY}({_KEY})")
_COUNTED = re.compile(rf"(?:[,;.:]|\b(?:and|or|y|o|e|ou|et|und|oder|en|of))\s*{_BESIDE_KEY}({_KEY})\s+(?={'|'.join(_OPENERS)})\b")
_WORD = re.compile(rf"\b(?:{'|'.join(word for word, key in _WORDS.items() if key not in '1*#')})\b")
_DIGIT = re.compile(r"(?<![\w.:$€£/+*#-])[0-9](?![\w:%/*#-]|[.,]\d)")
_FINISHES = re.compile(r"\b(?:followed by|finish|finished|when (?:you are )?done|seguid[oa]|suivi|gefolgt|seguit[oa]|gevolgd)\b")
_LONGEST = 20_000


class Keys(NamedTuple):
    """The keys that words offer, in spoken order. `sure` tells whether there are no further ones that may have been meant."""

    keys: tuple[str, ...]
    sure: bool


def keys_in(words: str) -> Keys:
    """The keys that the words of a menu offer."""
    text = " ".join(words[:_LONGEST].lower().split())
    found = [*_PRESSED.finditer(text)]
    if found:
        in_words = any(match[1] in _WORDS for match in found)
        found += (match for match in _COUNTED.finditer(text) if in_words or match[1] not in _WORDS)
    found.sort(key=lambda match: match.start(1))
    finishes = _FINISHES.search(text) is not None
    keys = dict.fromkeys(_WORDS.get(match[1], match[1]) for match in found)
    if finishes:
        keys = {key: None for key in keys if key not in "*#"}
    others = {digit[0] for digit in _DIGIT.finditer(text)} | {_WORDS[word[0]] for word in _WORD.finditer(text)}
    others -= keys.keys()
    return Keys(tuple(keys), bool(keys) and not others and not finishes)


def names_end(words: str, keys: str) -> bool:
    """Whether words name one of the keys that end an entry: "followed by the pound key"."""
    found = set(re.findall(r"\w+|[*#]", words[:_LONGEST].lower()))
    return any(key in found or not found.isdisjoint(_SIGNS.get(key, ())) for key in keys)
