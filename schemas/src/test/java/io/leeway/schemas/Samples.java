/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The records behind the golden files. A version that was released is never edited here, only added to. */
final class Samples {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant T1 = Instant.parse("2026-01-01T00:20:00.250Z");

    private Samples() {}

    /** By golden name, {@code <Record>-v<N>}. */
    static Map<String, SpecificRecord> byGoldenName() {
        return Map.of(
                "AgentInput-v1", agentInput(),
                "DriftAlert-v1", driftAlert(),
                "DriftReport-v1", driftReport(),
                "DriftReport-v2", secondDriftReport(),
                "PaneSummary-v1", paneSummary(),
                "ControlCommand-v1", controlCommand(),
                "AuditRecord-v1", auditRecord(),
                "CorpusItem-v1", corpusItem(),
                "ConfigurationChange-v1", configurationChange());
    }

    static ConfigurationChange configurationChange() {
        return ConfigurationChange.newBuilder()
                .setEffectiveFrom(T0)
                .setPublishedAt(T1)
                .setPublishedBy("host-1")
                .setConfigVersion("0123456789ab")
                .setSettings("{\"defaults\":{\"windows\":[\"20m\"]},\"agents\":{\"caf\u00e9-*\":{}}}")
                .setReason("defaults.windows: [20m, 1h] -> [20m]")
                .build();
    }

    static CorpusItem corpusItem() {
        return CorpusItem.newBuilder()
                .setAgentId("support")
                .setItemId("faq-17#2")
                .setText("Doppelte Belastungen werden erstattet \u00e9")
                .setEmbedding(List.of(0.25f, -1.0f))
                .setEmbeddingModel("minilm@1")
                .setUpdatedAt(T1)
                .setVersion("2026-01")
                .setDeleted(true)
                .build();
    }

