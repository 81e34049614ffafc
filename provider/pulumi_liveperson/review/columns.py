"""Aligns text in columns for a terminal."""

_GAP = "  "


def columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Return lines in which each column, except the last, is as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        _GAP.join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]
