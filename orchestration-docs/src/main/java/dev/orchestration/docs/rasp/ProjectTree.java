package dev.orchestration.docs.rasp;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at the folders of a project. Links are not followed; hidden folders and what programs make are left out. */
final class ProjectTree {
    private static final int FOLDERS = 1_000;
    private static final int FILES = 20_000;
    private static final int DEPTH = 20;
    private static final Set<String> MADE =
            Set.of("results", "target", "build", "dist", "node_modules", "__pycache__", "venv");
    private static final Set<String> PAGES = Set.of("README.md", "AGENTS.md");
    private static final Set<String> ROOT_PAGES = Set.of("SPEC.md", "PAI.md");

    private ProjectTree() {}

    /**
     * Every folder that has pages, a folder before those in it.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if there are more than 1,000 folders, 20,000 files or 20 levels
     */
    static List<ProjectFolder> of(Path root) throws IOException {
        Visit visit = new Visit(root);
        Files.walkFileTree(root, Set.of(), DEPTH + 2, visit);
        List<ProjectFolder> folders = new ArrayList<>();
        visit.files.forEach((path, files) -> folders.add(new ProjectFolder(
                path, List.copyOf(files), List.copyOf(visit.folders.getOrDefault(path, new TreeSet<>())))));
        return folders;
    }

    private static final class Visit extends SimpleFileVisitor<Path> {
        private final Path root;
        final TreeMap<String, TreeSet<String>> files = new TreeMap<>();
        final TreeMap<String, TreeSet<String>> folders = new TreeMap<>();
        private int count;

        Visit(Path root) {
            this.root = root;
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
        }

        private static String name(Path path) {
            return String.valueOf(path.getFileName());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root)) {
                if (name(folder).startsWith(".") || MADE.contains(name(folder))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (root.relativize(folder).getNameCount() > DEPTH) {
                    throw tooLarge("folders more than " + DEPTH + " levels deep");
                }
                folders.computeIfAbsent(relative(parent(folder)), path -> new TreeSet<>())
                        .add(name(folder));
            }
            files.put(relative(folder), new TreeSet<>());
            if (files.size() > FOLDERS) {
                throw tooLarge("more than " + FOLDERS + " folders");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path folder = parent(file);
            String name = name(file);
            boolean isPage = PAGES.contains(name) || (folder.equals(root) && ROOT_PAGES.contains(name));
            if (attributes.isRegularFile() && !isPage && !name.startsWith(".")) {
                if (++count > FILES) {
                    throw tooLarge("more than " + FILES + " files");
                }
                files.computeIfAbsent(relative(folder), path -> new TreeSet<>()).add(name);
            }
            return FileVisitResult.CONTINUE;
        }

        private Path parent(Path path) {
            Path parent = path.getParent();
            return parent == null ? root : parent;
        }

        private OrchestrationException tooLarge(String what) {
            return new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "the project " + root + " has " + what
                            + ", which is too much to write pages for; nothing was written");
        }
    }

    /** Whether there is something at {@code path} that is no plain file, a link for example. */
    static boolean isOdd(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
