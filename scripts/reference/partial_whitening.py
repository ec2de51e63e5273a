# SPDX-License-Identifier: Apache-2.0
"""Spectrally weighted distances of a fixed random reference: dense D x D matrices from numpy.linalg.svd."""

import numpy as np

import golden
from block_null import blocks_of, moments, reference

MAX_DIRECTIONS = 64
EQUAL_WEIGHTS = 400


def precision(sums, counts, length):
    """The dense matrix M with T = s * delta' M delta, gamma, q, and the first entry of half B."""
    blocks = len(counts) // length // 2
    first = blocks * length
    r, n = blocks_of(sums[:first], counts[:first], length)
    _, singular, v = np.linalg.svd(r * np.sqrt(blocks / (blocks - 1) / n.sum()), full_matrices=False)
    c1, c2, _, eigenvalues = moments(sums[:first], counts[:first], length)
    gamma = (c2 if c2 > c1**2 / EQUAL_WEIGHTS else (eigenvalues**2).sum()) / c1
    q = min(MAX_DIRECTIONS, blocks - 2, sums.shape[1])
    covariance = (v[:q].T * singular[:q] ** 2) @ v[:q]
    return np.linalg.inv(covariance + gamma * np.eye(sums.shape[1])), gamma, q, first


def short(entries, dimension, seed):
    sums, counts = reference(entries, dimension, seed)
    return np.round(sums, 3), counts


def flat(entries, dimension, seed):
    """Residuals that are nearly orthogonal to each other, so that the unbiased c2 is not usable."""
    rng = np.random.default_rng(seed)
    block = np.linalg.qr(rng.normal(size=(dimension, entries)))[0].T
    return np.round(block, 3), np.full(entries, 10.0)


def rows():
    for name, (sums, counts), length, seed in (
        ("wide", short(40, 60, 4), 1, 14),
        ("tall", short(120, 5, 5), 3, 15),
        ("many", short(140, 80, 6), 1, 16),
        ("flat", flat(64, 90, 7), 1, 17),
    ):
        matrix, gamma, q, first = precision(sums, counts, length)
        yield (name, "length", length)
        yield (name, "fit", gamma, q, first)
        for s, n in zip(sums, counts):
            yield (name, "entry", n, *s)
        rng = np.random.default_rng(seed)
        for _ in range(3):
            delta = np.round(rng.normal(size=sums.shape[1]), 3)
            yield (name, "delta", delta @ matrix @ delta, *delta)
        # Half B through the map: its block moments are traces of powers of G = R M R'.
        r, n = blocks_of(sums[first:], counts[first:], length)
        gram = r @ matrix @ r.T
        off = gram - np.diag(np.diag(gram))
        b, total = len(n), n.sum()
        yield (name, "null", b / (b - 1) * np.trace(gram) / total, b / (b - 1) * (off**2).sum() / total**2)


if __name__ == "__main__":
    golden.write(
        "partial-whitening.csv",
        "partial_whitening.py",
        "relative 1e-9; c2 of the null relative to c1 squared",
        "partial_whitening.precision (numpy.linalg.svd of the block residuals of half A, numpy.linalg.inv of the D x D matrix)",
        ("case", "kind", "values"),
        rows(),
    )
