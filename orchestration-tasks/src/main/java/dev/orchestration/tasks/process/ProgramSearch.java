package dev.orchestration.tasks.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the file of a program as a shell would. */
public final class ProgramSearch {
    /** Where is looked when there is no {@code PATH}. */
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private ProgramSearch() {}

    /**
     * The executable file that {@code program} means: a name with a slash is a file, relative to {@code directory}; one
     * without is looked for in the folders of {@code path}.
     *
     * @throws ProgramNotFoundException naming the program, and where it was looked for
     */
    public static Path find(String program, String path, Path directory) throws ProgramNotFoundException {
        String folders = path.isEmpty() ? DEFAULT_PATH : path;
        if (program.contains("/")) {
            return executable(directory, program)
                    .orElseThrow(() -> new ProgramNotFoundException(
                            "there is no executable file '" + program + "' (looked for from " + directory + ")"));
        }
        for (String folder : folders.split(":", -1)) {
            Optional<Path> found = executable(directory.resolve(folder), program);
            if (found.isPresent() && !program.isEmpty()) {
                return found.get();
            }
        }
        throw new ProgramNotFoundException("there is no program '" + program + "' in PATH (" + folders
                + "); is it installed, or should the step's env set PATH?");
    }

    private static Optional<Path> executable(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
