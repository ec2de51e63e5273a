/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

/**
 * Sine and cosine of many angles, with the same bits on every Java virtual machine.
 *
 * <p>{@link Math#sin} may differ by an ulp between machines and {@link StrictMath#sin} is slow. Here an angle x is
 * reduced to r = x − kπ with k the nearest integer to x/π, so that sin x = (−1)<sup>k</sup> sin r and cos x =
 * (−1)<sup>k</sup> cos r with |r| ≤ π/2, and both are summed as Taylor polynomials of degree 15 and 16.
 *
 * <ul>
 *   <li>Error: at most 10<sup>−11</sup> absolute for |x| ≤ {@link #MAX_ANGLE}; the first omitted terms at π/2 are 6.1e−12
 *       and 5.3e−13, and the reduction adds less than 1e−15.
 *   <li>NaN and ±∞ give NaN for both.
 *   <li>Beyond {@link #MAX_ANGLE} the reduction loses its exactness and the results mean nothing; callers check.
 *   <li>Cost: about 45 additions and multiplications an angle. The loop has no branch, so that compilers can vectorise
 *       it; vectorising does not change the bits because no operation is fused or reordered.
 * </ul>
 *
 * <p>Reference: W. Cody, W. Waite (1980), Software Manual for the Elementary Functions, Prentice-Hall (the reduction by
 * a constant split in parts).
 */
final class SinCos {

    /** The largest absolute angle, in radians, for which the error bound holds. */
    static final double MAX_ANGLE = 1e6;

    private static final double INVERSE_PI = 0x1.45f306dc9c883p-2;

    // π in three parts. The first two have 33 bits, so that their products with k < 2^20 are exact.
    private static final double PI_HIGH = 0x1.921fb54400000p+1;
    private static final double PI_MIDDLE = 0x1.0b4611a600000p-33;
    private static final double PI_LOW = 0x1.3198a2e037073p-68;

    // Adding and subtracting 1.5·2^52 rounds to the nearest integer without a branch or a call.
    private static final double ROUNDER = 0x1.8p52;

    private static final double S3 = -1.0 / 6;
    private static final double S5 = 1.0 / 120;
    private static final double S7 = -1.0 / 5_040;
    private static final double S9 = 1.0 / 362_880;
    private static final double S11 = -1.0 / 39_916_800;
    private static final double S13 = 1.0 / 6_227_020_800.0;
    private static final double S15 = -1.0 / 1_307_674_368_000.0;

    private static final double C2 = -1.0 / 2;
    private static final double C4 = 1.0 / 24;
    private static final double C6 = -1.0 / 720;
    private static final double C8 = 1.0 / 40_320;
    private static final double C10 = -1.0 / 3_628_800;
    private static final double C12 = 1.0 / 479_001_600;
    private static final double C14 = -1.0 / 87_178_291_200.0;
    private static final double C16 = 1.0 / 20_922_789_888_000.0;

    private SinCos() {}

    /**
     * Writes the sine and cosine of the first {@code n} angles.
     *
     * @param angles angles in radians
     * @param sin receives the sines; must not be {@code angles}
     * @param cos receives the cosines; must not be {@code angles} or {@code sin}
     * @param n how many; at most the length of each array
     * @throws IndexOutOfBoundsException if an array is shorter than {@code n}
     */
    static void sinCos(double[] angles, double[] sin, double[] cos, int n) {
        for (int i = 0; i < n; i++) {
            double x = angles[i];
            double k = (x * INVERSE_PI + ROUNDER) - ROUNDER;
            double r = ((x - k * PI_HIGH) - k * PI_MIDDLE) - k * PI_LOW;
            double odd = k - 2 * ((0.5 * k + ROUNDER) - ROUNDER);
            double sign = 1 - 2 * (odd * odd);
            double q = r * r;
            double s = S3 + q * (S5 + q * (S7 + q * (S9 + q * (S11 + q * (S13 + q * S15)))));
            double c = C2 + q * (C4 + q * (C6 + q * (C8 + q * (C10 + q * (C12 + q * (C14 + q * C16))))));
            sin[i] = sign * (r + r * (q * s));
            cos[i] = sign * (1 + q * c);
        }
    }
}
