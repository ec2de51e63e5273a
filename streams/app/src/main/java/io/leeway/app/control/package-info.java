/* SPDX-License-Identifier: Apache-2.0 */
/** Operators' commands, from the control topic to the monitors. */
package io.leeway.app.control;
