/* SPDX-License-Identifier: Apache-2.0 */
/** Made-up traffic of three agents, one of which starts to receive other questions: what the demo plays. */
package io.leeway.app.demo;
