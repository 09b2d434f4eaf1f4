package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes, in memory. Only the system's administrator may mount one: for anybody else the test is skipped,
 * or fails if the variable {@code CI} is {@code true}.
 */
record SmallDisk(Path folder) {
    private static final int MEGABYTES = 16;

    static SmallDisk mount(Path folder) throws IOException, InterruptedException {
        String answer = run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString());
        if (answer != null) {
            System.out.println("skipped: no small file system could be mounted: " + answer);
            assertThat(System.getenv("CI")).as("in CI nothing is skipped").isNotEqualTo("true");
            Assumptions.abort("no small file system could be mounted");
        }
        return new SmallDisk(folder);
    }

    void unmount() throws IOException, InterruptedException {
        assertThat(run("umount", folder.toString())).isNull();
    }

    /** Null if it went well, else what was said. */
    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? null : Objects.requireNonNullElse(said, "");
        } catch (IOException e) { // there is no such program
            return e.getMessage();
        }
    }

    /** To the last byte. */
    void fill() throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream ballast = Files.newOutputStream(folder.resolve("ballast"))) {
            for (int i = 0; i <= MEGABYTES << 8; i++) {
                ballast.write(block);
            }
            throw new AssertionError("the disk is larger than it should be");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }
    }

    void free() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }
}
