/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Text to vector. {@link io.leeway.models.Embedder} is the port; {@link io.leeway.models.Embedders} opens the models
 * behind it.
 *
 * <p>Everything downstream adds vectors up exactly, so the one rule of this package is that <b>a vector is a function of
 * its text alone, to the bit</b>: not of the batch, the thread, the load or the start it was computed in. Across
 * machines the bits may differ, because ONNX Runtime picks its arithmetic by processor;
 * {@link io.leeway.models.EncoderCanary} shows when they do.
 */
package io.leeway.models;
