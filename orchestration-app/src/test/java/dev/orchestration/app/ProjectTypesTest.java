package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.projects.ProjectType;
import dev.orchestration.state.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type of project, made by the command, does its work as it is. */
class ProjectTypesTest {
    private static final Map<ProjectType, String> FIRST = Map.of(
            ProjectType.AI_ANALYSIS, "workflows/analyse.yaml",
            ProjectType.WEB_APPLICATION, "workflows/check-page.yaml",
            ProjectType.DATA_PIPELINE, "workflows/pipeline.yaml",
            ProjectType.ML_MODEL, "workflows/train.yaml",
            ProjectType.DOCUMENTATION, "workflows/build.yaml",
            ProjectType.RESEARCH, "workflows/experiment.yaml",
            ProjectType.CUSTOM, "workflows/main.yaml");

    /** What comes out of the samples, worked out by hand. */
    private static final Map<ProjectType, String> RESULTS = Map.of(
            ProjectType.AI_ANALYSIS,
            "{\"positive\": 2, \"negative\": 1, \"neutral\": 1, \"topic\": \"delivery\"}",
            ProjectType.WEB_APPLICATION,
            "{\"status\": 200, \"title\": \"Fruit & vegetables\", \"items\": 4}",
            ProjectType.DATA_PIPELINE,
            "[{\"region\": \"north\", \"orders\": 3, \"cents\": 2000},"
                    + "{\"region\": \"south\", \"orders\": 1, \"cents\": 2000},"
                    + "{\"region\": \"west\", \"orders\": 2, \"cents\": 2075}]",
            ProjectType.ML_MODEL,
            "{\"points\": 3, \"r2\": 0.9996, \"rmse\": 0.1966}",
            ProjectType.DOCUMENTATION,
            "{\"pages\": 3, \"words\": 56, \"links\": 5, \"broken\": 0}",
            ProjectType.RESEARCH,
            "{\"difference\": 2.7, \"t\": 5.84, \"verdict\": \"supported\"}",
            ProjectType.CUSTOM,
            "{\"lines\": 3}");

    @TempDir
    Path directory;

    /** In CI nothing is skipped. */
    private static void assumeItsProgramsAreHere(ProjectType type) {
        boolean needsPython = type == ProjectType.WEB_APPLICATION || type == ProjectType.ML_MODEL;
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        Assumptions.assumeTrue(!needsPython || there || "true".equals(System.getenv("CI")), "no python3 on the path");
    }

    private Path made(ProjectType type) {
        Terminal.Answer answer = Terminal.in(directory)
                .type("project", "new", "demo", "--type", type.wire(), "--description", "it's \"<b>\" & `x`: #1");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("cd demo && orchestrate run " + FIRST.get(type));
        return directory.resolve("demo");
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void itsFirstWorkflowRunsAsItIsWithTheRightResult(ProjectType type) throws IOException {
        assumeItsProgramsAreHere(type);
        Path project = made(type);

        Terminal.Answer run = Terminal.in(project).type("run", String.valueOf(FIRST.get(type)), "--json");

        assertThat(run.code()).as(run.err() + run.out()).isZero();
        assertThat(run.object()).containsEntry("status", "completed");
        assertThat(Json.read(Files.readString(project.resolve("results/result.json"))))
                .isEqualTo(Json.read(String.valueOf(RESULTS.get(type))));
        assertThat(Terminal.in(project).type("project", "docs", "demo").err()).contains("nothing to write");
    }

    @Test
    void noTwoTypesHaveTheSameResult() {
        assertThat(RESULTS.values()).doesNotHaveDuplicates().hasSize(ProjectType.values().length);
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void itsTestsPassByTheCommandThatItsPageNames(ProjectType type) throws Exception {
        assumeItsProgramsAreHere(type);
        Path project = made(type);
        Matcher command = Pattern.compile("^((?:sh|python3 -B) tests/\\S+)", Pattern.MULTILINE)
                .matcher(Files.readString(project.resolve("README.md")));
        assertThat(command.find()).isTrue();

        Process tests = new ProcessBuilder(command.group(1).split(" ", -1))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        tests.getOutputStream().close();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void itsFirstWorkflowHasNeitherFaultsNorWarnings(ProjectType type) {
        Path project = made(type);
        assertThat(Terminal.in(project)
                        .type("validate", "--json", String.valueOf(FIRST.get(type)))
                        .object())
                .isEqualTo(Map.of("valid", true, "errors", List.of(), "warnings", List.of()));
    }

    @Test
    void theWorkflowThatAsksAModelIsValidToo() {
        Path project = made(ProjectType.AI_ANALYSIS);
        assertThat(Terminal.in(project)
                        .type("validate", "workflows/ask-model.yaml")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void everyLinkOfItsPagesLeadsSomewhere(ProjectType type) throws IOException {
        Path project = made(type);
        List<String> lost = new ArrayList<>();
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(page -> lost.addAll(lostLinks(page)));
        }
        assertThat(lost).isEmpty();
    }

    private static List<String> lostLinks(Path page) {
        List<String> lost = new ArrayList<>();
        try {
            Matcher link = Pattern.compile("\\]\\(([^)]*)\\)").matcher(Files.readString(page));
            while (link.find()) {
                URI target = URI.create(link.group(1));
                if (target.getScheme() == null && !Files.exists(page.resolveSibling(target.getPath()))) {
                    lost.add(page + " " + target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lost;
    }
}
