package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.store.live.FolderWatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that lie beside a store's file, in the manner of a maildir: one file each, written under another name and
 * renamed, so that nobody ever reads a half one. The owner renames what it has in hand. What is no command goes to {@code aside}.
 */
final class CommandFolder implements CommandBox {
    private static final Logger LOG = LoggerFactory.getLogger(CommandFolder.class);
    private static final String COMMAND = ".json";
    private static final String IN_HAND = ".taken";
    private static final String UNFINISHED = ".tmp";
    private static final int MOST_IMMOVABLE = 1_000;

    /**
     * One that arrived.
     *
     * @param order when it was written, as the file system tells
     */
    private record Arrived(String id, long order) {}

    private final OwnFolder folder;
    private final OwnFolder aside;
    /** What is no command, and cannot be set aside. */
    private final Set<String> immovable = ConcurrentHashMap.newKeySet();

    /** @param store the store's file */
    CommandFolder(Path store) {
        this.folder = new OwnFolder(store.resolveSibling(store.getFileName() + ".inbox"));
        this.aside = new OwnFolder(folder.path().resolve("aside"));
    }

    @Override
    public void send(Command command) {
        byte[] bytes = command.toBytes();
        try {
            folder.make();
            Path unfinished = folder.path().resolve(command.id() + UNFINISHED);
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true); // or a power cut could leave a name without its content
            }
            Files.move(unfinished, file(command.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unavailable("leave a command in", e);
        }
    }

    private Path file(String id) {
        return folder.path().resolve(id + COMMAND);
    }

    private Path inHand(String id) {
        return folder.path().resolve(id + IN_HAND);
    }

    @Override
    public List<String> waiting() {
        List<Arrived> arrived = new ArrayList<>();
        try {
            if (!folder.isThere()) {
                return List.of();
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path())) {
                files.forEach(file -> sort(file, arrived));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unavailable("read the commands of", e);
        }
        arrived.sort(Comparator.comparingLong(Arrived::order).thenComparing(Arrived::id));
        return arrived.stream().map(Arrived::id).distinct().toList();
    }

    private void sort(Path file, List<Arrived> arrived) {
        String name = file.getFileName().toString();
        if (file.equals(aside.path()) || immovable.contains(name) || isNamed(name, UNFINISHED)) {
            return;
        }
        String ending = isNamed(name, IN_HAND) ? IN_HAND : COMMAND;
        if (!isNamed(name, ending)) {
            setAside(file, "its name is not that of a command");
            return;
        }
        try {
            long order =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.MICROSECONDS);
            arrived.add(new Arrived(name.substring(0, name.length() - ending.length()), order));
        } catch (IOException e) {
            // Somebody has removed it meanwhile.
        }
    }

    private static boolean isNamed(String name, String ending) {
        return name.endsWith(ending) && Command.isId(name.substring(0, name.length() - ending.length()));
    }

    @Override
    public Optional<Command> take(String id) {
        Path file = inHand(id);
        try {
            take(file(id), file);
            Command command = Command.fromJson(text(file));
            if (command.id().equals(id)) {
                return Optional.of(command);
            }
            setAside(file, "it is the command " + command.id());
        } catch (NoSuchFileException e) {
            // Somebody has removed it meanwhile.
        } catch (HeldException e) {
            LOG.debug("the command {} cannot be taken in hand at the moment", id, e);
        } catch (NoCommandException | AccessDeniedException | OrchestrationException e) {
            setAside(Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file : file(id), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unavailable("read the command " + id + " of", e);
        }
        return Optional.empty();
    }

    /** One that came anew takes the place of one that was in hand. */
    private static void take(Path arrived, Path inHand) throws IOException {
        if (Files.exists(arrived, LinkOption.NOFOLLOW_LINKS)) {
            requireFile(arrived);
            try {
                Files.move(arrived, inHand, StandardCopyOption.ATOMIC_MOVE);
            } catch (AccessDeniedException e) {
                throw new HeldException(e); // its rights may come back
            }
        }
        requireFile(inHand);
    }

    /** To read from a pipe would never end. */
    private static void requireFile(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoCommandException("it is no file");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(Command.MAX_BYTES + 1);
            if (bytes.length > Command.MAX_BYTES) {
                throw new NoCommandException("it is larger than " + Command.MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NoCommandException("it is no text in UTF-8");
        }
    }

    /** What cannot even be moved stays, is passed over, and is told of once. */
    private void setAside(Path file, String why) {
        try {
            aside.make();
            String name = file.getFileName().toString();
            String arrived = isNamed(name, IN_HAND) ? name.replace(IN_HAND, COMMAND) : name;
            Path to = aside.path().resolve(arrived);
            Files.move(file, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            LOG.warn("{} was no command and lies in {} now: {}", file, to, why);
        } catch (NoSuchFileException e) {
            // Somebody has removed it meanwhile.
        } catch (IOException e) {
            if (immovable.size() < MOST_IMMOVABLE
                    && immovable.add(file.getFileName().toString())) {
                LOG.warn("{} is no command ({}), and cannot be set aside: {}", file, why, e.toString());
            }
        }
    }

    @Override
    public boolean remove(String id) {
        try {
            boolean arrived = Files.deleteIfExists(file(id));
            return Files.deleteIfExists(inHand(id)) || arrived;
        } catch (IOException e) {
            throw unavailable("remove a command of", e);
        }
    }

    @Override
    public boolean withdraw(String id) {
        try {
            return Files.deleteIfExists(file(id)) && !Files.exists(inHand(id));
        } catch (IOException e) {
            throw unavailable("withdraw a command of", e);
        }
    }

    /** Without hints a command is found a little later. */
    @Override
    public Watch watch(Runnable hint) {
        try {
            folder.make();
            return FolderWatch.of(folder.path(), hint);
        } catch (IOException e) {
            LOG.warn(
                    "nobody tells of new commands in {}, so it is only looked at now and then: {}",
                    folder,
                    e.toString());
            return () -> {};
        }
    }

    private OrchestrationException unavailable(String act, Exception e) {
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE,
                "cannot " + act + " the folder " + folder.path() + ": " + IoWords.of(e),
                e);
    }
}
