package dev.orchestration.tasks.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A model that calls what it is to check would agree with it whatever it does. */
class ModelTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Path HERE = Path.of("orchestration-tasks/src/test/java/dev/orchestration/tasks/model");
    private static final Pattern IMPORT = Pattern.compile("import (dev\\.orchestration\\.\\S+);");
    /** What values know how to do, and the model has to know by itself. */
    private static final Pattern RULES = Pattern.compile("\\.(isTerminal|canBecome|isEnded|allows|backoff)\\(");

    @Test
    void ofTheEngineTheModelKnowsValuesOnly() throws Exception {
        for (Path file : sources()) {
            String source = Files.readString(file);
            for (String name :
                    IMPORT.matcher(source).results().map(each -> each.group(1)).toList()) {
                assertThat(isValue(Class.forName(name)))
                        .as("%s imports %s", file, name)
                        .isTrue();
            }
        }
    }

    @Test
    void andNoneOfTheirRules() throws IOException {
        for (Path file : sources()) {
            assertThat(RULES.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
            assertThat(Files.readString(file)).doesNotContain("status().after(");
        }
    }

    private static boolean isValue(Class<?> type) {
        boolean family =
                type.isSealed() && Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord);
        return type.isEnum() || type.isRecord() || family;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(HERE))) {
            return files.filter(file -> !file.endsWith("ModelTest.java")).toList();
        }
    }
}
