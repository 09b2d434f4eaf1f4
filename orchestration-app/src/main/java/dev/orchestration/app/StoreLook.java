package dev.orchestration.app;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreInfo;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the store can be opened and written, whose it is, and whether others may read it. */
final class StoreLook {
    private final Arguments arguments;
    private final StoreLocation location;
    private final List<Finding> findings = new ArrayList<>();

    StoreLook(Arguments arguments) {
        this.arguments = arguments;
        this.location = arguments.store();
    }

    List<Finding> all() {
        if (location.address() == null) {
            return List.of(Finding.ok("store", "in memory, so nothing is kept"));
        }
        Path file = location.file();
        if (file != null) {
            folder(file);
        }
        if (location.exists()) {
            open();
        }
        return findings;
    }

    private void open() {
        try (Store store = Stores.look(location.existing())) {
            String schema = "";
            if (location.file() != null) {
                StoreInfo info = StoreUpkeep.of(arguments, 0).info();
                schema = ", schema " + info.schema() + ", " + StoreUpkeep.size(info.bytes());
            }
            findings.add(Finding.ok("store", location.shown() + " opens" + schema));
            findings.add(Finding.ok("owner", owner(store)));
        } catch (OrchestrationException e) {
            findings.add(Finding.wrong(
                    "store",
                    location.shown() + ": " + e.getMessage(),
                    "see `orchestrate store check`, or name another store with " + SharedOptions.STORE));
        }
    }

    private static String owner(Store store) {
        Owner owner = store.archive().lastOwner().orElse(null);
        if (owner == null) {
            return "nobody yet";
        }
        String process = "process " + owner.pid() + " on " + owner.host();
        return Stores.alive(store).test(owner)
                ? process + " since " + Times.iso(owner.since())
                : "nobody; the last was " + process;
    }

    private void folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return;
        }
        boolean exists = Files.exists(file);
        if (!exists) {
            findings.add(Finding.ok("store", "none yet; `orchestrate run` creates " + location.shown()));
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there) || (exists && !Files.isWritable(file))) {
            findings.add(Finding.wrong(
                    "folder",
                    (exists ? file : there) + " cannot be written",
                    "change its owner or mode, or name another store with " + SharedOptions.STORE));
            return;
        }
        try {
            findings.add(rights(exists ? file : there, exists));
            findings.add(Space.check("space", there, there + " can be written"));
        } catch (IOException e) {
            findings.add(Finding.warning("folder", there + " cannot be looked at: " + e.getMessage(), "see its mode"));
        }
    }

    private static Finding rights(Path path, boolean isStore) throws IOException {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            if (mode.contains(PosixFilePermission.OTHERS_WRITE) && (isStore || !isSticky(path))) {
                return Finding.warning("rights", path + " can be changed by every user", "chmod o-w it");
            }
            boolean open = mode.contains(PosixFilePermission.OTHERS_READ);
            return new Finding(
                    Finding.Verdict.OK,
                    "rights",
                    open
                            ? path + " can be written by its owner, and every user can read it"
                            : path + " can be read by its owner and group only",
                    open && isStore
                            ? "chmod o-r it if outputs and parameters are not for everybody; so with its folder for logs"
                            : "");
        } catch (UnsupportedOperationException e) {
            return Finding.warning("rights", path + " has no permissions on this file system", "use another disk");
        }
    }

    private static boolean isSticky(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:mode") instanceof Integer mode && (mode & 01000) != 0;
    }
}
