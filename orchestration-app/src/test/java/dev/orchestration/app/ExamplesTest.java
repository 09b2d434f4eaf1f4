package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    Path directory;

    @Test
    void noExampleHasFaultsOrWarnings() {
        String examples = Terminal.root().resolve("examples").toString();

        Map<String, Object> findings = Terminal.in(directory)
                .type(
                        "validate",
                        "--json",
                        examples + "/hello.yaml",
                        examples + "/failing.yaml",
                        examples + "/census.yaml")
                .object();

        assertThat(findings).isEqualTo(Map.of("valid", true, "errors", List.of(), "warnings", List.of()));
    }

    @Test
    void helloGreets() {
        Terminal here = Terminal.in(directory);
        here.bring("hello.yaml");

        assertThat(here.type("run", "hello.yaml", "-p", "name=O'Neil $HOME").err())
                .contains("together: Hello, O'Neil $HOME! Hallo, O'Neil $HOME!");
    }

    @Test
    void failingFailsAsItSays() {
        Terminal here = Terminal.in(directory);
        here.bring("failing.yaml");

        Terminal.Answer answer = here.type("run", "failing.yaml");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .contains("attempt 2 failed, again in 0.4 s")
                .containsPattern("✓ flaky .*\\(attempt 3\\)")
                .contains("line 17: the columns do not add up")
                .contains("blocks: sum, publish")
                .contains("independent: done all the same")
                .contains("after-flaky: connected at call 3");
    }

    @Test
    void theCensusOfAPlainFolderIsTrue() throws Exception {
        Terminal here = Terminal.in(directory);
        Files.createDirectories(directory.resolve("sub dir"));
        Files.createDirectories(directory.resolve("target"));
        here.write("A.java", "class A {\n}\nthe last line has no end");
        here.write("sub dir/it's \"x\" $y=z.md", "two words\n\n");
        here.write("tool", "#!/bin/sh\necho é\n");
        here.write("-n.txt", "\t tabs and\tblanks \r\n");
        here.write("empty.py", "");
        here.write("target/built.java", "not counted\n");
        here.write("line\nbreak.java", "not counted\n");
        Files.write(directory.resolve("picture.dat"), new byte[] {1, 0, 2});
        Files.createSymbolicLink(directory.resolve("Link.java"), Path.of("A.java"));

        census(directory);

        assertThat(Files.readString(directory.resolve("target/census.md"))).contains("6 files, 8 lines, 19 words");
    }

    @Test
    void theCensusOfThisRepositoryIsTrue() throws Exception {
        census(Terminal.root());
    }

    @Test
    void theCensusOfAFolderThatIsNotThereIsRefusedInWords() {
        Terminal.Answer answer = Terminal.in(directory)
                .type("run", Terminal.root() + "/examples/census.yaml", "-p", "root=nowhere", "--store", "memory");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("root: ./nowhere is no folder");
    }

    /** Lets the example count {@code root}, and counts again. */
    private void census(Path root) throws Exception {
        Map<String, FileCount> counted = FileCount.byLanguage(root);

        Terminal.Answer answer = Terminal.in(directory)
                .type("run", Terminal.root() + "/examples/census.yaml", "-p", "root=" + root, "--store", "memory");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("written to target/census.md: ");
        String report = Files.readString(directory.resolve("target/census.md"));
        counted.forEach((language, count) -> assertThat(report)
                .contains("| " + language + " | " + count.files() + " | " + count.lines() + " | " + count.words()
                        + " |"));
        FileCount all = counted.values().stream().reduce(FileCount.NONE, FileCount::plus);
        assertThat(report).contains("| **all** | " + all.files() + " | " + all.lines() + " | " + all.words() + " |");
        assertThat(report.lines().filter(line -> line.startsWith("| ")).count()).isEqualTo(counted.size() + 2);
    }
}
