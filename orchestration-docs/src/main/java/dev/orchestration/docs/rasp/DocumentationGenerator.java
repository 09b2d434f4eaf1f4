package dev.orchestration.docs.rasp;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of a project from what lies in its folder: README, AGENTS, SPEC and PAI in the folder itself, README
 * and AGENTS in each folder below, linked to each other, with the graph of each workflow. In each page only the section
 * between two marks is written; what stands around it is the user's and stays. Writing twice changes nothing. Links are not
 * followed, neither to folders nor to pages. Thread-safe.
 */
public final class DocumentationGenerator {
    static final List<String> ROOT = List.of("README.md", "AGENTS.md", "SPEC.md", "PAI.md");
    private static final int LARGEST = 4 << 20;
    private static final String UNFINISHED = ".orchestrate-part";

    /**
     * Writes every page whose text changes. All texts are worked out before the first is written.
     *
     * @param folder the project's own
     * @return the pages that were written, relative to the folder
     * @throws OrchestrationException ({@code WRONG_STATE}) if the folder is too large to document, or a page is no plain text
     *     file of at most 4 MiB, or its marks do not tell what is the user's; then nothing was written
     * @throws IOException if a folder or page cannot be read or written
     */
    public List<Path> write(Path folder, DocumentedProject project) throws IOException {
        Map<String, String> sections = sections(folder, project);
        Map<String, String> changed = new LinkedHashMap<>();
        for (Map.Entry<String, String> section : sections.entrySet()) {
            String page = section.getKey();
            String before = read(folder.resolve(page), page);
            String after = MarkedSection.put(before, title(page, project), section.getValue(), page);
            if (!after.equals(before)) {
                changed.put(page, after);
            }
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> page : changed.entrySet()) {
            write(folder.resolve(page.getKey()), page.getValue());
            written.add(Path.of(page.getKey()));
        }
        return written;
    }

    private static Map<String, String> sections(Path root, DocumentedProject project) throws IOException {
        List<ProjectFolder> folders = ProjectTree.of(root);
        Map<String, String> sections = new LinkedHashMap<>();
        for (ProjectFolder folder : folders) {
            if (folder.isRoot()) {
                RootPages pages = new RootPages(project, folder, DocumentedWorkflow.in(root, folders));
                sections.put("README.md", pages.readme());
                sections.put("AGENTS.md", pages.agents());
                sections.put("SPEC.md", pages.spec());
                sections.put("PAI.md", pages.pai());
            } else {
                sections.put(folder.in("README.md"), FolderPages.readme(folder, project));
                sections.put(folder.in("AGENTS.md"), FolderPages.agents(folder));
            }
        }
        return sections;
    }

    private static String title(String page, DocumentedProject project) {
        int slash = page.lastIndexOf('/');
        String where = slash < 0
                ? Markdown.text(project.name())
                : Markdown.text(page.substring(page.lastIndexOf('/', slash - 1) + 1, slash));
        String name = page.substring(slash + 1, page.length() - ".md".length());
        return name.equals("README") ? where : where + ": " + name;
    }

    private static @Nullable String read(Path page, String shown) throws IOException {
        if (ProjectTree.isOdd(page)) {
            throw refused(shown, "is a link or a folder");
        }
        if (!Files.exists(page)) {
            return null;
        }
        if (Files.size(page) > LARGEST) {
            throw refused(shown, "is larger than 4 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(page)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(shown, "is no UTF-8 text");
        }
    }

    private static OrchestrationException refused(String shown, String what) {
        return new OrchestrationException(
                ErrorCode.WRONG_STATE,
                shown + " " + what + ", so no pages were written; move it away, or make it a plain text file");
    }

    /** A page is there as it was or as it is to be, at every moment. */
    private static void write(Path page, String text) throws IOException {
        Path unfinished = page.resolveSibling(page.getFileName() + UNFINISHED);
        boolean done = false;
        try {
            Files.deleteIfExists(unfinished); // what a crash has left, or somebody's link
            Files.writeString(unfinished, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(unfinished, page, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
