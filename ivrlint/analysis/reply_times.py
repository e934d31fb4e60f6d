"""How long a promised reply may take, read from what authors write: "1 working day", "48 hours", "zwei Werktage"."""

from __future__ import annotations

import re
from functools import lru_cache

_UNITS = {
    1 / 24: (
        "hour", "hours", "hr", "hrs", "h", "hora", "horas", "heure", "heures", "stunde", "stunden", "ora", "ore", "uur", "uren",
    ),
    1 / 1440: (
        "minute", "minutes", "min", "mins", "minuto", "minutos", "minuten", "minuti", "minuut",
    ),
    1.0: (
        "day", "days", "workday", "workdays", "día", "días", "dia", "dias", "jour", "jours", "tag", "tage", "tagen", "werktag",
        "werktage", "werktagen", "arbeitstag", "arbeitstage", "arbeitstagen", "giorno", "giorni", "dag", "dagen", "werkdag",
        "werkdagen", "d",
    ),
    5.0: ("week", "weeks", "semana", "semanas", "semaine", "semaines", "woche", "wochen", "settimana", "settimane", "weken"),
    21.0: ("month", "months", "mes", "meses", "mês", "mois", "monat", "monate", "monaten", "mese", "mesi", "maand", "maanden"),
}  # fmt: skip
_NUMBERS = (
    ("one", "a", "an", "next", "un", "una", "uno", "um", "uma", "une", "ein", "eine", "eines", "einem", "einer", "een", "één"),
    ("two", "dos", "dois", "duas", "deux", "zwei", "due", "twee"),
    ("three", "tres", "três", "trois", "drei", "tre", "drie"),
    ("four", "cuatro", "quatro", "quatre", "vier", "quattro"),
    ("five", "cinco", "cinq", "fünf", "cinque", "vijf"),
    ("six", "seis", "sechs", "sei", "zes"),
    ("seven", "siete", "sete", "sept", "sieben", "sette", "zeven"),
    ("eight", "ocho", "oito", "huit", "acht", "otto"),
    ("nine", "nueve", "nove", "neuf", "neun", "negen"),
    ("ten", "diez", "dez", "dix", "zehn", "dieci", "tien"),
)


@lru_cache(maxsize=256)
def reply_days(text: str) -> float:
    """Working days that a reply may take at the most, by the first unit of time and the last number before it; 0 if not known.

    A day has 24 hours, a week five working days, a month 21.
    """
    days = {unit: size for size, units in _UNITS.items() for unit in units}
    values = {word: value for value, words in enumerate(_NUMBERS, 1) for word in words}
    number = 0.0
    for word in re.findall(r"\d+(?:[.,]\d+)?|[^\W\d]+", text.lower()):
        if word[0].isdigit():
            number = float(word.replace(",", "."))
        elif word in days:
            return number * days[word]
        elif word in values:
            number = float(values[word])
    return 0.0
