/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

/** Is told how far long work has come. Called by many threads. */
@FunctionalInterface
public interface Progress {

    /** Says nothing to anybody. */
    Progress NONE = (what, done, of) -> {};

    /**
     * A step is done.
     *
     * @param what the work
     * @param done steps that are done
     * @param of all steps
     */
    void at(String what, int done, int of);
}
