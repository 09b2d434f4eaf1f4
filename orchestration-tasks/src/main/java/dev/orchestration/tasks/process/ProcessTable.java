package dev.orchestration.tasks.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes of this machine as {@code /proc} shows them, or as the JDK does where there is no {@code /proc}: then
 * sessions are unknown (-1) and start times 0. What cannot be read (another user's process, one that just ended) is left
 * out. Thread-safe, without state.
 */
public final class ProcessTable {
    /**
     * One process.
     *
     * @param state the letter of the kernel, {@code Z} for one that ended and was not yet waited for
     * @param session the pid of the process that opened its session
     * @param startTicks clock ticks since boot
     */
    public record Row(long pid, char state, long parent, long session, long startTicks) {
        /** Whether nothing of it runs any more, though its number is still taken. */
        public boolean hasEnded() {
            return state == 'Z' || state == 'X';
        }
    }

    private static final Path PROC = Path.of("/proc");
    private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/stat"));
    private static final int FIELD_STATE = 3;
    private static final int FIELD_PARENT = 4;
    private static final int FIELD_SESSION = 6;
    private static final int FIELD_START = 22;
    /** How often a process that has no environment yet is looked at again. */
    private static final int LOOKS = 500;

    private static final long LOOK_NANOS = 50_000;
    /** So many looks in a row that find arguments and no environment mean that there is none. */
    private static final int SETTLED = 5;

    private static final int AT_ONCE = 1 << 17;

    private ProcessTable() {}

    /** Every process that can be seen. */
    public static List<Row> all() {
        if (!HAS_PROC) {
            return ProcessHandle.allProcesses().map(ProcessTable::withoutProc).toList();
        }
        List<Row> rows = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path number : numbers) {
                find(Long.parseLong(number.getFileName().toString())).ifPresent(rows::add);
            }
        } catch (IOException e) {
            // A /proc that cannot be listed is as good as none.
            return rows;
        }
        return rows;
    }

    /** The process with that number, if there is one. */
    public static Optional<Row> find(long pid) {
        if (!HAS_PROC) {
            return ProcessHandle.of(pid).map(ProcessTable::withoutProc);
        }
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets and may itself hold blanks and brackets.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Row(
                    pid,
                    fields[0].charAt(0),
                    number(fields, FIELD_PARENT),
                    number(fields, FIELD_SESSION),
                    number(fields, FIELD_START)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Row withoutProc(ProcessHandle handle) {
        long parent = handle.parent().map(ProcessHandle::pid).orElse(0L);
        return new Row(handle.pid(), handle.isAlive() ? 'S' : 'X', parent, -1, 0);
    }

    private static long number(String[] fields, int field) {
        return Long.parseLong(fields[field - FIELD_STATE].strip());
    }

    /** Start time of a process in clock ticks since boot, 0 where the system does not tell. */
    public static long startTicks(long pid) {
        return find(pid).map(Row::startTicks).orElse(0L);
    }

    /** The identity of the time since the machine was last started; empty text where the system does not tell. */
    public static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether the environment that a process was started with holds exactly all of {@code entries}. */
    static boolean isMarked(long pid, Map<String, String> entries) {
        try {
            byte[] environment = environment(pid);
            return entries.entrySet().stream()
                    .allMatch(entry -> holds(
                            environment, (entry.getKey() + "=" + entry.getValue()).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A process that is just becoming another program shows no environment for a moment, and no arguments either. So an
     * empty environment is believed only of a process that is no program, or that had its arguments at several looks.
     */
    private static byte[] environment(long pid) throws IOException {
        byte[] environment = read(pid, "environ");
        int settled = 0;
        for (int look = 0; look < LOOKS && environment.length == 0 && settled < SETTLED && hasMemory(pid); look++) {
            settled = read(pid, "cmdline").length == 0 ? 0 : settled + 1;
            LockSupport.parkNanos(LOOK_NANOS);
            environment = read(pid, "environ");
        }
        return environment;
    }

    /** Threads of the kernel and zombies have none. */
    private static boolean hasMemory(long pid) throws IOException {
        return !new String(read(pid, "statm"), StandardCharsets.ISO_8859_1).startsWith("0 ");
    }

    /** In one call of the system where it can be: what a process shows may change between two. */
    private static byte[] read(long pid, String file) throws IOException {
        try (InputStream in = Files.newInputStream(PROC.resolve(pid + "/" + file))) {
            byte[] first = new byte[AT_ONCE];
            int length = Math.max(0, in.read(first));
            ByteArrayOutputStream whole = new ByteArrayOutputStream(length);
            whole.write(first, 0, length);
            in.transferTo(whole);
            return whole.toByteArray();
        }
    }

    /** Whether one of the NUL-separated entries equals {@code entry}. */
    static boolean holds(byte[] environment, byte[] entry) {
        int start = 0;
        for (int i = 0; i <= environment.length; i++) {
            if (i == environment.length || environment[i] == 0) {
                if (Arrays.equals(environment, start, i, entry, 0, entry.length)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
