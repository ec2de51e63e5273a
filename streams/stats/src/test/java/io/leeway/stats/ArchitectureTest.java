/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The statistics know nothing of Kafka, Avro or any model runtime, and their packages point one way. */
class ArchitectureTest {

    private static final String ROOT = "io.leeway.stats";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldDependOnTheJdkAndCommonsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "io.leeway.stats..", "org.apache.commons.math3..", "org.apache.commons.statistics..")
                .check(MAIN);
    }

    @Test
    void shouldKeepTheFeatureMapIndependent() {
        shouldNotReachBeyond("map", "map");
    }

    @Test
    void shouldKeepTheDescriptorsOfTextsIndependent() {
        shouldNotReachBeyond("text", "text");
    }

    @Test
    void shouldLetSummariesSeeTheFeatureMapAndTheDescriptorsOnly() {
        shouldNotReachBeyond("sketch", "sketch", "map", "text");
    }

    @Test
    void shouldLetWindowsSeeSummariesOnly() {
        shouldNotReachBeyond("window", "window", "sketch", "map");
    }

    @Test
    void shouldLetInjectionsChangePanesAndKnowNothingOfMonitors() {
        shouldNotReachBeyond("inject", "inject", "sketch", "map", "window", "detect");
    }

    /** These of {@link Math} may differ by platform; results must not. */
    @Test
    void shouldComputeTheSameBitsEverywhere() {
        Set<String> platformDependent = Set.of(
                "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
                "log10", "log1p", "pow", "cbrt", "hypot");
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("the result depends on the platform") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().isEquivalentTo(Math.class)
                                && platformDependent.contains(call.getName());
                    }
                })
                .check(MAIN);
    }

    @Test
    void shouldKeepLimitsIndependentOfReferencesAndMonitors() {
        shouldNotReachBeyond("limit", "limit", "decide", "sketch", "window");
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    private static void shouldNotReachBeyond(String part, String... allowed) {
        String[] packages = new String[allowed.length + 3];
        packages[0] = "java..";
        packages[1] = "org.apache.commons.math3..";
        packages[2] = "org.apache.commons.statistics..";
        for (int i = 0; i < allowed.length; i++) {
            packages[i + 3] = ROOT + "." + allowed[i] + "..";
        }
        classes()
                .that()
                .resideInAPackage(ROOT + "." + part + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(MAIN);
    }
}
