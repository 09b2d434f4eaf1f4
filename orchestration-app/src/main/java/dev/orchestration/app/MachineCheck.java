package dev.orchestration.app;

import dev.orchestration.tasks.process.ProgramNotFoundException;
import dev.orchestration.tasks.process.ProgramSearch;
import dev.orchestration.tasks.secret.SecretFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What orchestrate needs of the machine, apart from a store: Java, programs, folders. */
final class MachineCheck {
    private static final int OLDEST = 17;
    private static final long PATIENCE_SECONDS = 10;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Map<String, String> environment;
    private final Path directory;

    MachineCheck(Caller caller) {
        this.environment = caller.environment();
        this.directory = caller.directory();
    }

    List<Finding> all() {
        return List.of(java(), system(), setsid(), python(), temporary(), secrets());
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String version = System.getProperty("java.version", "unknown") + " (" + System.getProperty("java.home") + ")";
        return feature >= OLDEST
                ? Finding.ok("java", version)
                : Finding.wrong("java", version, "install Java " + OLDEST + " or newer and set JAVA_HOME");
    }

    private static Finding system() {
        String name = System.getProperty("os.name", "unknown");
        return name.equals("Linux")
                ? Finding.ok("system", name + " " + System.getProperty("os.version", ""))
                : Finding.warning("system", name, "only Linux is supported in full");
    }

    private Finding setsid() {
        return program("setsid")
                .map(found -> Finding.ok("setsid", found.toString()))
                .orElseGet(() -> Finding.warning(
                        "setsid",
                        "not found, so processes are not groups of their own and are ended one by one",
                        "install util-linux"));
    }

    private Finding python() {
        Path found = program("python3").orElse(null);
        if (found == null) {
            return Finding.warning("python3", "not found, so steps that call Python fail", "install Python 3");
        }
        String said = said(found, "--version");
        return said.startsWith("Python 3")
                ? Finding.ok("python3", said + " (" + found + ")")
                : Finding.warning(
                        "python3",
                        found + " does not work" + (said.isEmpty() ? "" : ": " + said),
                        "mend it, or put another python3 first in PATH");
    }

    private Optional<Path> program(String name) {
        try {
            return Optional.of(ProgramSearch.find(name, environment.getOrDefault("PATH", ""), directory));
        } catch (ProgramNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The first line that a program says, empty if it fails. */
    private static String said(Path program, String word) {
        try {
            Process process = new ProcessBuilder(program.toString(), word)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no answer in " + PATIENCE_SECONDS + " seconds";
            }
            byte[] said = process.getInputStream().readNBytes(1_000);
            return new String(said, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static Finding temporary() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            Files.delete(Files.createTempFile(folder, "orchestrate", ".check"));
            return Space.check("temporary", folder, folder + " can be written");
        } catch (IOException e) {
            return Finding.wrong(
                    "temporary", folder + " cannot be written: " + e.getMessage(), "set TMPDIR to a folder that can");
        }
    }

    /** Only those of a wrong mode are named; values are not read. */
    private Finding secrets() {
        Path folder =
                SecretFiles.folder(environment, environment.getOrDefault("HOME", System.getProperty("user.home", "")));
        if (!Files.isDirectory(folder)) {
            return Finding.ok("secrets", "none in " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            List<String> open = all.stream()
                    .filter(MachineCheck::isOpenToOthers)
                    .map(file -> file.getFileName().toString())
                    .limit(10)
                    .toList();
            return open.isEmpty()
                    ? Finding.ok("secrets", StoreUpkeep.count(all.size(), "file") + " in " + folder)
                    : Finding.warning(
                            "secrets",
                            "others have rights to " + String.join(", ", open) + " in " + folder
                                    + ", so steps that need them fail",
                            "chmod 600 them");
        } catch (IOException e) {
            return Finding.warning("secrets", folder + " cannot be read: " + e.getMessage(), "chmod 700 it");
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }
}
