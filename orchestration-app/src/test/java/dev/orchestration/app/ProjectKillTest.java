package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code project new}, killed at any moment: the folder is whole or not there, and the next attempt clears up. */
@Tag("child-jvm")
class ProjectKillTest {
    private static final int KILLS = 8;

    @TempDir
    Path directory;

    @Test
    void aProjectIsThereAsAWholeOrNotAtAll() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Terminal here = Terminal.in(directory);
        for (int i = 0; i < KILLS; i++) {
            String name = "p" + i;
            try (ChildProgram child = ChildProgram.start(here, "project", "new", name, "--type", "ml_model")) {
                child.killAfter(200 + random.nextInt(1_400));
            }
            if (!Files.exists(directory.resolve(name))) {
                Terminal.Answer again = here.type("project", "new", name, "--type", "ml_model");
                assertThat(again.code()).as(again.err()).isZero();
            }
            isWhole(here, name);
        }
        assertThat(hidden()).isEmpty();
    }

    private void isWhole(Terminal here, String name) {
        Map<String, Object> entry = here.type("project", "show", name, "--json").object();
        if ("planning".equals(entry.get("status"))) {
            assertThat(here.type("project", "status", name, "active").code()).isZero();
        }
        assertThat(here.type("project", "docs", name).err()).contains("nothing to write");
        assertThat(directory.resolve(name).resolve("src/model.py")).isNotEmptyFile();
        assertThat(directory.resolve(name).resolve("workflows/train.yaml")).isNotEmptyFile();
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            return left.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains(".orchestrate-"))
                    .toList();
        }
    }
}
