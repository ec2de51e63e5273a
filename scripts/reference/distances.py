# SPDX-License-Identifier: Apache-2.0
"""Distances of counts per cell and of numbers, from SciPy where it has them and from NumPy where it does not."""

import numpy as np
from scipy.integrate import quad
from scipy.spatial.distance import chebyshev, cityblock, jensenshannon
from scipy.stats import chi2_contingency, iqr, ks_2samp, wasserstein_distance

import golden

RNG = np.random.default_rng(20)
CELLS = [
    (1.0, [50, 30, 20], [10, 10, 30]),
    (1.0, [500, 300, 200, 0, 7], [10, 0, 30, 2, 1]),
    (2.8, [8000, 1], [90, 10]),
    (1.5, [4, 0, 0], [0, 5, 6]),
    (1.0, [0, 12, 0, 30], [0, 3, 0, 9]),
    (1.0, RNG.multinomial(5000, np.full(10, 0.1)), RNG.multinomial(50, np.full(10, 0.1))),
    (2.0, RNG.multinomial(5000, np.full(30, 1 / 30)), RNG.multinomial(2000, np.arange(30) / 435)),
    (1.0, [0.5, 2.25, 7.25], [1.5, 0.5, 3.0]),
]
SAMPLES = [
    (1.0, RNG.integers(0, 5, 400), RNG.integers(1, 6, 90)),
    (2.5, RNG.poisson(0.3, 1000), RNG.poisson(0.9, 150)),
    (1.0, np.round(RNG.normal(size=300), 2), np.round(RNG.normal(0.4, 1.3, 70), 2)),
    (1.0, RNG.normal(1e6, 1e-3, 40), RNG.normal(1e6, 2e-3, 30)),
    (1.2, RNG.lognormal(0, 2, 250), RNG.lognormal(0.5, 2, 60)),
]
LINES = [
    (1.0, -3.0, 3.5, [-1.0, 0.0, 1.5], [100, 480, 930, 1000], [5, 20, 70, 100]),
    (1.0, 0.0, 90.0, [0.0, 1.0, 4.0, 20.0], [600, 700, 850, 970, 1000], [60, 62, 70, 75, 80]),
    (3.0, 5.0, 9.5, [5.0, 6.0, 7.0, 8.0, 9.0], [10, 300, 310, 700, 990, 1000], [0, 20, 40, 40, 60, 60]),
    (1.0, 0.0, 10.0, [2.0, 5.0, 8.0], [200, 500, 800, 1000], [30, 50, 60, 100]),
]


def correction(distance, chance):
    return max(0.0, distance - chance)


def cell_rows():
    for deff, reference, window in CELLS:
        reference, window = np.asarray(reference, float), np.asarray(window, float)
        used = reference + window > 0
        r, w = reference[used], window[used]
        n, m, b = r.sum(), w.sum(), len(r)
        v = deff * (1 / n + 1 / m)
        p, q = r / n, w / m
        ps, qs = (r + 0.5) / (n + 0.5 * b), (w + 0.5) / (m + 0.5 * b)
        psi = float(np.sum((qs - ps) * np.log(qs / ps)))
        js = float(jensenshannon(p, q, 2))
        tv = float(cityblock(p, q)) / 2
        c = (r + w) / (n + m)
        yield (
            deff, " ".join(map(golden.number, reference)), " ".join(map(golden.number, window)),
            psi, correction(psi, (b - 1) * v),
            js, np.sqrt(correction(js**2, (b - 1) * v / (8 * np.log(2)))),
            np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2),
            tv, correction(tv, float(np.sum(np.sqrt(v * c * (1 - c) / (2 * np.pi))))),
            chebyshev(p, q), chi2_contingency(np.stack([r, w]), correction=False).statistic,
        )


