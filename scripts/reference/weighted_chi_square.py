# SPDX-License-Identifier: Apache-2.0
"""Exact upper tails of sum lambda_l chi2_1 by integrating the moment generating function over a bent contour.

P(Q > t) = 1/(2 pi i) * integral of exp(K(s) - s t)/s over a contour that crosses the real axis at the saddlepoint. The
contour s(y) = zeta + i y + a y^2 bends away from the imaginary direction, so the integrand falls like a Gaussian and the
result keeps its relative accuracy however small it is. Checked against scipy.stats.chi2 where weights are equal.
"""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import chi2

import golden


def log_tail(weights, multiplicities, t):
    lam, mult = np.asarray(weights, float), np.asarray(multiplicities, float)
    top = 1 / (2 * lam.max())
    slope = lambda z: np.sum(mult * lam / (1 - 2 * z * lam)) - t
    mean = np.sum(mult * lam)
    # A contour to the right of the origin gives the upper tail, also for t below the mean.
    zeta = brentq(slope, 1e-9 * top, top * (1 - 1e-15), xtol=1e-300, rtol=1e-14) if t > 1.05 * mean else 0.02 * top
    cumulant = lambda s: -0.5 * np.sum(mult * np.log(1 - 2 * s * lam))
    curvature = 2 * np.sum(mult * (lam / (1 - 2 * zeta * lam)) ** 2)
    bend = 0.3 * np.sqrt(curvature)
    at_saddle = (cumulant(zeta + 0j) - zeta * t).real

    def integrand(y):
        s = zeta + 1j * y + bend * y * y
        return (np.exp(cumulant(s) - s * t - at_saddle) / s * (1j + 2 * bend * y)).imag

    width = 1 / np.sqrt(curvature)
    edges = np.concatenate([[0], width * np.geomspace(0.05, 4000, 60)])
    accuracy = {"epsabs": 1e-13 * width / abs(zeta), "epsrel": 1e-11, "limit": 200}
    total = sum(quad(integrand, a, b, **accuracy)[0] for a, b in zip(edges, edges[1:]))
    return at_saddle + np.log(total / np.pi)


def spectra():
    ratio = 76 / 78  # effective rank (sum)^2 / sum of squares = (1 + q)/(1 - q) = 77
    yield "single", [1.0], [1]
    yield "two", [1.0, 0.25], [1, 1]
    yield "equal-5", [0.7], [5]
    yield "equal-400", [0.0025], [400]
    yield "harmonic-30", [1.0 / l for l in range(1, 31)], [1] * 30
    yield "geometric-rank-77", [float(ratio**l) for l in range(300)], [1] * 300
    yield "shrunk", [0.05 * float(0.8**l) for l in range(20)] + [0.0003], [1] * 20 + [400]


def rows():
    for name, weights, multiplicities in spectra():
        for p in (0.5, 0.1, 0.05, 0.02, 5e-3, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10, 1e-100, 1e-304):
            mean = float(np.dot(weights, multiplicities))
            spread = float(np.sqrt(2 * np.dot(np.square(weights), multiplicities)))
            low, high = max(0.3 * mean, mean - spread), mean + 40 * spread - 2.5 * max(weights) * np.log(p)
            t = brentq(lambda x: log_tail(weights, multiplicities, x) - np.log(p), low, high, rtol=1e-8)
            t = float(f"{t:.6g}")
            yield name, t, log_tail(weights, multiplicities, t)


def check():
    for scale, freedom in ((1.0, 1), (0.7, 5), (0.0025, 400)):
        for p in (0.5, 0.05, 1e-4, 1e-10, 1e-200):
            t = scale * chi2.isf(p, freedom)
            assert abs(log_tail([scale], [freedom], t) - chi2.logsf(t / scale, freedom)) < 1e-8, (scale, freedom, p)


RECIPE = """
Spectra (weight, multiplicity): single 1; two 1, 1/4; equal-5 0.7 x5; equal-400 0.0025 x400; harmonic-30 1/l for l = 1..30;
geometric-rank-77 (76/78)^l for l = 0..299; shrunk 0.05*0.8^l for l = 0..19 and 0.0003 x400.
logsf = log of 1/(2 pi i) * integral of exp(K(s) - s t)/s over s(y) = zeta + i y + a y^2, K(s) = -1/2 sum log(1 - 2 s lambda)
"""

if __name__ == "__main__":
    check()
    golden.write(
        "weighted-chi-square.csv",
        "weighted_chi_square.py",
        "the values are exact to 1e-8; the approximation under test is held to the relative errors its test states",
        RECIPE,
        ("spectrum", "t", "logsf"),
        rows(),
    )
