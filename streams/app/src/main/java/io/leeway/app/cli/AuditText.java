/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.AuditRecord;

/** An audit record for a person at a terminal. */
final class AuditText {

    private AuditText() {}

    static String of(AuditRecord record) {
        StringBuilder text = new StringBuilder();
        text.append(record.getRecordedAt())
                .append("  ")
                .append(record.getActor())
                .append("  ")
                .append(record.getAction())
                .append(' ')
                .append(record.getSubject());
        if (record.getBefore() != null || record.getAfter() != null) {
            text.append(": ")
                    .append(record.getBefore() == null ? "-" : record.getBefore())
                    .append(" -> ")
                    .append(record.getAfter() == null ? "-" : record.getAfter());
        }
        if (record.getReason() != null) {
            text.append("  (").append(record.getReason()).append(')');
        }
        return text.toString();
    }
}
