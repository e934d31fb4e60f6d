"""Circles in what leads to what."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def circles(leads_to: Mapping[str, Collection[str]]) -> dict[str, int]:
    """The number of the circle of each name; one that lies in none has a number of its own (Tarjan, without recursion).

    A name that leads to nothing need not be a key: it has no number.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    circle: dict[str, int] = {}
    stack: list[str] = []
    for root, of_root in leads_to.items():
        if root in number:
            continue
        todo = [(root, iter(of_root))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while todo:
            name, rest = todo[-1]
            for head in rest:
                if head not in leads_to or head in circle:
                    continue
                if head in number:
                    low[name] = min(low[name], number[head])
                    continue
                number[head] = low[head] = len(number)
                stack.append(head)
                todo.append((head, iter(leads_to[head])))
                break
            else:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[name])
                if low[name] == number[name]:
                    while (member := stack.pop()) != name:
                        circle[member] = number[name]
                    circle[name] = number[name]
    return circle


def come_to(leads_to: Mapping[str, Collection[str]], circle: Mapping[str, int]) -> set[int]:
    """The circles to which something outside of them leads."""
    return {circle[head] for name, heads in leads_to.items() for head in heads if circle.get(head, circle[name]) != circle[name]}
