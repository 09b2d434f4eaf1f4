package dev.orchestration.store;

import dev.orchestration.state.journal.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells this process from every other, as pids are used again: host, boot and start time. On Linux these are the boot
 * id and the start time in clock ticks since boot. Elsewhere the boot id is empty and the start time is in milliseconds
 * since 1970, which tells processes apart just as well unless the machine's clock was set back over a restart.
 */
record ProcessIdentity(String host, String bootId, long pid, long pidStart) {
    private static final Path PROC = Path.of("/proc");
    private static final int START_FIELD = 22;

    static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(readHost(), readBootId(), pid, startOf(pid));
    }

    Owner asOwner(String uuid, long epoch, long since) {
        return new Owner(uuid, epoch, host, bootId, pid, pidStart, since, null);
    }

    /** Whether the owner has not given up and its very process runs on this machine. */
    static boolean isAlive(Owner owner) {
        return owner.endedAt() == null
                && owner.host().equals(readHost())
                && owner.bootId().equals(readBootId())
                && runs(owner.pid(), owner.pidStart());
    }

    /** Whether the owner ran on this machine, since its last start, and its process has ended. */
    static boolean isGone(Owner owner) {
        return !owner.bootId().isEmpty()
                && owner.bootId().equals(readBootId())
                && owner.host().equals(readHost())
                && !runs(owner.pid(), owner.pidStart());
    }

    private static boolean runs(long pid, long start) {
        long found = startOf(pid);
        return found == start
                && (found != 0
                        || ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    /** The start time of a living process, 0 if there is none or the system does not tell. */
    private static long startOf(long pid) {
        if (readBootId().isEmpty()) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(java.time.Instant::toEpochMilli)
                    .orElse(0L);
        }
        String stat = readOrNull(PROC.resolve(Long.toString(pid)).resolve("stat"));
        return stat == null ? 0 : startTicks(stat);
    }

    /** Field 22; fields are counted after the command's name, which may hold blanks and brackets itself. */
    static long startTicks(String stat) {
        List<String> afterName =
                List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +"));
        boolean dead = afterName.get(0).equals("Z") || afterName.get(0).equals("X");
        return dead ? 0 : Long.parseLong(afterName.get(START_FIELD - 3));
    }

    private static String readBootId() {
        String id = readOrNull(PROC.resolve("sys/kernel/random/boot_id"));
        return id == null ? "" : id.strip();
    }

    private static String readHost() {
        String name = readOrNull(PROC.resolve("sys/kernel/hostname"));
        if (name != null && !name.isBlank()) {
            return name.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static @Nullable String readOrNull(Path file) {
        try {
            // A process may carry any bytes in its name; only the ASCII part around it is read.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }
}
