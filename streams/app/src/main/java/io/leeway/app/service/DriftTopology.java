/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.alert.AlertProcessor;
import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.alert.Quoting;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.cohort.AdmitProcessor;
import io.leeway.app.cohort.CohortProcessor;
import io.leeway.app.cohort.MixProcessor;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.CommandProcessor;
import io.leeway.app.control.PendingProcessor;
import io.leeway.app.corpus.CorpusProcessor;
import io.leeway.app.corpus.CorpusRules;
import io.leeway.app.corpus.ItemDecoder;
import io.leeway.app.corpus.ItemProcessor;
import io.leeway.app.corpus.KnownItem;
import io.leeway.app.detect.MonitorProcessor;
import io.leeway.app.embed.EmbedProcessor;
import io.leeway.app.history.RollUpProcessor;
import io.leeway.app.ingest.DecodeProcessor;
import io.leeway.app.ingest.FeatureExtractor;
import io.leeway.app.ingest.FeatureProcessor;
import io.leeway.app.ingest.InputDecoders;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.LocalPaneProcessor;
import io.leeway.app.pane.PaneMergeProcessor;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.silence.SilenceProcessor;
import io.leeway.app.topic.AgentPartitioner;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.Stores.Store;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.app.topic.Topics.Topic;
import io.leeway.schemas.ControlCommand;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology as a function of the configuration and the ports: decode, features, embed and pane-local on every input
 * partition; then, by stream, pane merge, monitor and the outputs. Names of nodes are part of the stored state.
 */
public final class DriftTopology {

    private static final Store<?, ?>[] CORPUS_STORES = {Stores.CORPUS_ITEMS, Stores.CORPORA, Stores.CORPORA_IN_FORCE};

    private final LeewayConfig config;
    private final InForce inForce;
    private final Ports ports;
    private final Topics topics;
    private final Map<String, StoreBuilder<?>> builders = new HashMap<>();

    private DriftTopology(LeewayConfig config, InForce inForce, Ports ports) {
        this.config = config;
        this.inForce = inForce;
        this.ports = ports;
        this.topics = Topics.of(config);
    }

    /** Builds the topology of a configuration that does not change. */
    public static Topology of(LeewayConfig config, Ports ports, Map<String, ?> properties) {
        return of(config, InForce.always(config.live()), ports, properties);
    }

    /**
     * Builds the topology.
     *
     * @param config the configuration, as far as it cannot change
     * @param inForce what can
     * @param ports the world around it
     * @param properties the properties that Kafka Streams will run with, for the checks it makes while building
     */
    public static Topology of(LeewayConfig config, InForce inForce, Ports ports, Map<String, ?> properties) {
        return new DriftTopology(config, inForce, ports).build(new TopologyConfig(new StreamsConfig(properties)));
    }

