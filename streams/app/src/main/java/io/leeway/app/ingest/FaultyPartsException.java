/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import java.util.List;

/** Parts of a record cannot be used; the others have been passed on. Each part is a dead letter of its own. */
public final class FaultyPartsException extends BadEventException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * Refuses parts of a record.
     *
     * @throws IllegalArgumentException if there are none
     */
    public FaultyPartsException(List<Fault> faults) {
        super(
                first(faults).reason(),
                faults.size() + " parts cannot be used, the first: "
                        + first(faults).message());
        this.faults = List.copyOf(faults);
    }

    private static Fault first(List<Fault> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("no part is at fault");
        }
        return faults.get(0);
    }

    /** What is wrong with which part. */
    public List<Fault> faults() {
        return faults;
    }
}
