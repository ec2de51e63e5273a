/* SPDX-License-Identifier: Apache-2.0 */
/** The cohorts of an agent: which are monitored, and which two are compared with each other. */
package io.leeway.app.cohort;