def sample_rows():
    for deff, reference, window in SAMPLES:
        n, m = len(reference), len(window)
        edges = np.unique(np.concatenate([reference, window]))
        pooled = np.searchsorted(np.sort(np.concatenate([reference, window])), edges, side="right") / (n + m)
        chance = np.sum(np.sqrt(2 * deff * (1 / n + 1 / m) / np.pi * pooled * (1 - pooled))[:-1] * np.diff(edges))
        w1 = wasserstein_distance(reference, window)
        yield (
            deff, " ".join(map(golden.number, reference.astype(float))),
            " ".join(map(golden.number, window.astype(float))),
            w1, correction(w1, chance), w1 / np.std(reference),
            w1 * 1.3489795003921634 / iqr(reference, interpolation="inverted_cdf"),
            ks_2samp(reference, window).statistic,
        )


def line_rows():
    for deff, low, high, edges, reference, window in LINES:
        n, m = reference[-1], window[-1]
        x = np.array([low] * (low < edges[0]) + edges + [high] * (high > edges[-1]))
        fr = np.array([0.0] * (low < edges[0]) + [c / n for c in reference[:-1]] + [1.0] * (high > edges[-1]))
        fw = np.array([0.0] * (low < edges[0]) + [c / m for c in window[:-1]] + [1.0] * (high > edges[-1]))
        knots = sorted(set(x))

        def integral(f):
            return sum(quad(f, a, b, epsabs=1e-12, limit=500)[0] for a, b in zip(knots, knots[1:]))

        difference = lambda t: abs(np.interp(t, x, fr) - np.interp(t, x, fw))
        # Of a piecewise linear F on [low, high] with an atom at the start: E X = high - int F, E X^2 = high^2 - int 2 x F.
        mean = knots[-1] - integral(lambda t: np.interp(t, x, fr))
        square = knots[-1] ** 2 - integral(lambda t: 2 * t * np.interp(t, x, fr))
        w1 = integral(difference)
        jumps = np.interp([0.25, 0.75], fr, x) if fr[0] < 0.25 else np.array([x[0], np.interp(0.75, fr, x)])
        yield (
            deff, low, high, " ".join(map(golden.number, edges)),
            " ".join(map(str, reference)), " ".join(map(str, window)),
            w1, w1 / np.sqrt(square - mean**2), w1 * 1.3489795003921634 / (jumps[1] - jumps[0]),
            np.max(np.abs(fr - fw)),
        )


if __name__ == "__main__":
    golden.write(
        "cells.csv", "distances.py", "relative 1e-12, absolute 1e-14",
        """
cells empty on both sides dropped; v = deff * (1/N + 1/M)
jensenShannon = scipy.spatial.distance.jensenshannon(p, q, 2); totalVariation = cityblock(p, q) / 2; chebyshev(p, q)
chiSquare = scipy.stats.chi2_contingency([r, w], correction=False).statistic; the rest in NumPy from the definitions
""",
        ("deff", "reference", "window", "psi", "psiCorrected", "jensenShannon", "jensenShannonCorrected", "hellinger",
         "totalVariation", "totalVariationCorrected", "chebyshev", "chiSquare"),
        cell_rows(), package="distance",
    )
    golden.write(
        "samples.csv", "distances.py", "relative 1e-12; 1e-6 where the values differ in the tenth digit only",
        """
raw values; scipy.stats.wasserstein_distance, ks_2samp().statistic, numpy.std,
iqr(interpolation="inverted_cdf") / 1.349
""",
        ("deff", "reference", "window", "wasserstein", "wassersteinCorrected", "bySd", "byIqr", "kolmogorovSmirnov"),
        sample_rows(), package="distance",
    )
    golden.write(
        "lines.csv", "distances.py", "relative 1e-6, the accuracy of the quadrature",
        "numpy.interp between the edges, integrated by scipy.integrate.quad",
        ("deff", "lowest", "highest", "edges", "reference", "window", "wasserstein", "bySd", "byIqr",
         "kolmogorovSmirnov"),
        line_rows(), package="distance",
    )
