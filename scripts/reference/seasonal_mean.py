# SPDX-License-Identifier: Apache-2.0
"""Shrunk means by bucket, their uncertainty and the entries without the season, with NumPy."""

import numpy as np

import golden


def reference(entries, dimension, buckets, run, amplitude, seed):
    """Entries of a cycle with `run` entries in each bucket; bucket 1 stays empty, every ninth entry is in no bucket."""
    rng = np.random.default_rng(seed)
    bucket = (np.arange(entries) // run) % buckets
    counts = rng.integers(5, 16, entries).astype(float)
    season = amplitude * rng.normal(size=(buckets, dimension))
    sums = np.array([n * season[h] + np.sqrt(n) * rng.normal(size=dimension) for n, h in zip(counts, bucket)])
    bucket[bucket == 1] = 0
    bucket[::9] = -1
    return np.round(sums, 6), counts, bucket


def within_trace(sums, counts, bucket, buckets):
    starts = np.flatnonzero(np.r_[True, bucket[1:] != bucket[:-1]])
    run_sums, run_counts = np.add.reduceat(sums, starts), np.add.reduceat(counts, starts)
    run_bucket = bucket[starts]
    residuals = freedom = 0.0
    for h in range(buckets):
        own = run_bucket == h
        if own.sum() > 1:
            n, s = run_counts[own], run_sums[own]
            residuals += ((s - n[:, None] * s.sum(axis=0) / n.sum()) ** 2).sum()
            freedom += n.sum() - (n**2).sum() / n.sum()
    return residuals / freedom


def fit(sums, counts, bucket, buckets, c1):
    n = np.array([counts[bucket == h].sum() for h in range(buckets)])
    s = np.array([sums[bucket == h].sum(axis=0) for h in range(buckets)])
    pooled = sums.sum(axis=0) / counts.sum()
    present = n > 0
    means = np.where(present[:, None], s / np.maximum(n, 1)[:, None], pooled)
    centre = s.sum(axis=0) / n.sum()
    between = (n * ((means - centre) ** 2).sum(axis=1))[present].sum()
    variance = (between - (present.sum() - 1) * c1) / (n.sum() - (n**2).sum() / n.sum())
    kappa = c1 / variance if variance > 0 else np.inf
    followed = np.where(present, n / (n + kappa), 0.0)
    return kappa, n, followed, pooled, pooled + followed[:, None] * (means - pooled)


def effective(kappa, n, followed, counts, w):
    """Variance of the error in units of c1, written as a quadratic form over buckets and the events in none."""
    total = counts.sum()
    share = np.append(n, total - n.sum()) / total
    coefficients = np.append(w * followed, 0) + (1 - (w * followed).sum()) * share
    events = np.append(n, total - n.sum())
    sampling = (coefficients[events > 0] ** 2 / events[events > 0]).sum()
    return 1 / (sampling + ((w * (1 - followed)) ** 2).sum() / kappa)


def freedom(counts, bucket, n, followed, length):
    number = max(1, len(counts) // length)
    block = np.minimum(np.arange(len(counts)) // length, number - 1)
    left = counts.sum()
    for b in range(number):
        for h in range(len(n)):
            inside = counts[(block == b) & (bucket == h)].sum()
            if inside > 0:
                left -= (2 * followed[h] - followed[h] ** 2) * inside**2 / n[h]
    return left / counts.sum()


def rows():
    for name, entries, dimension, buckets, run, amplitude, length, seed in (
        ("strong", 60, 3, 5, 2, 0.5, 3, 1),
        ("weak", 90, 4, 6, 3, 0.12, 4, 2),
    ):
        sums, counts, bucket = reference(entries, dimension, buckets, run, amplitude, seed)
        c1 = within_trace(sums, counts, bucket, buckets)
        kappa, n, followed, pooled, means = fit(sums, counts, bucket, buckets, c1)
        weights = np.arange(buckets, dtype=float) % 3 + 1
        w = weights / weights.sum()
        offset = np.where((bucket >= 0)[:, None], means[bucket] - pooled, 0.0)
        left = freedom(counts, bucket, n, followed, length)
        centre = counts[:, None] * pooled
        enlarged = centre + (sums - counts[:, None] * offset - centre) / np.sqrt(left)
        yield (name, "shape", buckets, length)
        for s, c, h in zip(sums, counts, bucket):
            yield (name, "entry", int(h), c, *s)
        yield (name, "fit", c1, kappa)
        yield (name, "weights", *weights)
        yield (name, "mean", *(w @ means))
        yield (name, "effective", effective(kappa, n, followed, counts, w), left)
        for row in enlarged[:5]:
            yield (name, "adjusted", *row)


if __name__ == "__main__":
    golden.write(
        "seasonal-mean.csv",
        "seasonal_mean.py",
        "relative 1e-9",
        "seasonal_mean.reference, within_trace, fit, effective, freedom; adjusted entries for blocks of the shape's length",
        ("case", "kind", "values"),
        rows(),
    )
