"""Lines in columns, for a terminal."""

_GAP = "  "


def columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Return lines in which all columns but the last are as wide as what they hold."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        _GAP.join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]
