package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInTemplatesTest {
    private static final Path TEMPLATES = Path.of(System.getProperty("orchestration.root"))
            .resolve("orchestration-projects/src/main/resources/dev/orchestration/projects/templates");

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void theListNamesEveryFile(ProjectType type) throws IOException {
        Path folder = TEMPLATES.resolve(type.wire());
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(BuiltInTemplates.of(type).keySet())
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .filter(name -> !name.equals(BuiltInTemplates.LIST))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void eachBringsAWorkflowASampleTestsAndAPageThatNamesTheirCommands(ProjectType type) {
        Map<String, byte[]> files = BuiltInTemplates.of(type);
        String readme = new String(files.get("README.md"), StandardCharsets.UTF_8);
        List<String> tests = files.keySet().stream()
                .filter(name -> name.startsWith("tests/"))
                .toList();
        assertThat(files.keySet())
                .anyMatch(name -> name.startsWith("workflows/"))
                .anyMatch(name -> name.startsWith("data/"))
                .anyMatch(name -> name.startsWith("src/"));
        assertThat(tests).hasSize(1);
        assertThat(readme).startsWith("# {{name}}\n").contains(tests.get(0)).contains("orchestrate run workflows/");
    }

    @Test
    void noTwoAreAlike() {
        List<String> programs = new ArrayList<>();
        for (ProjectType type : ProjectType.values()) {
            BuiltInTemplates.of(type)
                    .forEach((path, content) -> programs.add(new String(content, StandardCharsets.UTF_8)));
        }
        Set<String> different = new HashSet<>(programs);
        assertThat(different).hasSameSizeAs(programs);
    }
}
