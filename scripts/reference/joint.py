# SPDX-License-Identifier: Apache-2.0
"""Normal scores of mid-ranks from SciPy, and the additive part of vectors by ridge regression from NumPy."""

import numpy as np
from scipy.stats import norm, rankdata

import golden


def text(value):
    """Java reads "Infinity" where Python writes "inf"."""
    return golden.number(float(value)).replace("inf", "Infinity")


def scores():
    generator = np.random.default_rng(20240613)
    samples = [
        np.round(generator.normal(size=120), 2),
        np.round(2 * generator.gamma(2, 1, 80)),
        np.array([0.0] * 60 + [1.0] * 30 + [np.inf] * 5 + [-np.inf] * 5),
        np.full(20, 7.0),
    ]
    for sample in samples:
        shares = (rankdata(sample, method="average") - 0.5) / len(sample)
        expected = norm.ppf(np.clip(shares, 0.01, 0.99))
        for value in np.unique(sample)[::9]:
            yield text(value), float(expected[sample == value][0]), *map(text, sample)
        for value in (np.quantile(sample[np.isfinite(sample)], 0.3) + 0.123, -1e9, 1e9):
            share = ((sample < value).sum() + 0.5 * (sample == value).sum()) / len(sample)
            yield text(value), float(norm.ppf(np.clip(share, 0.01, 0.99))), *map(text, sample)


def additive():
    generator = np.random.default_rng(20240614)
    size, ridge = 60, 1e-3
    x = np.round(generator.normal(size=(size, 2)), 3)
    # The last two columns add up to the first, as the cells of a category do.
    cell = (generator.random(size) < 0.3).astype(float)
    terms = np.column_stack([np.ones(size), x, cell, 1 - cell])
    vectors = np.round(np.column_stack([np.cos(x.sum(1)), np.sin(x[:, 0] * x[:, 1]) + cell]), 6)
    gram = terms.T @ terms
    regular = gram + size * ridge * np.eye(terms.shape[1])
    parameters = float(np.trace(np.linalg.solve(regular, gram)))
    rest = vectors - terms @ np.linalg.solve(regular, terms.T @ vectors)
    for row in np.column_stack([terms, vectors, rest]):
        yield parameters, *map(float, row)


if __name__ == "__main__":
    golden.write(
        "normal-scores.csv",
        "joint.py",
        "1e-12",
        """
in the sample: scipy.stats.norm.ppf(clip((rankdata(sample, 'average') - 0.5) / n, 0.01, 0.99));
elsewhere norm.ppf of the clipped share below, ties by half
""",
        ("value", "score", "sample..."),
        scores(),
    )
    golden.write(
        "additive-part.csv",
        "joint.py",
        "1e-10",
        """
rest = vectors - terms @ solve(terms.T @ terms + n * 1e-3 * I, terms.T @ vectors),
parameters = trace(solve(terms.T @ terms + n * 1e-3 * I, terms.T @ terms)), numpy.linalg
""",
        ("parameters", "5 terms", "2 vectors", "2 rests"),
        additive(),
    )
