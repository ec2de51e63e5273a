# SPDX-License-Identifier: Apache-2.0
"""Distance quantiles from NumPy, k-means from SciPy, and how many of a window lie beyond an order statistic."""

from fractions import Fraction
from math import comb

import numpy as np
from scipy.cluster.vq import kmeans2

import golden


def quantiles():
    generator = np.random.default_rng(20240611)
    for size, decimals in [(50, 6), (99, 6), (100, 6), (101, 6), (200, 1), (250, 2), (60, 0)]:
        sample = np.round(generator.gamma(4, 0.1, size), decimals)
        for percent in (95, 99):
            threshold = np.quantile(sample, percent / 100, method="inverted_cdf")
            yield percent, float(threshold), int((sample > threshold).sum()), *map(float, sample)


def exceedances():
    for reference, beyond in [(100, 1), (100, 5), (1000, 10), (1000, 50), (2000, 20), (2000, 100)]:
        for window in (50, 200, 1000):
            expected = window * (beyond + 1) / (reference + 1)
            for hits in sorted({1, int(expected) + 1, int(2 * expected) + 1, int(4 * expected) + 1}):
                if hits <= window:
                    ways = sum(arrangements(reference, beyond, window, x) for x in range(hits, window + 1))
                    yield reference, beyond, window, hits, float(Fraction(ways, comb(reference + window, window)))


def arrangements(reference, beyond, window, hits):
    """Orders of the pooled sample with `hits` of the window above the (beyond + 1)-th largest of the reference."""
    return comb(hits + beyond, hits) * comb(window - hits + reference - 1 - beyond, window - hits)


def clusters():
    generator = np.random.default_rng(20240612)
    # Multiples of 1/64 are exact as single-precision numbers.
    points = np.round(generator.normal(size=(40, 3)) * 64) / 64
    initial = points[[0, 7, 19, 23]]
    centroids, labels = kmeans2(points, initial, iter=15, minit="matrix")
    for row in initial:
        yield "initial", *map(float, row)
    for row, label in zip(points, labels):
        yield "point", *map(float, row), int(label)
    for row in centroids:
        yield "centroid", *map(float, row)


if __name__ == "__main__":
    golden.write(
        "novelty-quantiles.csv",
        "novelty.py",
        "none, exact",
        "threshold = numpy.quantile(sample, percent / 100, method='inverted_cdf'), beyond = (sample > threshold).sum()",
        ("percent", "threshold", "beyond", "sample..."),
        quantiles(),
    )
    golden.write(
        "novelty-exceedances.csv",
        "novelty.py",
        "relative 1e-9 of P(X >= hits)",
        """
hits of a window beyond the (beyond + 1)-th largest of the reference, all exchangeable, no ties:
counted orders of the pooled sample over all orders, in exact fractions
""",
        ("reference", "beyond", "window", "hits", "sf"),
        exceedances(),
    )
    golden.write(
        "k-means.csv",
        "novelty.py",
        "1e-6 of each component (centroids are kept in single precision)",
        "scipy.cluster.vq.kmeans2(points, initial, iter=15, minit='matrix')",
        ("kind", "x", "y", "z", "label"),
        clusters(),
    )
