/* SPDX-License-Identifier: Apache-2.0 */
/** Pages and drawings as text. */
package io.leeway.app.page;
