package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathGuardTest {
    @TempDir
    Path folder;

    private Path root;
    private Path outside;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("work"));
        outside = Files.createDirectories(folder.toRealPath().resolve("work-outside"));
        Files.writeString(outside.resolve("secret"), "hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", ".", "a/../b", "./a", "a//b", "...", "CON"})
    void pathsBelowTheRootAreAllowedWhetherTheyExistOrNot(String path) throws Exception {
        assertThat(guard().resolve(path)).isEqualTo(root.resolve(path).normalize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../work-outside/secret",
                "a/../../x",
                "/etc/passwd",
                "/",
                "../work-outside",
                "a/b/../../../c"
            })
    void pathsThatLeadOutAreRefusedWithTheRemedy(String path) {
        ActionFailedException failure = catchThrowableOfType(ActionFailedException.class, () -> guard().resolve(path));

        assertThat(failure.failure().type()).isEqualTo("PathOutside");
        assertThat(failure).hasMessageContaining(path).hasMessageContaining(root.toString());
        assertThat(failure).hasMessageContaining("--allow-path");
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("folder/secret"));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("not-there"));
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../work-outside/not-there"));

        for (String path : List.of("folder", "folder/secret", "folder/new", "file", "chain", "dangling", "relative")) {
            assertThatThrownBy(() -> guard().resolve(path)).as(path).isInstanceOf(ActionFailedException.class);
        }
    }

    @Test
    void linksThatStayInsideAreFollowed() throws Exception {
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(root.resolve("later"), Path.of("real/not-there"));

        assertThat(guard().resolve("link/new")).isEqualTo(root.resolve("real/new"));
        assertThat(guard().resolve("later")).isEqualTo(root.resolve("real/not-there"));
    }

    @Test
    void aCircleOfLinksIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(root.resolve("b"), Path.of("a"));

        assertThatThrownBy(() -> guard().resolve("a")).isInstanceOf(IOException.class);
    }

    @Test
    void anAllowedFolderIsAllowedButNotItsNeighbours() throws Exception {
        PathGuard guard = new PathGuard(new WorkingDirectory(root, List.of(outside)));

        assertThat(guard.resolve("../work-outside/secret")).isEqualTo(outside.resolve("secret"));
        assertThat(guard.resolve(outside.toString())).isEqualTo(outside);
        assertThatThrownBy(() -> guard.resolve("../work-outside-too")).isInstanceOf(ActionFailedException.class);
    }

    @Test
    void aRootThatIsItselfALinkWorks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link-to-work"), root);

        assertThat(new PathGuard(new WorkingDirectory(link, List.of())).resolve("a"))
                .isEqualTo(root.resolve("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b"})
    void impossiblePathsAreRefused(String path) {
        assertThatThrownBy(() -> guard().resolve(path))
                .isInstanceOf(ActionFailedException.class)
                .hasMessageContaining("is not possible");
    }

    private PathGuard guard() {
        return new PathGuard(new WorkingDirectory(root, List.of()));
    }
}
