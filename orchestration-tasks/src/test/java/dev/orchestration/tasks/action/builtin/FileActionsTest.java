package dev.orchestration.tasks.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TestActionContext;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileActionsTest {
    private static final String SHA_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path root;

    @Test
    void aWrittenTextIsInPlaceWithItsSizeAndDigestAndNothingBesideIt() throws Exception {
        Object output = run("write", Map.of("path", "deep/er/a.txt", "content", "hello"));

        Path file = root.toRealPath().resolve("deep/er/a.txt");
        assertThat(output).isEqualTo(Map.of("path", file.toString(), "bytes", 5L, "sha256", SHA_OF_HELLO));
        assertThat(file).hasContent("hello");
        assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void contentThatIsNoTextIsWrittenAsJsonAndReadBack() throws Exception {
        Map<String, Object> content = Map.of("rows", List.of(1L, 2.5, "x"));

        run("write", Map.of("path", "a.json", "content", content));

        assertThat(root.resolve("a.json")).content().endsWith("}\n");
        assertThat(run("read", Map.of("path", "a.json", "format", "json"))).isEqualTo(content);
    }

    @Test
    void aTextAsJsonIsQuoted() throws Exception {
        run("write", Map.of("path", "a.json", "content", "x", "format", "json"));

        assertThat(root.resolve("a.json")).hasContent("\"x\"\n");
    }

    @Test
    void aReplacedFileKeepsItsModeAndANewOneGetsTheUsualOne() throws Exception {
        Path script = Files.writeString(root.resolve("script"), "old");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        Path usual = Files.writeString(root.resolve("usual"), "");

        run("write", Map.of("path", "script", "content", "new"));
        run("write", Map.of("path", "fresh", "content", "new"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getPosixFilePermissions(root.resolve("fresh")))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aCopyIsTheSameFileWithItsDigest() throws Exception {
        Files.writeString(root.resolve("a"), "hello");

        assertThat(run("copy", Map.of("from", "a", "to", "sub/b")))
                .extracting("sha256")
                .isEqualTo(SHA_OF_HELLO);
        assertThat(root.resolve("sub/b")).hasContent("hello");
    }

    @Test
    void existsTellsFilesAndFoldersFromNothing() throws Exception {
        Files.createDirectory(root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));

        assertThat(run("exists", Map.of("path", "folder"))).isEqualTo(Map.of("exists", true));
        assertThat(run("exists", Map.of("path", "none"))).isEqualTo(Map.of("exists", false));
        assertThat(run("exists", Map.of("path", "dangling"))).isEqualTo(Map.of("exists", false));
    }

    @ParameterizedTest
    @CsvSource({"read, path", "write, path", "copy, from", "copy, to", "exists, path"})
    void noActionReachesOutOfTheWorkingDirectory(String action, String parameter) throws Exception {
        Files.writeString(root.resolve("inside"), "x");
        Map<String, Object> parameters =
                new HashMap<>(Map.of("path", "inside", "from", "inside", "to", "inside", "content", "x"));
        parameters.put(parameter, "../outside");

        assertFailure(action, parameters)
                .returns("PathOutside", failure -> failure.failure().type());
        assertThat(root.resolveSibling("outside")).doesNotExist();
    }

    @Test
    void formatsAreRead() throws Exception {
        Files.writeString(root.resolve("a.yaml"), "rows: [1, ~, yes]\n");
        Files.writeString(root.resolve("a.csv"), "\uFEFFname,n\r\n\"a,b\",1\r\n");

        assertThat(run("read", Map.of("path", "a.yaml", "format", "yaml"))).hasToString("{rows=[1, null, yes]}");
        assertThat(run("read", Map.of("path", "a.csv", "format", "csv")))
                .isEqualTo(List.of(Map.of("name", "a,b", "n", "1")));
    }

    @Test
    void aFileThatCannotBeTheOutputIsRefusedByName() throws Exception {
        try (var large = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
            large.setLength((64 << 20) + 1);
        }
        Files.write(root.resolve("latin"), new byte[] {'a', (byte) 0xFC});
        Files.writeString(root.resolve("broken"), "{\"a\": ");

        assertFailure("read", Map.of("path", "none")).hasMessageContaining("there is no file");
        assertFailure("read", Map.of("path", "large")).hasMessageContaining("'large' is larger than 67108864 bytes");
        assertFailure("read", Map.of("path", "latin")).hasMessageContaining("'latin' is no UTF-8");
        assertFailure("read", Map.of("path", ".")).hasMessageContaining("no regular file");
        assertFailure("read", Map.of("path", "broken", "format", "json")).hasMessageContaining("'broken' is no json");
        assertFailure("read", Map.of("path", "broken", "format", "xml")).hasMessageContaining("'xml'");
        assertFailure("write", Map.of("path", ".", "content", "x")).hasMessageContaining("is a folder");
        assertFailure("write", Map.of("path", "a")).hasMessageContaining("'content' is missing");
        assertFailure("copy", Map.of("from", "none", "to", "b")).hasMessageContaining("there is no file");
    }

    private @Nullable Object run(String action, Map<String, ?> parameters) throws Exception {
        ActionRegistry registry = ActionRegistry.standard();
        return registry.require(new ActionName("file", action)).action().run(TestActionContext.in(root, parameters));
    }

    private AbstractThrowableAssert<?, ActionFailedException> assertFailure(String action, Map<String, ?> parameters) {
        return assertThat(catchThrowableOfType(ActionFailedException.class, () -> run(action, parameters)));
    }
}
