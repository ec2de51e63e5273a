# SPDX-License-Identifier: Apache-2.0
"""Writes golden files: a header that names tool, version and recipe, then comma-separated rows."""

import pathlib
import platform

import numpy
import scipy

RESOURCES = pathlib.Path(__file__).parents[2] / "streams/stats/src/test/resources/io/leeway/stats"


def number(value):
    """The shortest text that reads back as the same double."""
    return repr(float(value)) if isinstance(value, (float, numpy.floating)) else str(value)


def write(name, script, tolerance, recipe, columns, rows, package="detect"):
    lines = [
        f"# made by scripts/reference/{script}",
        f"# Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}",
        f"# tolerance: {tolerance}",
    ]
    lines += [f"# {line}" for line in recipe.strip().splitlines()]
    lines.append("# " + ",".join(columns))
    lines += [",".join(number(cell) for cell in row) for row in rows]
    folder = RESOURCES / package
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