    private Topology build(TopologyConfig topologyConfig) {
        StreamsBuilder builder = new StreamsBuilder(topologyConfig);
        FeatureMapId featureMap = ports.featureMap();
        RunIdentity run = new RunIdentity(config.applicationId(), config.configVersion(), featureMap.digest());

        InputDecoders inputs =
                InputDecoders.of(config, ports.embedder().identity().name());
        KeptText kept = config.privacy().kept();
        KStream<StreamKey, PartialPane> partials = builder.stream(
                        config.inputs().stream().map(LeewayConfig.Input::topic).toList(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("inputs"))
                .process(stage(() -> new DecodeProcessor(inputs, ports.metrics()), Stores.TURNS), Named.as("decode"))
                .process(
                        stage(() -> new FeatureProcessor(
                                new FeatureExtractor(inForce, config.textDoor(), ports.clock()), ports.metrics())),
                        Named.as("features"))
                .process(stage(() -> new EmbedProcessor(ports.embedder(), kept)), Named.as("embed"))
                .process(stage(() -> new MixProcessor(inForce)), Named.as("mix"))
                .process(
                        stage(
                                () -> new LocalPaneProcessor(
                                        config.defaults(),
                                        new KernelFeatureMap(featureMap),
                                        config.caps(),
                                        ports.clock(),
                                        ports.metrics()),
                                Stores.OPEN_PANES,
                                Stores.EVENT_TIMES),
                        Named.as("pane-local"));

        KStream<StreamKey, ClosedPane> panes = partials.repartition(
                        Repartitioned.<StreamKey, PartialPane>as(Topics.PARTIALS.name())
                                .withKeySerde(Topics.PARTIALS.key())
                                .withValueSerde(Topics.PARTIALS.value())
                                .withStreamPartitioner(new AgentPartitioner<>())
                                .withNumberOfPartitions(config.partitions()))
                .process(
                        stage(
                                () -> new PaneMergeProcessor(
                                        config.defaults(),
                                        config.idleTimeout(),
                                        ports.sources(),
                                        ports.frontier(),
                                        ports.clock(),
                                        ports.metrics()),
                                Stores.PARTIAL_PANES,
                                Stores.MERGE_PROGRESS),
                        Named.as("pane-merge"))
                .process(stage(() -> new AdmitProcessor(inForce, ports.metrics()), Stores.COHORTS), Named.as("admit"));

        KStream<StreamKey, Outcome> silent = panes.process(
                stage(
                        () -> new SilenceProcessor(
                                inForce,
                                live -> new NoDataOutcomes(run.with(live.version()), live),
                                ports.sources(),
                                ports.frontier(),
                                ports.clock(),
                                ports.metrics()),
                        Stores.SILENCES,
                        Stores.PARTIAL_PANES,
                        Stores.MONITORS,
                        Stores.OPEN_ALERTS,
                        Stores.COMMANDS),
                Named.as("silence"));
        KStream<StreamKey, Outcome> evaluated = panes.process(
                stage(
                        () -> new MonitorProcessor(
                                inForce,
                                new KernelFeatureMap(featureMap),
                                version -> new Outcomes(run.with(version), config.links()),
                                ports.metrics(),
                                config.partitions(),
                                corpusRules()),
                        monitorStores()),
                Named.as("monitor"));
        KStream<StreamKey, Outcome> compared = panes.process(
                stage(
                        () -> new CohortProcessor(
                                inForce,
                                new KernelFeatureMap(featureMap),
                                version -> new CohortOutcomes(run.with(version), config.links()),
                                ports.metrics(),
                                config.partitions()),
                        Stores.COHORT_PANES,
                        Stores.COMPARISONS,
                        Stores.OPEN_ALERTS),
                Named.as("cohorts"));
        KStream<StreamKey, Outcome> outcomes = silent.merge(evaluated, Named.as("outcomes"))
                .merge(compared, Named.as("outcomes-of-cohorts"))
                .merge(commands(builder), Named.as("outcomes-of-commands"));

        outcomes.process(
                        stage(() -> new AlertProcessor(config.alerts(), Quoting.of(config.privacy()))),
                        Named.as("alert"))
                .to(topics.alerts().name(), produced(topics.alerts(), "alerts"));
        route(outcomes, Outcome.Report.class, Outcome.Report::value, topics.reports(), "reports");
        route(outcomes, Outcome.Pane.class, Outcome.Pane::value, topics.panes(), "panes");
        route(outcomes, Outcome.Audit.class, Outcome.Audit::value, topics.audit(), "audit");
        panes.process(
                        stage(
                                () -> new RollUpProcessor(config.defaults().pane(), featureMap.digest()),
                                Stores.ROLLED_PANES),
                        Named.as("roll-up"))
                .to(topics.panesRolled().name(), produced(topics.panesRolled(), "panes-rolled"));
        corpora(builder);
        return builder.build();
    }

    /**
     * Commands go by way of a topic with the partitions of the partial panes, so that each arrives in the task that holds its
     * stream's monitor. What need not or cannot wait there for a pane comes out.
     */
    private KStream<StreamKey, Outcome> commands(StreamsBuilder builder) {
        return builder.stream(
                        topics.control().name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("control"))
                .process(stage(CommandProcessor::new), Named.as("command"))
                .repartition(Repartitioned.<StreamKey, ControlCommand>as(Topics.COMMANDS.name())
                        .withKeySerde(Topics.COMMANDS.key())
                        .withValueSerde(Topics.COMMANDS.value())
                        .withStreamPartitioner(new AgentPartitioner<>())
                        .withNumberOfPartitions(config.partitions()))
                .process(
                        stage(
                                () -> new PendingProcessor(ports.metrics()),
                                Stores.COMMANDS,
                                Stores.MONITORS,
                                Stores.OPEN_ALERTS),
                        Named.as("pending"));
    }

    /**
     * Items of corpora go by way of a topic with the partitions of the partial panes too. Without corpora there is nothing of
     * all this. They come last, so that they do not change the numbers of the other parts, which local state goes by.
     */
    private void corpora(StreamsBuilder builder) {
        corpusRules().ifPresent(rules -> builder.stream(
                        config.corpora().topics().stream()
                                .map(LeewayConfig.Input::topic)
                                .toList(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("corpora"))
                .process(
                        stage(() -> new ItemProcessor(itemDecoders(), ports.embedder(), rules.featureMap())),
                        Named.as("item"))
                .repartition(Repartitioned.<StreamKey, KnownItem>as(Topics.ITEMS.name())
                        .withKeySerde(Topics.ITEMS.key())
                        .withValueSerde(Topics.ITEMS.value())
                        .withStreamPartitioner(new AgentPartitioner<>())
                        .withNumberOfPartitions(config.partitions()))
                // By their names, because stores that two stages bring along do not make them one part with one task.
                .process(
                        stage(() -> new CorpusProcessor(rules, ports.metrics())),
                        Named.as("corpus"),
                        Stream.of(CORPUS_STORES).map(Store::name).toArray(String[]::new)));
    }

    private Optional<CorpusRules> corpusRules() {
        return config.corpora().topics().isEmpty()
                ? Optional.empty()
                : Optional.of(new CorpusRules(
                        ports.featureMap().digest(),
                        config.corpora().items(),
                        config.defaults().pane().toMillis()));
    }

    private Store<?, ?>[] monitorStores() {
        List<Store<?, ?>> stores =
                new ArrayList<>(List.of(Stores.KEPT_PANES, Stores.MONITORS, Stores.OPEN_ALERTS, Stores.COMMANDS));
        if (corpusRules().isPresent()) {
            stores.addAll(List.of(CORPUS_STORES));
        }
        return stores.toArray(Store<?, ?>[]::new);
    }

    private Map<String, ItemDecoder> itemDecoders() {
        return config.corpora().topics().stream()
                .collect(Collectors.toMap(LeewayConfig.Input::topic, corpus -> new ItemDecoder(corpus.format())));
    }

    private static <O extends Outcome, V> void route(
            KStream<StreamKey, Outcome> outcomes,
            Class<O> kind,
            Function<O, V> value,
            Topic<StreamKey, V> topic,
            String name) {
        outcomes.filter((key, outcome) -> kind.isInstance(outcome), Named.as(name + "-only"))
                .mapValues(outcome -> value.apply(kind.cast(outcome)), Named.as(name + "-value"))
                .to(topic.name(), produced(topic, name));
    }

    private static <K, V> Produced<K, V> produced(Topic<K, V> topic, String name) {
        return Produced.with(topic.key(), topic.value()).withName(name);
    }

    /** A stage with its stores; stages that share one share its builder. */
    private <K, V, L, W> ProcessorSupplier<K, V, L, W> stage(
            Supplier<Processor<K, V, L, W>> processor, Store<?, ?>... stores) {
        Set<StoreBuilder<?>> own = new LinkedHashSet<>(List.of(stores).stream()
                .map(store -> builders.computeIfAbsent(store.name(), name -> store.builder()))
                .toList());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<K, V, L, W> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return own;
            }
        };
    }
}
