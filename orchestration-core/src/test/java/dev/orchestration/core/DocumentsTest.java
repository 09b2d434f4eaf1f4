package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and docs show and claim is what the code does. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    @TempDir
    Path folder;

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<String> blocks(String file, String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(text(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everyWorkflowInTheGuidesIsValid() throws IOException {
        List<String> workflows = new ArrayList<>(blocks("docs/workflows.md", "yaml"));
        assertThat(workflows).isNotEmpty();
        List<String> outside = blocks("docs/actions.md", "yaml");
        assertThat(outside).hasSizeGreaterThan(1);
        workflows.addAll(outside);
        for (String workflow : workflows) {
            String name = workflow.lines().findFirst().orElse("").replaceFirst("name: *", "");
            Path file = Files.writeString(folder.resolve(name + ".yaml"), workflow); // one may run another before it
            ReadResult result = new Definitions().read(file, Optional.of(ActionRegistry.standard()));
            assertThat(result.errors()).isEmpty();
            assertThat(result.warnings()).isEmpty();
        }
    }

    @Test
    void theGuideNamesEveryBuiltInAction() throws IOException {
        String guide = text("docs/workflows.md");
        assertThat(ActionRegistry.standard().names())
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
    }

    @Test
    void theEmbeddingExampleIsTheOneThatIsBuiltAndRun() throws IOException {
        String host = squeezed(text("examples/host-minimal/src/main/java/example/host/Host.java"));
        List<String> snippets = blocks("README.md", "java");
        assertThat(snippets).isNotEmpty();
        assertThat(snippets).allSatisfy(snippet -> assertThat(host).contains(squeezed(snippet)));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Test
    void everyTestThatIsSaidToHoldAPromiseExists() throws IOException {
        Set<String> tests = testClasses();
        List<String> named = new ArrayList<>();
        for (String line :
                text("README.md").lines().filter(row -> row.startsWith("| P")).toList()) {
            Pattern.compile("`(\\w+Test)`")
                    .matcher(line)
                    .results()
                    .map(MatchResult::group)
                    .forEach(named::add);
        }
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named).allSatisfy(name -> assertThat(tests).contains(name.replace("`", "")));
    }

    @Test
    void everyTestThatThePageOnReliabilityNamesExists() throws IOException {
        Set<String> tests = testClasses();
        List<String> named = Pattern.compile("`(\\w+Test)`")
                .matcher(text("docs/reliability.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(name -> assertThat(tests).contains(name));
    }

    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> module.getFileName().toString().startsWith("orchestration-"))
                    .map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentsTest::walk)
                    .map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void linksInTheReadmeLeadSomewhere() throws IOException {
        Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(text("README.md"))
                .results()
                .forEach(link -> assertThat(ROOT.resolve(link.group(1))).exists());
    }
}
