package dev.orchestration.tasks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileAttemptLogTest {
    @TempDir
    Path folder;

    private FileAttemptLog log;

    @BeforeEach
    void open() {
        log = new FileAttemptLog(folder.resolve("deep/attempt.log"));
    }

    @Test
    void anAttemptThatWritesNothingLeavesNoFile() throws IOException {
        log.close();

        assertThat(log.path()).doesNotExist();
        assertThat(log.tail()).isEmpty();
    }

    @Test
    void bytesAreInTheFileBeforeItIsClosed() throws IOException {
        write("one\ntwo");

        assertThat(Files.readString(log.path())).isEqualTo("one\ntwo");
        assertThat(log.tail()).isEqualTo("one\ntwo");
    }

    @Test
    void theTailBeginsWithAWholeCharacter() {
        write("ü".repeat(FileAttemptLog.TAIL_BYTES));
        write("x");

        assertThat(log.tail()).hasSize(FileAttemptLog.TAIL_BYTES / 2).matches("ü+x");
    }

    @Test
    void aLongLineIsCutAndTheNextIsWhole() throws IOException {
        write("a".repeat(FileAttemptLog.MAX_LINE + 5) + "\nnext\n");

        assertThat(Files.readString(log.path()))
                .isEqualTo("a".repeat(FileAttemptLog.MAX_LINE) + " … [line cut: 5 bytes more]\nnext\n");
    }

    @Test
    void aLineOfExactlyTheCapIsNotCut() throws IOException {
        write("a".repeat(FileAttemptLog.MAX_LINE) + "\n");

        assertThat(Files.readString(log.path())).isEqualTo("a".repeat(FileAttemptLog.MAX_LINE) + "\n");
    }

    @Test
    void aLongLineWithoutEndIsMarkedAtTheClose() throws IOException {
        write("a".repeat(FileAttemptLog.MAX_LINE + 7));
        log.close();

        assertThat(Files.readString(log.path())).endsWith("a … [line cut: 7 bytes more]");
    }

    @Test
    void aFileThatCannotBeWrittenStopsNobody() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file where the folder should be");

        write("lost in the file");
        log.close();

        assertThat(log.tail()).isEqualTo("lost in the file");
        assertThat(log.dropped()).isEqualTo(16);
    }

    @Test
    void whatComesAfterTheCloseIsIgnored() throws IOException {
        write("kept");
        log.close();
        log.close();
        write("late");

        assertThat(Files.readString(log.path())).isEqualTo("kept");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSameBytesInAnyPiecesGiveTheSameFile(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] text = ("b".repeat(100_000) + "\n" + "c\n".repeat(30_000) + "d".repeat(70_000))
                .getBytes(StandardCharsets.UTF_8);
        FileAttemptLog whole = new FileAttemptLog(folder.resolve("whole.log"));
        whole.write(text, 0, text.length);
        whole.close();

        for (int at = 0; at < text.length; ) {
            int piece = Math.min(text.length - at, 1 + random.nextInt(20_000));
            log.write(text, at, piece);
            at += piece;
        }
        log.close();

        assertThat(log.path()).hasSameBinaryContentAs(whole.path());
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, 0, bytes.length);
    }
}
