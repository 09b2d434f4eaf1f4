package dev.orchestration.docs.rasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationGeneratorTest {
    private static final DocumentedProject DEMO =
            new DocumentedProject("demo", "custom", "Shows *nothing* <!-- orchestrate:end -->", "Ada", "0.1.0");

    @TempDir
    Path folder;

    private final DocumentationGenerator generator = new DocumentationGenerator();

    @BeforeEach
    void aProject() throws IOException {
        write("src/a.sh", "true");
        write("src/deep/er/x.txt", "x");
        write("workflows/w.yaml", """
                name: w
                description: |
                  Two
                  <!-- orchestrate:end -->
                parameters: {n: {type: integer, default: 3, description: how many}}
                steps:
                  - {name: first, action: core.noop}
                  - {name: "``` <b>", action: core.noop, dependencies: [first]}
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String page(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void everyFolderHasItsPagesAndTheProjectFour() throws IOException {
        List<Path> written = generator.write(folder, DEMO);
        assertThat(written)
                .extracting(Path::toString)
                .contains("README.md", "AGENTS.md", "SPEC.md", "PAI.md", "src/deep/er/README.md", "src/deep/AGENTS.md")
                .hasSize(4 + 2 * 4);
        assertThat(page("README.md")).contains("```mermaid\ngraph", "orchestrate run workflows/w.yaml");
        assertThat(page("SPEC.md")).contains("| `n` | integer | `3` | how many |");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        write("data/a b (1)/[x] #1%.txt", "odd");
        write("data/é漢/y", "odd");
        generator.write(folder, DEMO);
        int links = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher link = Pattern.compile("\\]\\(([^)]*)\\)").matcher(Files.readString(page));
                while (link.find()) {
                    links++;
                    assertThat(page.resolveSibling(URI.create(link.group(1)).getPath()))
                            .as("%s in %s", link.group(1), page)
                            .exists();
                }
            }
        }
        assertThat(links).isGreaterThan(30);
    }

    @Test
    void writingTwiceChangesNothing() throws IOException {
        assertThat(generator.write(folder, DEMO)).isNotEmpty();
        assertThat(generator.write(folder, DEMO)).isEmpty();
    }

    @Test
    void noTextOfTheProjectEndsTheMarkedSection() throws IOException {
        generator.write(folder, DEMO);
        for (String page : DocumentationGenerator.ROOT) {
            assertThat(page(page).split("<!-- orchestrate:end", -1)).as(page).hasSize(2);
            assertThat(page(page)).as(page).endsWith("<!-- orchestrate:end -->\n");
        }
    }

    @Test
    void whatTheUserWritesOutsideOfTheMarksStaysAndWhatIsInsideIsWrittenAnew() throws IOException {
        write("README.md", "My own title\n");
        generator.write(folder, DEMO);
        assertThat(page("README.md")).startsWith("My own title\n\n<!-- orchestrate:begin");
        write("README.md", "before\n" + page("README.md").replace("## Workflows", "## Mine") + "after, no line end");
        write("workflows/second.yaml", "name: second\nsteps: [{name: a, action: core.noop}]\n");
        assertThat(generator.write(folder, DEMO))
                .extracting(Path::toString)
                .containsExactlyInAnyOrder("README.md", "SPEC.md", "PAI.md", "workflows/README.md");
        assertThat(page("README.md"))
                .startsWith("before\nMy own title\n")
                .endsWith("<!-- orchestrate:end -->\nafter, no line end")
                .contains("## Workflows", "### second")
                .doesNotContain("## Mine");
    }

    @Test
    void aWorkflowWithFaultsIsToldAsSuch() throws IOException {
        write("workflows/bad.yaml", "name: bad\nsteps: []\n");
        generator.write(folder, DEMO);
        assertThat(page("README.md")).contains("bad.yaml](workflows/bad.yaml) has faults");
    }

    @Test
    void marksThatDoNotTellWhatIsTheUsersAreRefusedAndNothingIsWritten() throws IOException {
        for (String text : List.of(
                "<!-- orchestrate:begin -->\n",
                "x\n<!-- orchestrate:end -->\n",
                "<!-- orchestrate:end -->\n<!-- orchestrate:begin -->\n",
                "<!-- orchestrate:begin -->\n<!-- orchestrate:begin -->\n<!-- orchestrate:end -->\n")) {
            write("workflows/README.md", text);
            assertThatThrownBy(() -> generator.write(folder, DEMO))
                    .hasMessageContaining("workflows/README.md has")
                    .hasMessageContaining("nothing was written")
                    .extracting("code")
                    .isEqualTo(ErrorCode.WRONG_STATE);
            assertThat(folder.resolve("README.md")).doesNotExist();
            assertThat(page("workflows/README.md")).isEqualTo(text);
        }
    }

    @Test
    void linksAreFollowedNeitherToPagesNorToFolders(@TempDir Path outside) throws IOException {
        Path foreign = Files.writeString(outside.resolve("README.md"), "foreign");
        Files.createSymbolicLink(folder.resolve("linked"), outside);
        generator.write(folder, DEMO);
        assertThat(outside.resolve("AGENTS.md")).doesNotExist();
        assertThat(page("README.md")).doesNotContain("linked");
        Files.delete(folder.resolve("SPEC.md"));
        Files.createSymbolicLink(folder.resolve("SPEC.md"), foreign);
        assertThatThrownBy(() -> generator.write(folder, DEMO)).hasMessageContaining("SPEC.md is a link");
        assertThat(foreign).hasContent("foreign");
    }

    @Test
    void whatProgramsMakeAndWhatIsHiddenHasNoPages() throws IOException {
        for (String hidden : List.of(".git", "results", "node_modules", "src/__pycache__")) {
            write(hidden + "/x", "x");
        }
        generator.write(folder, DEMO);
        for (String hidden : List.of(".git", "results", "node_modules", "src/__pycache__")) {
            assertThat(folder.resolve(hidden).resolve("README.md")).doesNotExist();
        }
    }

    @Test
    void aPageThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("PAI.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> generator.write(folder, DEMO)).hasMessageContaining("PAI.md is no UTF-8 text");
        assertThat(folder.resolve("README.md")).doesNotExist();
    }

    @Test
    void aProjectOfTooManyFoldersIsRefused() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Files.createDirectory(folder.resolve("f" + i));
        }
        assertThatThrownBy(() -> generator.write(folder, DEMO)).hasMessageContaining("more than 1000 folders");
        assertThat(folder.resolve("README.md")).doesNotExist();
    }
}
