# SPDX-License-Identifier: Apache-2.0
"""Gumbel distributions by L-moments and exponential tails of clustered maxima, with SciPy."""

import numpy as np
from scipy.stats import expon, gumbel_r, lmoment

import golden

SPANS = 240.0


def cases():
    rng = np.random.default_rng(20)
    yield "gumbel", gumbel_r.rvs(loc=4, scale=0.9, size=120, random_state=rng)
    yield "exponential", expon.rvs(scale=1.7, size=101, random_state=rng)
    noise = rng.normal(size=150)
    yield "autocorrelated", np.convolve(np.abs(noise) ** 1.5, np.ones(6) / 6, "same")[:120]
    yield "ties", np.round(gumbel_r.rvs(loc=2, scale=0.6, size=110, random_state=rng), 0)
    yield "rhythm", 3 + np.sin(np.arange(120) * 2 * np.pi / 24) + expon.rvs(scale=0.3, size=120, random_state=rng)


def extremal_index(positions):
    """The intervals estimator of Ferro and Segers (2003)."""
    gaps = np.diff(positions).astype(float)
    if gaps.max() <= 2:
        return min(1, 2 * gaps.sum() ** 2 / (len(gaps) * (gaps**2).sum()))
    return min(1, 2 * (gaps - 1).sum() ** 2 / (len(gaps) * ((gaps - 1) * (gaps - 2)).sum()))


def rows():
    for name, drawn in cases():
        maxima = np.round(drawn, 6)
        first, second = lmoment(maxima, order=[1, 2])
        scale = second / np.log(2)
        location = first - np.euler_gamma * scale
        threshold = np.quantile(maxima, 0.85, method="inverted_cdf")
        largest = np.sort(maxima)[int(np.ceil(0.85 * len(maxima))) :]
        excess = max(0.2, expon.fit(largest, floc=threshold)[1])
        beyond = np.flatnonzero(maxima > threshold)
        share = max(1, extremal_index(beyond) * len(beyond)) / len(maxima)
        once = gumbel_r.ppf(np.exp(-1 / SPANS), loc=location, scale=scale)
        tail = threshold + expon.isf(1 / (SPANS * share), scale=excess)
        yield name, location, scale, once, threshold, excess, share, tail, *maxima


RECIPE = """
location, scale: of Gumbel's distribution by scipy.stats.lmoment; once: its quantile exp(-1/240), the level reached once
in 240 spans; threshold, excess, share: numpy.quantile 0.85 (inverted_cdf), scipy.stats.expon.fit, extremal index
times maxima beyond, a span;
tail: the level reached by a cluster once in 240 spans; then the maxima in order of time
"""

if __name__ == "__main__":
    golden.write(
        "extremes.csv",
        "extremes.py",
        "1e-10 relative",
        RECIPE,
        ("case", "location", "scale", "once", "threshold", "excess", "share", "tail", "maxima"),
        rows(),
    )
