package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has no file of settings pays nothing for what reads them. */
@Tag("child-jvm")
class SettingsAreReadLateTest {
    @TempDir
    Path directory;

    /** What a JVM says of the classes that it loads while it carries the command out. */
    private List<String> loaded(String... words) throws Exception {
        Path log = directory.resolve("loaded.log");
        ProcessBuilder program = new ProcessBuilder(ChildProgram.command(words))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        program.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        program.environment().put("XDG_CONFIG_HOME", directory.resolve("none").toString());
        assertThat(program.start().waitFor()).as(said()).isZero();
        return Files.readAllLines(log);
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private static boolean isOfReading(String line) {
        return line.contains(" org.snakeyaml.")
                || line.contains(" tools.jackson.")
                || line.contains(".KeyedText ")
                || line.contains(".NetworkActions ")
                || line.contains(".FileSettings ");
    }

    @Test
    void withoutAFileNothingThatReadsOneIsLoaded() throws Exception {
        assertThat(loaded("list"))
                .anyMatch(line -> line.contains(".configuration.Configuration "))
                .noneMatch(SettingsAreReadLateTest::isOfReading);
    }

    @Test
    void withOneItIs() throws Exception {
        Files.createDirectories(directory.resolve(".orchestration"));
        Files.writeString(directory.resolve(".orchestration/config.yaml"), "workers: 2\n");

        assertThat(loaded("list")).anyMatch(line -> line.contains(" org.snakeyaml."));
    }
}
