"""The analyses: from a graph to the facts of its calls."""
