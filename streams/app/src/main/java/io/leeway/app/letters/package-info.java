/* SPDX-License-Identifier: Apache-2.0 */
/** Dead letters for operators: what there is, and sending it again. */
package io.leeway.app.letters;
