package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.project.InMemoryProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTemplateTest {
    @TempDir
    Path place;

    private Path template;

    @BeforeEach
    void aTemplate() throws IOException {
        place = place.toRealPath();
        template = Files.createDirectory(place.resolve("template"));
        Files.createDirectories(template.resolve("workflows"));
        Files.createDirectories(template.resolve(".git/objects"));
        Files.writeString(template.resolve(".git/objects/x"), "no part of it");
        Files.writeString(template.resolve("README.md"), "# The house of {{owner}}\n\nBuilt {{date}}.\n");
        Files.writeString(template.resolve("workflows/w.yaml"), """
                name: "{{name}}"
                description: "{{description}}"
                steps:
                  - {name: a, action: core.echo, parameters: {message: "{{execution.id}}"}}
                """);
        Files.write(template.resolve("picture.bin"), new byte[] {0, 1, (byte) 0xff});
    }

    private Project made() {
        return made(NewProject.named("demo", ProjectType.RESEARCH)
                .withOwner("Ada")
                .withDescription("says \"yes\": always")
                .withTemplate(template));
    }

    private Project made(NewProject wanted) {
        ProjectManager projects = new ProjectManager(
                new InMemoryProjects(),
                new DocumentationGenerator(),
                new ManualClock(1_780_000_000_000_000L),
                IdSource.sequence("i"),
                place);
        return projects.createProject(wanted);
    }

    @Test
    void itsFilesAreTakenWithTheWordsOfTheProjectFilledIn() throws IOException {
        Path folder = made().path();
        assertThat(Files.readString(folder.resolve("README.md")))
                .startsWith("# The house of Ada\n\nBuilt 20")
                .contains("### demo", "says \"yes\": always");
        assertThat(Files.readString(folder.resolve("workflows/w.yaml")))
                .contains("name: \"demo\"", "description: \"says \\\"yes\\\": always\"", "{{execution.id}}");
        assertThat(folder.resolve("picture.bin")).hasBinaryContent(new byte[] {0, 1, (byte) 0xff});
        assertThat(folder.resolve(".git")).doesNotExist();
        assertThat(folder.resolve("src")).isDirectory();
    }

    @Test
    void namesOfFilesAndFoldersHoldWordsOfTheProjectToo() throws IOException {
        Files.createDirectories(template.resolve("src/{{name}}_lib"));
        Files.writeString(template.resolve("src/{{name}}_lib/of_{{owner}}.py"), "print('{{name}}')\n");
        Files.writeString(template.resolve("{{unknown}} {{ name }}.txt"), "");
        Path folder = made().path();
        assertThat(folder.resolve("src/demo_lib/of_Ada.py")).hasContent("print('demo')");
        assertThat(folder.resolve("{{unknown}} {{ name }}.txt")).exists();
        assertThat(folder.resolve("src/{{name}}_lib")).doesNotExist();
    }

    @Test
    void noWordLeadsOutOfTheProjectOrOverAnotherFile() throws IOException {
        Files.createDirectories(template.resolve("{{owner}}"));
        Files.writeString(template.resolve("{{owner}}/x.txt"), "");
        NewProject wanted = NewProject.named("demo", ProjectType.RESEARCH).withTemplate(template);
        assertThat(made(wanted.withOwner("..")).path().resolve("_../x.txt")).exists();
        assertThat(made(wanted.withOwner("../../a b").withPath(place.resolve("second")))
                        .path()
                        .resolve(".._.._a_b/x.txt"))
                .exists();
        Files.createDirectories(template.resolve("Ada"));
        Files.writeString(template.resolve("Ada/x.txt"), "");
        assertThatThrownBy(() -> made(wanted.withOwner("Ada").withPath(place.resolve("third"))))
                .hasMessageContaining("becomes Ada/x.txt as another file");
    }

    @Test
    void linksAreRefused() throws IOException {
        Files.createSymbolicLink(template.resolve("secret"), Path.of("/etc/passwd"));
        assertThatThrownBy(this::made).hasMessageContaining("secret is a link");
        Files.delete(template.resolve("secret"));
        Files.createSymbolicLink(template.resolve("folder"), Path.of("/etc"));
        assertThatThrownBy(this::made).hasMessageContaining("folder is a link");
        Files.delete(template.resolve("folder"));
        assertThat(place.resolve("demo")).doesNotExist();
    }

    @Test
    void whatIsTooLargeTooDeepOrEmptyIsRefused() throws IOException {
        Path large = Files.write(template.resolve("large"), new byte[(4 << 20) + 1]);
        assertThatThrownBy(this::made).hasMessageContaining("too large at " + large);
        Files.delete(large);
        Files.createDirectories(template.resolve("d/".repeat(21)));
        assertThatThrownBy(this::made).hasMessageContaining("more than 20 levels");
        Path empty = Files.createDirectory(place.resolve("empty"));
        assertThatThrownBy(() -> UserTemplate.read(empty)).hasMessageContaining("has no files");
        assertThatThrownBy(() -> UserTemplate.read(place.resolve("none"))).hasMessageContaining("is no folder");
    }
}
