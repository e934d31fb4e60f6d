"""The language of rules: a small typed part of Python, checked against the facts before it runs.

Names, attributes, numbers, text, True and False, comparisons, `and or not in`, arithmetic on numbers,
`any all len max min sum` over lists with a generator, `matches(text, pattern)`, and `inf`. There is no
truthiness and nothing that could fail when it runs. The language does not grow: what it cannot say
becomes a new fact.
"""

from __future__ import annotations

from ivrlint.expressions.compiler import Expression, compile_expression
from ivrlint.expressions.errors import ExpressionError, did_you_mean
from ivrlint.expressions.functions import Texts, wrong_pattern
from ivrlint.expressions.kinds import Kind, ListOf, Record, kind_of, said
from ivrlint.expressions.templates import Template, compile_template, show

__all__ = [
    "Expression",
    "ExpressionError",
    "Kind",
    "ListOf",
    "Record",
    "Template",
    "Texts",
    "compile_expression",
    "compile_template",
    "did_you_mean",
    "kind_of",
    "said",
    "show",
    "wrong_pattern",
]
