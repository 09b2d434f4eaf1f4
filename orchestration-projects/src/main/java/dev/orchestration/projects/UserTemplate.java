package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a template that a user keeps in a folder. Links and other odd files are refused, and so is what is too large. */
final class UserTemplate extends SimpleFileVisitor<Path> {
    private static final int FILES = 1_000;
    private static final int DEPTH = 20;
    private static final int BYTES_OF_A_FILE = 4 << 20;
    private static final int BYTES = 16 << 20;

    private final Path root;
    private final Map<String, byte[]> files = new TreeMap<>();
    private long bytes;

    private UserTemplate(Path root) {
        this.root = root;
    }

    /**
     * The files by their paths in the project. What version control keeps in {@code .git} is no part of it.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if the folder is no template: it is not there, it is empty, it
     *     holds links, or more than 1,000 files, 20 levels, 4 MiB a file or 16 MiB in all
     */
    static Map<String, byte[]> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(folder + " is no folder; name the folder of a template");
        }
        try {
            UserTemplate template = new UserTemplate(folder.toRealPath());
            Files.walkFileTree(template.root, Set.of(), DEPTH + 2, template);
            if (template.files.isEmpty()) {
                throw refused("the template " + folder + " has no files");
            }
            return template.files;
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "the template " + folder + " cannot be read: " + IoWords.of(e), e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (root.relativize(folder).getNameCount() > DEPTH) {
            throw refused("the template has folders more than " + DEPTH + " levels deep: " + folder);
        }
        boolean versions =
                !folder.equals(root) && String.valueOf(folder.getFileName()).equals(".git");
        return versions ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            throw refused(file + " is a link or no plain file; a template holds plain files only");
        }
        if (files.size() == FILES) {
            throw refused("the template has more than " + FILES + " files");
        }
        // Opened so, it is still no link, whatever became of it since it was looked at.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(BYTES_OF_A_FILE + 1);
            bytes += content.length;
            if (content.length > BYTES_OF_A_FILE || bytes > BYTES) {
                throw refused("the template is too large at " + file + "; 4 MiB a file and 16 MiB in all are allowed");
            }
            files.put(root.relativize(file).toString().replace('\\', '/'), content);
        }
        return FileVisitResult.CONTINUE;
    }

    private static OrchestrationException refused(String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, why);
    }
}
