package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graph layout is large: a command that draws nothing must not pay for it. */
@Tag("child-jvm")
class PicturesAreLoadedLateTest {
    private static final String LAYOUT = " org.eclipse.elk.";

    @TempDir
    Path directory;

    @BeforeEach
    void anExample() {
        Terminal.in(directory).bring("hello.yaml");
    }

    /** What a JVM says of the classes that it loads while it carries the command out. */
    private List<String> loaded(String... words) throws Exception {
        Path log = directory.resolve("loaded.log");
        Map<String, String> logging = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        ProcessBuilder program = new ProcessBuilder(ChildProgram.command(words))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        program.environment().putAll(logging);
        assertThat(program.start().waitFor()).as(said()).isZero();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).anyMatch(line -> line.contains(" dev.orchestration.app.Main "));
        return lines;
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "run", "plan"})
    void nothingOfTheLayoutIsLoadedWhereNothingIsDrawn(String verb) throws Exception {
        assertThat(loaded(verb, "hello.yaml")).noneMatch(line -> line.contains(LAYOUT));
    }

    @Test
    void whereSomethingIsDrawnItIs() throws Exception {
        assertThat(loaded("graph", "hello.yaml", "-o", "hello.svg")).anyMatch(line -> line.contains(LAYOUT));
    }
}
