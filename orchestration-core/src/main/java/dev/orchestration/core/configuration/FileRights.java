package dev.orchestration.core.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** Tells who beside its owner could change a file of settings. */
final class FileRights {
    private FileRights() {}

    /** Nothing where the file system has no such rights, or does not tell them. */
    static List<String> warnings(Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            List<String> warnings = new ArrayList<>();
            boolean others = attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
            if (others) {
                warnings.add(file + " can be changed by others than its owner; chmod go-w it");
            }
            String owner = attributes.owner().getName();
            if (!owner.equals("root") && !owner.equals(System.getProperty("user.name", owner))) {
                warnings.add(file + " belongs to " + owner + ", who decides by it how your commands work");
            }
            return warnings;
        } catch (IOException | UnsupportedOperationException e) {
            return List.of();
        }
    }
}
