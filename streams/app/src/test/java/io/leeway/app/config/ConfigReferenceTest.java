/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");
    private static final String UPDATE = "leeway.docs.update";

    @Test
    void shouldBeThePageInTheDocumentation() throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, ConfigReference.markdown());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is out of date; make it again with: "
                        + "mvn -pl streams/app -Dquick test -Dtest=ConfigReferenceTest -D" + UPDATE + "=true")
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void shouldHaveARowForEveryKey() {
        assertThat(Keys.ALL).allSatisfy(key -> assertThat(ConfigReference.markdown())
                .contains("\n| `" + key.path() + "` | ")
                .contains(key.doc().replace("|", "\\|")));
    }
}
