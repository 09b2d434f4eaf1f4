package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a file beside its target, forces it to the disk, and moves it into place: there is never half a file. */
final class AtomicFile {
    private static final int CHUNK = 64 << 10;

    private AtomicFile() {}

    /** @return path, bytes and sha256 of what was written */
    static Map<String, Object> write(Path target, InputStream content) throws ActionFailedException, IOException {
        if (Files.isDirectory(target)) {
            throw new ActionFailedException("BadPath", ErrorKind.USER, target + " is a folder");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new ActionFailedException("BadPath", ErrorKind.USER, target + " is no file");
        }
        Files.createDirectories(folder);
        // A folder of our own and not a temporary file: that one would keep its mode 600 after the move.
        Path beside = Files.createTempDirectory(folder, ".writing-");
        Path part = beside.resolve("content");
        try {
            Map<String, Object> written = fill(part, target, content);
            keepMode(target, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(beside);
        }
    }

    private static Map<String, Object> fill(Path part, Path target, InputStream content) throws IOException {
        MessageDigest digest = sha256();
        long total = 0;
        byte[] chunk = new byte[CHUNK];
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
                digest.update(chunk, 0, n);
                for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, n); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                total += n;
            }
            out.force(true);
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("path", target.toString());
        written.put("bytes", total);
        written.put("sha256", HexFormat.of().formatHex(digest.digest()));
        return written;
    }

    /** A file that is replaced keeps who may read and run it. */
    private static void keepMode(Path target, Path part) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (view != null && Files.exists(target)) {
            Files.setPosixFilePermissions(part, view.readAttributes().permissions());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
