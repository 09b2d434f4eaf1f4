package dev.orchestration.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in people's words why a file cannot be used, for the end of a message that names the file. */
final class IoWords {
    private IoWords() {}

    static String of(Exception cause) {
        if (cause instanceof DirectoryIteratorException && cause.getCause() instanceof IOException inside) {
            return of(inside);
        }
        if (cause instanceof AccessDeniedException) {
            return "this user may not do that";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is no folder";
        }
        String reason = cause instanceof FileSystemException known ? known.getReason() : cause.getMessage();
        return reason == null ? cause.toString() : withRemedy(reason);
    }

    private static String withRemedy(String reason) {
        return reason.contains("No space left") ? "the disk is full; free some space and try again" : reason;
    }
}
