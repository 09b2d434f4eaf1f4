package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules of the house over the modules that core stands on, and shows that each rule rejects a wrong class. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.orchestration");

    private static final JavaClasses WRONG = new ClassFileImporter().importPackages("wrong.orchestration");

    static Stream<Arguments> rulesAndWhatTheyReject() {
        return Stream.of(
                rule("arrows", ArchitectureRules.MODULES_FOLLOW_THE_ARROWS, "ImportsUpwards"),
                rule("internal", ArchitectureRules.INTERNAL_STAYS_INTERNAL, "LooksInside"),
                rule("cycles", ArchitectureRules.PACKAGES_HAVE_NO_CYCLES, "state.first"),
                rule("jdbc", ArchitectureRules.JDBC_ONLY_IN_THE_STORE, "AsksTheDatabase"),
                rule("graphs", ArchitectureRules.GRAPH_LIBRARY_ONLY_BEHIND_THE_DAG, "DrawsGraphs"),
                rule("cel", ArchitectureRules.CEL_ONLY_BEHIND_EXPRESSIONS, "EvaluatesByItself"),
                rule("outside", ArchitectureRules.THE_OUTSIDE_ONLY_IN_ACTIONS, "CallsTheOutside"),
                rule("guice", ArchitectureRules.GUICE_ONLY_IN_CORE, "WiresByItself"),
                rule("fields", ArchitectureRules.NO_FIELD_INJECTION, "injected"),
                rule("threads", ArchitectureRules.THREADS_AND_PROCESSES_ONLY_LIVE, "StartsThreads"),
                rule("pools", ArchitectureRules.THREADS_AND_PROCESSES_ONLY_LIVE, "StartsPools"),
                rule("processes", ArchitectureRules.THREADS_AND_PROCESSES_ONLY_LIVE, "StartsProcesses"),
                rule("instants", ArchitectureRules.TIME_COMES_IN, "ReadsTheCalendar"),
                rule("millis", ArchitectureRules.TIME_COMES_IN, "ReadsTheMillis"),
                rule("deciding", ArchitectureRules.DECIDING_IS_PURE, "Guesses"),
                rule("sleep", ArchitectureRules.NOBODY_SLEEPS, "Sleeps"),
                rule("printing", ArchitectureRules.ONLY_THE_COMMAND_PRINTS, "Prints"));
    }

    private static Arguments rule(String name, ArchRule rule, String offender) {
        return Arguments.of(Named.of(name, rule), offender);
    }

    static Stream<ArchRule> rules() {
        return rulesAndWhatTheyReject()
                .map(arguments -> ((Named<?>) arguments.get()[0]).getPayload())
                .map(ArchRule.class::cast)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ourClassesKeepTheRule(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rulesAndWhatTheyReject")
    void aWrongClassIsRejected(ArchRule rule, String offender) {
        assertThat(rule.evaluate(WRONG).getFailureReport().getDetails()).anyMatch(detail -> detail.contains(offender));
    }

    @Test
    void ourClassesAreReallyLookedAt() {
        assertThat(OURS.contain("dev.orchestration.state.Clock")).isTrue();
        assertThat(OURS.contain("dev.orchestration.tasks.TaskSpec")).isTrue();
        assertThat(OURS.contain("dev.orchestration.actions.NetworkActions")).isTrue();
        assertThat(OURS.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void besidesTheModulesOnlyOneClassKnowsGuice() {
        assertThat(compositionRoots(OURS)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aSecondCompositionRootIsSeen() {
        assertThat(compositionRoots(WRONG))
                .containsExactly("wrong.orchestration.core.FirstRoot", "wrong.orchestration.core.SecondRoot");
    }

    private static Set<String> compositionRoots(JavaClasses classes) {
        Set<String> roots = new TreeSet<>();
        for (JavaClass type : classes) {
            String outermost = type.getName().replaceFirst("\\$.*", "");
            boolean knowsGuice = type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("com.google.inject"));
            if (knowsGuice && outermost.contains(".orchestration.core.") && !outermost.endsWith("Module")) {
                roots.add(outermost);
            }
        }
        return roots;
    }
}
