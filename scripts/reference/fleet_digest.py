# SPDX-License-Identifier: Apache-2.0
"""Adjusted p-values of a fleet from SciPy, e-values and e-BH levels by trying every threshold."""

import numpy as np
from scipy.stats import false_discovery_control

import golden

RNG = np.random.default_rng(7)
KAPPAS = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
FLEETS = [
    # Benjamini and Hochberg (1995), section 4.
    [1e-4, 4e-4, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0],
    [0.03],
    [0.02, 0.5, 0.02, 0.02, 1.0, 1.0],
    np.concatenate([RNG.random(40), 10.0 ** -RNG.integers(2, 12, 10)]),
    RNG.random(30),
]


def rows():
    for p in map(np.asarray, FLEETS):
        m = len(p)
        e = np.mean(KAPPAS * p[:, None] ** (KAPPAS - 1), axis=1)
        # An agent is reported at q if some threshold t <= e has at least m / (q t) agents at or above it.
        levels = [min([1.0] + [m / (t * np.sum(e >= t)) for t in e if t <= own]) for own in e]
        yield " ".join(map(golden.number, p)), " ".join(map(golden.number, false_discovery_control(p, method="bh"))), \
            " ".join(map(golden.number, e)), " ".join(map(golden.number, levels))


if __name__ == "__main__":
    golden.write(
        "fleet-digest.csv", "fleet_digest.py", "relative 1e-12",
        "adjusted = scipy.stats.false_discovery_control(p, method='bh'); e = mean(kappa * p**(kappa - 1))",
        ("p", "adjusted", "e", "adjustedByE"), rows(), package="evidence",
    )
