/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What is remembered of a service: how its agents are told of.
 *
 * <pre>
 *  byte   version = 1
 *  long   event time when it was last changed, epoch milliseconds
 *  byte   {@link Agents}: 0 none, 1 silent, 2 speaking
 *  utf    the agent, empty if none is known or several are
 *  byte   1 if several agents are known, else 0
 * </pre>
 *
 * @param touched when it was last changed, in event time
 * @param agents what its agents' spans say
 * @param agent the agent whose calls have been counted, empty if none is known or several are
 * @param several whether several are known
 */
record ServiceState(long touched, Agents agents, String agent, boolean several) {

    /** Of a service that nothing is known of. */
    static final ServiceState UNKNOWN = new ServiceState(0, Agents.NONE, "", false);

    private static final int LONGEST_AGENT = 1_000;

    private static final StoredForm<ServiceState> FORM =
            new StoredForm<>("memory of a service", 1, ServiceState::write, ServiceState::read);

    /** What the spans of a service's agents say, the least first. */
    enum Agents {
        /** There are none, or none that counted. */
        NONE(0),
        /** That an agent was asked, and not what, and neither do its calls. */
        SILENT(1),
        /** What an agent was asked. */
        SPEAKING(2);

        /** As it is stored. */
        private final int code;

        Agents(int code) {
            this.code = code;
        }

        private static Agents of(int code) throws IOException {
            for (Agents agents : values()) {
                if (agents.code == code) {
                    return agents;
                }
            }
            throw new IOException("agents that are nothing known: " + code);
        }
    }

    /** With spans of agents that say so much. */
    ServiceState with(Agents seen) {
        return new ServiceState(touched, seen.code > agents.code ? seen : agents, agent, several);
    }

    /** With an agent whose call has been counted. */
    ServiceState with(String name) {
        if (several || name.equals(agent) || name.length() > LONGEST_AGENT) {
            return this;
        }
        return agent.isEmpty()
                ? new ServiceState(touched, agents, name, false)
                : new ServiceState(touched, agents, "", true);
    }

    boolean sameAs(ServiceState other) {
        return agents == other.agents && agent.equals(other.agent) && several == other.several;
    }

    /** As it is kept. */
    byte[] toBytes(long now) {
        return FORM.write(new ServiceState(now, agents, agent, several));
    }

    /** As it was kept. */
    static ServiceState fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static void write(DataOutputStream out, ServiceState state) throws IOException {
        out.writeLong(state.touched);
        out.writeByte(state.agents.code);
        out.writeUTF(state.agent);
        out.writeByte(state.several ? 1 : 0);
    }

    private static ServiceState read(DataInputStream in) throws IOException {
        long touched = in.readLong();
        return new ServiceState(touched, Agents.of(in.readByte()), in.readUTF(), in.readByte() != 0);
    }
}
