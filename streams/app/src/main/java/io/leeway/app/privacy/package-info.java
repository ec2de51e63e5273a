/* SPDX-License-Identifier: Apache-2.0 */
/** What of a text may be read, and what of it is kept. */
package io.leeway.app.privacy;
