# SPDX-License-Identifier: Apache-2.0
"""Two-sample tests from SciPy: Kolmogorov-Smirnov with exact p-values, with and without ties, and Pearson's chi-square."""

import numpy as np
from scipy.stats import chi2_contingency, ks_2samp

import golden

FOLDER = "../evaluate"


def joined(values):
    return ";".join(golden.number(value) for value in values)


def samples():
    rng = np.random.default_rng(7)
    yield [1.0], [2.0]
    yield [1.0, 2.0, 3.0], [1.0, 2.0, 3.0]
    yield [5.0] * 6, [5.0] * 4
    for m, n, shift in [(5, 7, 0.0), (20, 20, 0.5), (30, 11, 1.0), (60, 45, 0.2), (80, 40, 3.0), (120, 100, 1.5)]:
        yield rng.normal(0, 1, m).round(6), rng.normal(shift, 1, n).round(6)
    for m, n, values, lift in [(25, 40, 3, 0), (60, 60, 5, 1), (100, 30, 2, 0), (90, 110, 10, 2)]:
        yield rng.integers(0, values, m).astype(float), (rng.integers(0, values, n) + lift).astype(float)


def kolmogorov_smirnov():
    for x, y in samples():
        result = ks_2samp(x, y, method="exact")
        yield joined(x), joined(y), float(result.statistic), float(result.pvalue)


def tables():
    yield [10, 20], [20, 10]
    yield [50, 30, 20], [5, 3, 2]
    yield [1000, 500, 200, 3], [80, 60, 40, 0]
    yield [700, 300, 0], [60, 20, 20]
    yield [1, 1, 1, 1, 1], [1, 2, 3, 4, 5]


def chi_square():
    for x, y in tables():
        result = chi2_contingency([x, y], correction=False)
        yield joined(x), joined(y), float(result.statistic), float(result.pvalue)


if __name__ == "__main__":
    (golden.RESOURCES / FOLDER).mkdir(parents=True, exist_ok=True)
    columns = ("x", "y", "statistic", "p")
    golden.write(
        FOLDER + "/kolmogorov-smirnov.csv",
        "two_sample.py",
        "relative 1e-9 of p",
        "scipy.stats.ks_2samp(x, y, method='exact'), two-sided",
        columns,
        kolmogorov_smirnov(),
    )
    golden.write(
        FOLDER + "/chi-square.csv",
        "two_sample.py",
        "relative 1e-9 of p",
        "scipy.stats.chi2_contingency([x, y], correction=False)",
        columns,
        chi_square(),
    )
