/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.ingest.otel.Message.Role;
import io.leeway.app.privacy.TextDoor;
import java.util.List;

/**
 * What an agent or a model was given.
 *
 * @param content what became of it
 * @param text what the user said last, or null if that is not known or was no text
 * @param users how many of the messages are the user's, 0 if that is not known
 * @param messages how many messages there are, 0 if that is not known
 * @param continued whether something else was said after the user spoke: the turn is not a new one
 */
record Input(ContentState content, String text, int users, int messages, boolean continued) {

    /** Nothing is recorded. */
    static final Input ABSENT = unknown(ContentState.ABSENT);

    /** It is not known, for a reason. */
    static Input unknown(ContentState content) {
        return new Input(content, null, 0, 0, false);
    }

    /** One text, said by the user. */
    static Input of(String text) {
        return text.isBlank() || text.equals(TextDoor.REDACTED)
                ? new Input(ContentState.REDACTED, TextDoor.REDACTED, 1, 1, false)
                : new Input(ContentState.CAPTURED, text, 1, 1, false);
    }

    /**
     * Messages, oldest first. What the system says is never the last word: some put their instructions at the end. Without
     * any word of the user there is no turn either.
     */
    static Input of(List<Message> messages) {
        int users = 0;
        Message last = null;
        for (Message message : messages) {
            if (message.role() == Role.USER) {
                users++;
            }
            if (message.role() != Role.SYSTEM) {
                last = message;
            }
        }
        if (last == null || last.role() != Role.USER) {
            return new Input(ContentState.CAPTURED, null, users, messages.size(), true);
        }
        return new Input(last.content(), last.text(), users, messages.size(), false);
    }

    /**
     * All messages of a run, oldest first: what the user said in it, whatever came of that.
     *
     * @param from the number of messages of earlier runs
     */
    static Input ofRun(List<Message> messages, int from) {
        for (int i = messages.size() - 1; i >= from; i--) {
            if (messages.get(i).role() == Role.USER) {
                return of(messages.subList(0, i + 1));
            }
        }
        return new Input(ContentState.CAPTURED, null, 0, messages.size(), true);
    }

    /** Whether anything is known of what was said. */
    boolean known() {
        return content != ContentState.ABSENT;
    }
}
