/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Which signal an OTLP protobuf record carries. Requests to export traces, logs and metrics all are
 * {@code 1: resource group { 2: scope group { 2: records }}}, so only the records tell: the times of a span are fixed64 in
 * its fields 7 and 8, those of a log record in 1 and 11, and a metric has none of them, but a message in one of 5, 7, 9, 10
 * and 11.
 *
 * <p>Source: the definitions in opentelemetry-proto, which never change a field's number or type.
 */
enum OtlpShape {
    SPANS,
    LOGS,
    METRICS,
    /** Well-formed, without a record that tells. */
    EMPTY;

    private static final int GROUPS = 1;
    private static final int INNER = 2;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /**
     * Looks at the records until one tells.
     *
     * @throws IOException if the bytes are not protobuf
     */
    static OtlpShape of(byte[] protobuf) throws IOException {
        return descend(CodedInputStream.newInstance(protobuf), 0);
    }

    private static OtlpShape descend(CodedInputStream in, int level) throws IOException {
        if (level == 3) {
            return ofRecord(in);
        }
        int wanted = level == 0 ? GROUPS : INNER;
        OtlpShape found = EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == wanted
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int limit = in.pushLimit(in.readRawVarint32());
                found = descend(in, level + 1);
                if (found != EMPTY) {
                    return found;
                }
                in.popLimit(limit);
            } else {
                skip(in, tag);
            }
        }
        return found;
    }

    /** Reads a record to its end, unless it tells before. */
    private static OtlpShape ofRecord(CodedInputStream in) throws IOException {
        boolean traceId = false;
        boolean spanId = false;
        boolean any = false;
        OtlpShape found = EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            any = true;
            if (found != EMPTY) {
                skip(in, tag);
                continue;
            }
            int field = WireFormat.getTagFieldNumber(tag);
            int type = WireFormat.getTagWireType(tag);
            found = byTimes(field, type);
            if (type == WireFormat.WIRETYPE_LENGTH_DELIMITED && field <= 2) {
                int length = in.readRawVarint32();
                traceId |= field == 1 && length == TRACE_ID_BYTES;
                spanId |= field == 2 && length == SPAN_ID_BYTES;
                in.skipRawBytes(length);
            } else {
                skip(in, tag);
            }
        }
        if (found != EMPTY || !any) {
            return found;
        }
        return traceId && spanId ? SPANS : METRICS;
    }

    private static OtlpShape byTimes(int field, int type) {
        if (type == WireFormat.WIRETYPE_FIXED64) {
            return field == 7 || field == 8 ? SPANS : field == 1 || field == 11 ? LOGS : EMPTY;
        }
        // A log record without any time still has its severity, or its attributes in the field of a span's kind.
        if ((field == 2 && type == WireFormat.WIRETYPE_VARINT)
                || (field == 6 && type == WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            return LOGS;
        }
        if (field == 6 && type == WireFormat.WIRETYPE_VARINT) {
            return SPANS;
        }
        return field == 7 && type == WireFormat.WIRETYPE_LENGTH_DELIMITED ? METRICS : EMPTY;
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("the end of a group that was not begun");
        }
    }
}
