/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the parts of the service cost. The micro-benchmarks run under JMH, {@link io.leeway.benchmarks.EndToEnd} on its
 * own. From the root of the source tree:
 *
 * <pre>
 * mvn -q -pl streams/benchmarks -am package
 * java -jar streams/benchmarks/target/benchmarks.jar -l
 * java -jar streams/benchmarks/target/benchmarks.jar FeatureMap -prof gc
 * java -cp streams/benchmarks/target/benchmarks.jar io.leeway.benchmarks.EndToEnd
 * </pre>
 *
 * <p>All inputs are made from fixed seeds, so two runs do the same work. Figures and how to read them are in
 * {@code docs/performance.md}.
 */
package io.leeway.benchmarks;
