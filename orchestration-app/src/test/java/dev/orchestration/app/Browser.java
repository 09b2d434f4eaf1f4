package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium without a screen, started anew for each page; {@link #folder} takes what it keeps. */
record Browser(Path program, Path folder) {
    /** What a page became. */
    record Seen(String dom, List<String> console) {}

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Skips the test where there is no browser, but not in CI. */
    static Browser in(Path folder) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("in CI nothing is skipped: no Chromium on the path");
        }
        Assumptions.assumeTrue(found.isPresent(), "no Chromium on the path");
        return new Browser(found.orElseThrow(), folder);
    }

    /** The page after it was loaded, and what it wrote to the console. */
    Seen open(Path page, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--dump-dom");
        Path out = run(page, words);
        List<String> console = Files.readAllLines(errors(out), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Seen(Files.readString(out), console);
    }

    /** A picture of the page. */
    Path picture(Path page, String... more) throws IOException, InterruptedException {
        Path picture = Files.createTempFile(folder, "page", ".png");
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--screenshot=" + picture);
        run(page, words);
        return picture;
    }

    private Path run(Path page, List<String> more) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "browser");
        Path out = own.resolve("out");
        List<String> words = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--allow-file-access-from-files",
                "--user-data-dir=" + own.resolve("profile")));
        words.addAll(more);
        words.add(page.toUri().toString());
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(errors(out).toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ended", words)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            endHelpers(own);
        }
        assertThat(process.exitValue())
                .as(Files.readString(errors(out), StandardCharsets.ISO_8859_1))
                .isZero();
        return out;
    }

    /** Those that outlive the browser still write into its folder, which could not be removed while they do. */
    private static void endHelpers(Path own) {
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(own.toString()))
                .forEach(each -> {
                    each.destroyForcibly();
                    each.onExit().join();
                });
    }

    private static Path errors(Path out) {
        return out.resolveSibling("err");
    }
}
