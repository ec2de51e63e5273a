/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

/** The look of OpenTelemetry's export requests in protobuf: one or more of field 1, each a tag, a length and so many bytes. */
final class OtlpBytes {

    /** Field 1 with a length; also a line feed, which JSON may begin with. */
    static final byte FIRST_TAG = 0x0A;

    private static final byte LAST_INNER_TAG = 0x1A;

    private OtlpBytes() {}

    /**
     * Whether bytes that seem to be JSON after blanks are protobuf all the same: a length of 123 or 91 looks like a brace or
     * bracket after a line feed. Then the lengths add up, and what follows is one of the three fields that may come first.
     */
    static boolean despiteBrace(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] != FIRST_TAG) {
                return false;
            }
            long length = 0;
            int shift = 0;
            do {
                at++;
                if (at >= bytes.length || shift > 28) {
                    return false;
                }
                length |= (bytes[at] & 0x7FL) << shift;
                shift += 7;
            } while (bytes[at] < 0);
            if (at + 1 < bytes.length && length > 0 && !isInnerTag(bytes[at + 1])) {
                return false;
            }
            if (length > bytes.length - at - 1) {
                return false;
            }
            at += (int) length + 1;
        }
        return true;
    }

    private static boolean isInnerTag(byte b) {
        return b == FIRST_TAG || b == 0x12 || b == LAST_INNER_TAG;
    }
}
