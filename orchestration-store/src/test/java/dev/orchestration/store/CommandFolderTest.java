package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.command.CommandBoxContractTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFolderTest extends CommandBoxContractTest {
    @TempDir
    Path folder;

    private Path inbox;
    private CommandBox box;

    @Override
    protected CommandBox open() {
        return new CommandFolder(folder.resolve("state.db"));
    }

    @BeforeEach
    void openTheBox() {
        inbox = folder.resolve("state.db.inbox");
        box = open();
    }

    private Path put(String name, String text) throws IOException {
        return Files.writeString(inbox.resolve(name), text);
    }

    private static String json(String id) {
        return new String(command(id).toBytes(), StandardCharsets.UTF_8);
    }

    /** Looks as an owner does, and tells what it could read. */
    private List<Command> look() {
        return box.waiting().stream().flatMap(id -> box.take(id).stream()).toList();
    }

    private List<String> aside() throws IOException {
        try (Stream<Path> files = Files.list(inbox.resolve("aside"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nobodyElseMayPutAnythingIntoTheFolder() throws Exception {
        box.send(command("c1"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inbox)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> box.send(command("c2"))).hasMessageContaining("chmod 700");
        assertThatThrownBy(() -> box.waiting()).isInstanceOf(OrchestrationException.class);
    }

    @Test
    void aLinkInPlaceOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("c1.json"), json("c1"));
        Files.createSymbolicLink(inbox, elsewhere);

        assertThatThrownBy(() -> box.waiting()).hasMessageContaining("is no folder");
        assertThatThrownBy(() -> box.send(command("c2"))).hasMessageContaining("is no folder");
        assertThat(elsewhere.resolve("c2.json")).doesNotExist();
    }

    @Test
    void whatIsNoCommandIsSetAsideAndTheOthersAreRead(@TempDir Path elsewhere) throws Exception {
        box.send(command("good"));
        put("broken.json", "{\"id\": \"broken\", ");
        put("deep.json", "[".repeat(100_000));
        put("empty.json", "");
        put("other.json", json("another-id"));
        put("large.json", json("large") + " ".repeat(Command.MAX_BYTES));
        Files.write(inbox.resolve("binary.json"), new byte[] {'"', (byte) 0xff, '"'});
        put("NAME.json", json("name"));
        put("notes.txt", "remember the milk");
        put(".hidden", "");
        Files.createDirectory(inbox.resolve("folder.json"));
        Files.createDirectory(inbox.resolve("folder"));
        Path secret = Files.writeString(elsewhere.resolve("secret"), json("link"));
        Files.createSymbolicLink(inbox.resolve("link.json"), secret);
        Files.createSymbolicLink(inbox.resolve("dangling.json"), elsewhere.resolve("nothing"));
        String[] pipes = {
            inbox.resolve("pipe.json").toString(), inbox.resolve("pipe2.taken").toString()
        };
        new ProcessBuilder("mkfifo", pipes[0], pipes[1]).start().waitFor();

        assertThat(look()).containsExactly(command("good"));
        assertThat(aside())
                .containsExactly(
                        ".hidden",
                        "NAME.json",
                        "binary.json",
                        "broken.json",
                        "dangling.json",
                        "deep.json",
                        "empty.json",
                        "folder",
                        "folder.json",
                        "large.json",
                        "link.json",
                        "notes.txt",
                        "other.json",
                        "pipe.json",
                        "pipe2.json");
        assertThat(look()).containsExactly(command("good"));
        assertThat(secret).exists();
    }

    @Test
    void whatIsSetAsideTwiceUnderOneNameIsNoTrouble() throws Exception {
        box.send(command("good"));
        for (int i = 0; i < 3; i++) {
            put("broken.json", "{");
            assertThat(look()).hasSize(1);
        }
        assertThat(aside()).containsExactly("broken.json");
    }

    @Test
    void whatCannotBeSetAsideIsPassedOver() throws Exception {
        box.send(command("good"));
        put("aside", "a file where the folder would be");
        put("broken.json", "{");

        assertThat(look()).containsExactly(command("good"));
        assertThat(box.waiting()).containsExactly("good");
    }

    /** Of one that is being written nobody knows whether it will ever be whole. */
    @Test
    void anUnfinishedCommandIsLeftToItsSender() throws Exception {
        box.send(command("good"));
        Path unfinished = put("c9.tmp", "{\"id\":");

        assertThat(look()).hasSize(1);
        assertThat(unfinished).exists();
        assertThat(inbox.resolve("aside")).doesNotExist();
    }

    @Test
    void manyAtOnceAreAllFound() {
        for (int i = 0; i < 300; i++) {
            box.send(command("c" + i));
        }
        assertThat(look()).hasSize(300);
    }

    /** Who may do everything, as root, is not denied anything. */
    @Test
    void aCommandThatCannotBeMovedForTheMomentIsTakenLater() throws IOException {
        box.send(command("c1"));
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("r-x------"));
        boolean denied = !Files.isWritable(inbox);
        if (denied) {
            assertThat(box.take("c1")).isEmpty();
        }
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwx------"));
        assertThat(box.waiting()).containsExactly("c1");
        assertThat(box.take("c1")).contains(command("c1"));
    }

    @Test
    void beforeTheFirstCommandThereIsNothing() {
        assertThat(box.waiting()).isEmpty();
        assertThat(box.take("c1")).isEmpty();
        assertThat(box.remove("c1")).isFalse();
        assertThat(inbox).doesNotExist();
    }

    @Test
    void whatAnOwnerThatFellHadInHandIsForTheNextOne() {
        box.send(command("c1"));
        assertThat(box.take("c1")).isPresent();

        CommandBox next = open();
        assertThat(next.waiting()).containsExactly("c1");
        assertThat(next.withdraw("c1")).isFalse();
        assertThat(next.take("c1")).contains(command("c1"));
    }
}
