package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are about files rather than classes, held over every module, the command's too. */
class SourceTreeTest {
    private static final String NULL_MARKED = "@NullMarked\npackage some;\n";

    @TempDir
    Path root;

    @Test
    void noFileIsLongerThan250Lines() {
        assertThat(SourceTree.ours().longerThanAllowed()).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(SourceTree.ours().outsideOfNullMarkedPackages()).isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(SourceTree.ours().sleepingTests()).isEmpty();
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(SourceTree.ours().mainFiles())
                .anyMatch(file -> file.startsWith("orchestration-state/"))
                .anyMatch(file -> file.startsWith("orchestration-app/"));
    }

    @Test
    void aLineTooManyIsSeen() throws IOException {
        write("src/main/java/some/package-info.java", NULL_MARKED);
        write("src/main/java/some/Fits.java", "//\n".repeat(250));
        write("src/main/java/some/Long.java", "//\n".repeat(251));

        assertThat(new SourceTree(root).longerThanAllowed()).containsExactly("module/src/main/java/some/Long.java");
    }

    @Test
    void aPackageWithoutNullMarkedIsSeen() throws IOException {
        write("src/main/java/some/package-info.java", NULL_MARKED);
        write("src/main/java/some/Good.java", "");
        write("src/main/java/none/Lost.java", "");

        assertThat(new SourceTree(root).outsideOfNullMarkedPackages())
                .containsExactly("module/src/main/java/none/Lost.java");
    }

    @Test
    void aSleepingTestIsSeen() throws IOException {
        write("src/test/java/some/WaitingTest.java", "Thread.sleep" + "(100);");

        assertThat(new SourceTree(root).sleepingTests()).containsExactly("module/src/test/java/some/WaitingTest.java");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve("module").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
