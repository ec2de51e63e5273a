/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class RunLengthPlotTest {

    private static RunLengths.Row row(String cell, Episodes.Rule rule, long alarms, double realised) {
        return new RunLengths.Row(
                cell,
                rule.label(),
                10,
                alarms,
                80,
                1,
                8,
                alarms,
                realised,
                5,
                Double.POSITIVE_INFINITY,
                1,
                Collections.emptySortedMap());
    }

    @Test
    void shouldDrawOneMarkForEachRealisedRunLength() throws ParserConfigurationException, IOException, SAXException {
        String svg = RunLengthPlot.of(List.of(
                row("mild", Episodes.Rule.RECOMPUTED, 8, 10),
                row("mild", Episodes.Rule.SIGNIFICANT, 80, 1),
                row("heavy", Episodes.Rule.RECOMPUTED, 0, Double.POSITIVE_INFINITY)));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        int legend = 2;
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(legend + 2);
        assertThat(svg).doesNotContain("Infinity").doesNotContain("NaN");
    }
}
