package dev.orchestration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk has room for what is to come. */
final class Space {
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 64L << 20;

    private Space() {}

    /** @param fine what else to say where there is enough */
    static Finding check(String what, Path folder, String fine) throws IOException {
        return judge(what, folder, fine, Files.getFileStore(folder).getUsableSpace());
    }

    /** @param free in bytes */
    static Finding judge(String what, Path folder, String fine, long free) {
        String left = StoreUpkeep.size(free) + " free";
        if (free < TOO_LITTLE) {
            return Finding.wrong(what, folder + " has " + left, "make room on that disk");
        }
        return free < LITTLE
                ? Finding.warning(what, folder + " has " + left, "make room on that disk before it is full")
                : Finding.ok(what, fine + ", " + left);
    }
}