    static AgentInput agentInput() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("latencyMs", 812.5);
        numbers.put("tokens", null);
        Map<String, String> categories = new LinkedHashMap<>();
        categories.put("model", "x-2");
        categories.put("tool", null);
        return AgentInput.newBuilder()
                .setEventId("e-1")
                .setAgentId("support")
                .setCohort("v2")
                .setOccurredAt(T0)
                .setSessionId("s-9")
                .setTraceId("0af7651916cd43dd8448eb211c80319c")
                .setText("Karte doppelt belastet \u00e9\ud83d\ude80")
                .setNumbers(numbers)
                .setCategories(categories)
                .setEmbedding(List.of(0.1f, -1.5f, 3.0e-7f))
                .setEmbeddingModel("minilm@1")
                .build();
    }

    static DriftAlert driftAlert() {
        return DriftAlert.newBuilder()
                .setAlertId("support|v2|text|2026-01-01T00:20:00Z")
                .setTransition(AlertTransition.ESCALATED)
                .setKind(AlertKind.NOVELTY)
                .setSeverity(AlertSeverity.WARN)
                .setAgentId("support")
                .setCohort("v2")
                .setDetectorFamily("text")
                .setOpenedAt(T0)
                .setUpdatedAt(T1)
                .setResolvedAt(null)
                .setProvisional(true)
                .setWindow(new AlertWindow(T0, T1, 512L, 183.25, "PT20M"))
                .setReference(new AlertReference("pinned@3", T0.minusSeconds(604800), T0, 8192L, 10080))
                .setStatistic(42.5)
                .setThreshold(1.0e-5)
                .setPValue(3.2e-7)
                .setEffect(0.046)
                .setEffectGate(0.03)
                .setExpectedRunLength("PT720H")
                .setSummary("9 % of the inputs are unlike anything in pinned@3 since 00:00.")
                .setMovedFeatures(List.of(new MovedFeature(
                        "number:latencyMs", "ladder", 1.0e-6, 0.4, 812.0, null, "the median rose from 812")))
                .setExemplars(List.of(
                        new Exemplar(
                                "e-1",
                                "0af7651916cd43dd8448eb211c80319c",
                                null,
                                T0,
                                0.93,
                                ExemplarRole.NEW,
                                null,
                                "https://traces/1"),
                        new Exemplar("e-0", null, "s-9", T0, 0.5, ExemplarRole.GONE, "my card was", null)))
                .setCause("truncation: 97 % of texts have 24 characters, where 98 % had more")
                .setTopics(List.of(new MovedTopic(
                        TopicChange.NEW, -1, 0.05, 0.25, 1.0e-9, List.of("e-1"), List.of("lost card", "atm"))))
                .setBlame(new Blame(0.75, 0.25, 0.0))
                .setStrongestAt(T1)
                .setFirstDriftedEventId("e-1")
                .setFirstDriftedAt(T0)
                .setConfigVersion("c-17")
                .setFeatureMap("rff:minilm@1:512:7:1")
                .setApplication("leeway")
                .setAcknowledgedBy("ana")
                .setAcknowledgedAt(T1)
                .setResolution(null)
                .build();
    }

    static DriftReport driftReport() {
        return firstFieldsOfDriftReport().build();
    }

    private static DriftReport.Builder firstFieldsOfDriftReport() {
        Map<String, Double> distances = new LinkedHashMap<>();
        distances.put("psi", 0.25);
        distances.put("psiCorrected", 0.125);
        return DriftReport.newBuilder()
                .setAgentId("support")
                .setPaneStart(T0)
                .setPaneEnd(T0.plusSeconds(60))
                .setState(MonitorState.REFERENCE_FROZEN)
                .setFlags(List.of("provisional", "sampled"))
                .setConfigVersion("c-17")
                .setFeatureMap("rff:minilm@1:512:7:1")
                .setTests(List.of(FeatureEvaluation.newBuilder()
                        .setFeature("text")
                        .setDetector("mmd")
                        .setWindow("PT20M")
                        .setReference("trailing")
                        .setStatistic(Double.POSITIVE_INFINITY)
                        .setPValue(0.25)
                        .setThreshold(1.0e-5)
                        .setReturnPeriodPanes(Double.NaN)
                        .setEffect(-0.001)
                        .setEffectGate(0.03)
                        .setEvents(512L)
                        .setEffectiveEvents(183.25)
                        .setReferenceEvents(9_007_199_254_740_993L)
                        .setPhi(1.2)
                        .setDeff(2.8)
                        .setSignificant(false)
                        .setNote("saddlepoint")
                        .setDistances(distances)
                        .build()))
                .setNotes(List.of("the reference spans 2 of 7 days"))
                .setLimits(List.of(new LimitEvaluation(
                        "latencyMs", "p99 at most", 3000.0, "PT5M", 4120.0, 512L, 183.25, 3.2e-7, 1.0e-4, true)))
                .setPinnedVersion(3)
                .setMutedUntil(T1)
                .setComparedWith("v1");
    }

    static DriftReport secondDriftReport() {
        return firstFieldsOfDriftReport()
                .setDetectability(
                        new Detectability("new_topic", "text", 0.1, "seen", 7_800_000L, 12_000_000L, null, T1))
                .build();
    }

    static PaneSummary paneSummary() {
        return PaneSummary.newBuilder()
                .setAgentId("support")
                .setCohort("v2")
                .setPaneStart(T0)
                .setPaneEnd(T0.plusSeconds(60))
                .setClosedBy(PaneClosedBy.IDLE)
                .setEvents(2L)
                .setFeatureMap("rff:minilm@1:512:7:1")
                .setDigest("054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8")
                .setFormatVersion(1)
                .setSummary(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}))
                .setSources(List.of("agent-inputs"))
                .setCellMillis(600_000L)
                .build();
    }

    static ControlCommand controlCommand() {
        return ControlCommand.newBuilder()
                .setCommandId("k-1")
                .setKind(CommandKind.PIN)
                .setAgentId("support")
                .setIssuedBy("ana")
                .setIssuedAt(T1)
                .setReason("release 12 is the baseline")
                .setFrom(T0.minusSeconds(604800))
                .setTo(T0)
                .setVersion(3)
                .setNotBefore(T1)
                .build();
    }

    static AuditRecord auditRecord() {
        return AuditRecord.newBuilder()
                .setRecordedAt(T1)
                .setAgentId("support")
                .setCohort("v2")
                .setActor("ana")
                .setAction("pin")
                .setSubject("reference")
                .setBefore(null)
                .setAfter("pinned@3")
                .setReason("release 12 is the baseline")
                .setConfigVersion("c-17")
                .setAlertId("support|v2|text|2026-01-01T00:20:00Z")
                .setCommandId("k-1")
                .setIssuedAt(T0)
                .build();
    }
}
