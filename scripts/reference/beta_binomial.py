# SPDX-License-Identifier: Apache-2.0
"""Upper tails of the beta-binomial distribution from SciPy, by adding exp(logpmf) from the smallest term."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import betabinom

import golden

CASES = [
    (10, 0.5, 0.5),
    (20, 0.5, 400.5),
    (50, 3.5, 997.5),
    (200, 20.5, 1980.5),
    (200, 1980.5, 20.5),
    (1000, 50.5, 3950.5),
    (1000, 12.75, 87.25),
    (100000, 500.5, 99500.5),
    (1000000, 1000.5, 1999000.5),
]


def rows():
    for n, a, b in CASES:
        dist = betabinom(n, a, b)
        mean, sd = dist.mean(), dist.std()
        points = {1, n} | {int(round(mean + z * sd)) for z in (-3, -1, 0, 0.5, 1, 2, 4, 8, 15)}
        for x in sorted(p for p in points if 0 < p <= n):
            yield n, a, b, x, float(logsumexp(np.sort(dist.logpmf(np.arange(x, n + 1)))))


if __name__ == "__main__":
    golden.write(
        "beta-binomial.csv",
        "beta_binomial.py",
        "relative 1e-8 of P(X >= x); SciPy's own log-gamma differences limit n = 1e6 to about 1e-8",
        "logsf = logsumexp(scipy.stats.betabinom(n, a, b).logpmf(arange(x, n + 1)))",
        ("n", "alpha", "beta", "x", "logsf"),
        rows(),
    )
