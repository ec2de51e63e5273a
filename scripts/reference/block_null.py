# SPDX-License-Identifier: Apache-2.0
"""Moments, spectrum and shrunk spectrum of a fixed random reference, with numpy.linalg and einsum."""

import numpy as np
from scipy.optimize import brentq

import golden

EQUAL_WEIGHTS = 400


def reference(entries, dimension, seed):
    """Entries whose means wander slowly, so that phi exceeds one."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(5, 16, entries)
    drift = np.zeros(dimension)
    sums = []
    for n in counts:
        drift = 0.6 * drift + 0.3 * rng.normal(size=dimension)
        sums.append((rng.normal(size=(n, dimension)) + drift).sum(axis=0))
    scale = 1 / np.sqrt(np.arange(1, dimension + 1))
    return np.round(np.array(sums) * scale, 6), counts.astype(float)


def blocks_of(sums, counts, length):
    number = max(1, len(counts) // length)
    index = np.minimum(np.arange(len(counts)) // length, number - 1)
    mean = sums.sum(axis=0) / counts.sum()
    n = np.array([counts[index == j].sum() for j in range(number)])
    s = np.array([sums[index == j].sum(axis=0) for j in range(number)])
    return s - n[:, None] * mean, n


def moments(sums, counts, length):
    r, n = blocks_of(sums, counts, length)
    b, total = len(n), n.sum()
    gram = r @ r.T
    off = gram - np.diag(np.diag(gram))
    c1 = b / (b - 1) * np.trace(gram) / total
    c2 = b / (b - 1) * (off**2).sum() / total**2
    c3 = b**2 / ((b - 1) * (b - 2)) * np.einsum("ij,jk,ki->", off, off, off) / total**3
    eigenvalues = np.linalg.eigvalsh(gram)[::-1] / total * b / (b - 1)
    return c1, c2, c3, np.maximum(eigenvalues, 0)


def phi(sums, counts, length):
    own, best, longer = moments(sums, counts, length)[0], 1.0, 2 * length
    while len(counts) // longer >= 12:
        best = max(best, moments(sums, counts, longer)[0] / own)
        longer *= 2
    return best


def shrink(eigenvalues, target):
    wanted = max(target, 1.5 * eigenvalues.sum() ** 2 / EQUAL_WEIGHTS)

    def squares(tau):
        kept = np.maximum(eigenvalues - tau, 0)
        return (kept**2).sum() + (eigenvalues.sum() - kept.sum()) ** 2 / EQUAL_WEIGHTS - wanted

    tau = 0.0 if squares(0) <= 0 else brentq(squares, 0, eigenvalues[0], xtol=1e-300, rtol=1e-15)
    kept = np.maximum(eigenvalues - tau, 0)
    return tau, (eigenvalues.sum() - kept.sum()) / EQUAL_WEIGHTS


def rows():
    for name, entries, dimension, length, seed in (
        ("wide", 40, 60, 1, 1),
        ("tall", 90, 4, 1, 2),
        ("forced", 50, 7, 3, 3),
    ):
        sums, counts = reference(entries, dimension, seed)
        c1, c2, c3, eigenvalues = moments(sums, counts, length)
        tau, remainder = shrink(eigenvalues, c2)
        yield (name, "length", length)
        for s, n in zip(sums, counts):
            yield (name, "entry", n, *s)
        yield (name, "mean", *(sums.sum(axis=0) / counts.sum()))
        yield (name, "moments", c1, c2, c3, phi(sums, counts, length))
        yield (name, "eigenvalues", *eigenvalues[: min(entries // length - 1, dimension)])
        yield (name, "shrink", tau, remainder)


if __name__ == "__main__":
    golden.write(
        "block-null.csv",
        "block_null.py",
        "relative 1e-9 for mean, moments and eigenvalues, 1e-7 for the threshold",
        "block_null.reference, moments (numpy.linalg.eigvalsh, numpy.einsum over the Gram matrix), phi, shrink (scipy brentq)",
        ("case", "kind", "values"),
        rows(),
    )
