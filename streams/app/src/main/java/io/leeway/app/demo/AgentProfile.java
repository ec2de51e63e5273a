/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.util.List;
import java.util.Map;

/**
 * How one agent is used and built. A choice that is listed several times is that much more frequent.
 *
 * @param agent the agent's name
 * @param latencyMs median time to answer a very short message, in milliseconds
 * @param channels where its messages come from
 * @param models what answers them
 * @param tools by intent, the tools that a message may lead to
 * @param greetings how people begin a conversation with it
 * @param closings how they end one
 */
record AgentProfile(
        String agent,
        double latencyMs,
        List<String> channels,
        List<String> models,
        Map<String, List<String>> tools,
        List<String> greetings,
        List<String> closings) {

    static final AgentProfile SUPPORT = new AgentProfile(
            "support",
            850,
            List.of("web", "web", "web", "app", "app", "app", "email"),
            List.of("general-l", "general-l", "general-l", "general-s"),
            Map.ofEntries(
                    Map.entry("duplicate_charge", List.of("transaction_lookup", "transaction_lookup", "refund")),
                    Map.entry("lost_card", List.of("card_control", "card_control", "knowledge_base")),
                    Map.entry("transfer_pending", List.of("transaction_lookup", "transaction_lookup", "handover")),
                    Map.entry("account_fees", List.of("knowledge_base", "transaction_lookup")),
                    Map.entry("order_tracking", List.of("order_lookup", "order_lookup", "carrier_status")),
                    Map.entry("refund_status", List.of("refund", "order_lookup", "handover")),
                    Map.entry("return_item", List.of("return_label", "order_lookup", "knowledge_base")),
                    Map.entry("discount_code", List.of("promotion_check", "knowledge_base")),
                    Map.entry("damaged_item", List.of("order_lookup", "refund", "return_label")),
                    Map.entry("login_loop", List.of("identity_check", "knowledge_base", "handover")),
                    Map.entry("crypto_wallet", List.of("knowledge_base", "knowledge_base", "handover")),
                    Map.entry("data_deletion", List.of("handover", "handover", "identity_check")),
                    Map.entry("prompt_injection", List.of("none", "none", "knowledge_base"))),
            List.of(
                    "Hi,",
                    "Hi!",
                    "Hello,",
                    "Hello.",
                    "Hi there,",
                    "Hey,",
                    "Good morning,",
                    "Good evening.",
                    "Good afternoon,",
                    "Hello team,",
                    "Dear support,",
                    "Hello?",
                    "hey",
                    "To whom it may concern,"),
            List.of(
                    "Thanks!",
                    "Thank you.",
                    "Thanks in advance.",
                    "Thx",
                    "Please reply soon.",
                    "Kind regards",
                    "Best regards",
                    "Thanks for your help.",
                    "Hope you can help.",
                    "It's urgent.",
                    "Waiting for your answer.",
                    "Many thanks 🙏",
                    "Cheers",
                    "Let me know."));

    static final AgentProfile TRAVEL = new AgentProfile(
            "travel",
            1900,
            List.of("web", "web", "app", "app", "app"),
            List.of("planner-m"),
            Map.of(
                    "flight_search", List.of("fare_search", "fare_search", "timetable"),
                    "hotel_search", List.of("stay_search", "stay_search", "map"),
                    "itinerary", List.of("route_planner", "map", "timetable"),
                    "visa_documents", List.of("entry_rules", "entry_rules", "web_search"),
                    "booking_change", List.of("booking", "booking", "fare_search"),
                    "local_tips", List.of("web_search", "map", "weather")),
            List.of(
                    "Hi!",
                    "Hello,",
                    "Hey there!",
                    "Good morning!",
                    "Hi again,",
                    "ok so,",
                    "Hey 😊",
                    "Hello there.",
                    "Good evening,",
                    "Hiya,",
                    "Right,"),
            List.of(
                    "Thanks!",
                    "Thank you so much.",
                    "Thx",
                    "Cheers!",
                    "Thanks a lot 😊",
                    "No hurry.",
                    "Any ideas?",
                    "We're quite flexible.",
                    "Many thanks.",
                    "What do you think?",
                    "Appreciate it!"));

    static final AgentProfile DEVOPS = new AgentProfile(
            "devops",
            620,
            List.of("chat", "chat", "chat", "chat", "terminal", "web"),
            List.of("code-l", "code-l", "code-s"),
            Map.of(
                    "pipeline_failure", List.of("build_logs", "build_logs", "pipeline_control"),
                    "access_request", List.of("access_manager", "access_manager", "directory"),
                    "service_incident", List.of("metrics", "metrics", "log_search", "paging"),
                    "kubernetes_deploy", List.of("cluster_control", "cluster_control", "pipeline_control"),
                    "log_query", List.of("log_search", "log_search", "metrics"),
                    "database_migration", List.of("sql_console", "sql_console", "metrics")),
            List.of(
                    "hey",
                    "hi,",
                    "morning,",
                    "quick one:",
                    "Hi team,",
                    "hello,",
                    "yo",
                    "question:",
                    "Hi,",
                    "sorry to bother,",
                    "afternoon all,"),
            List.of(
                    "thx",
                    "ty",
                    "Thanks!",
                    "no rush",
                    "kinda urgent",
                    "asap pls",
                    "cheers",
                    "Thanks in advance.",
                    "blocking me right now",
                    "ta",
                    "before standup if possible"));

    /** The agents of the demo. */
    static final List<AgentProfile> ALL = List.of(SUPPORT, TRAVEL, DEVOPS);

    /** Whether a person with one intent may well have the other too: they share a tool. */
    boolean related(String intent, String other) {
        return toolsOf(intent).stream().anyMatch(toolsOf(other)::contains);
    }

    /**
     * The tools that a message with this intent may lead to.
     *
     * @throws IllegalArgumentException if the agent has no such intent
     */
    List<String> toolsOf(String intent) {
        List<String> known = tools.get(intent);
        if (known == null) {
            throw new IllegalArgumentException("agent " + agent + " has no tools for the intent " + intent);
        }
        return known;
    }
}
