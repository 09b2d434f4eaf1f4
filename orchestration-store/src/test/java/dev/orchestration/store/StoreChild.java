package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that owns a store. It says {@code owned}, then either waits for the end of its input or commits step after
 * step, telling each number after it is recorded. Refused, it prints the message and exits with {@link #REFUSED}.
 */
final class StoreChild implements AutoCloseable {
    static final int REFUSED = 3;

    private final Process process;
    private final BufferedReader out;

    private StoreChild(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] args) throws IOException {
        try (Store store = open(args[0])) {
            System.out.println("owned");
            if (!args[1].equals("hold")) {
                commitForever(store, new ExecutionId(args[1]));
            }
            while (System.in.read() >= 0) {}
        } catch (OrchestrationException e) {
            System.out.println(e.code() + " " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static Store open(String store) {
        if (!StoreAddress.isDatabase(store)) {
            return Records.own(Path.of(store));
        }
        StoreAddress address = StoreAddress.database(store, System.getenv());
        return Stores.own(address.withLogs(Path.of("target", "logs")), Clock.system(), IdSource.random());
    }

    private static void commitForever(Store store, ExecutionId id) {
        store.journal().append(Records.created(id));
        for (long n = 2; ; n++) {
            store.journal().append(Records.commit(id, n, n, Records.started(0)));
            System.out.println(n);
        }
    }

    static StoreChild start(Path file, String task) throws IOException {
        return start(file.toString(), task);
    }

    /**
     * @param store a file or the address of a database
     * @param task {@code hold}, or the execution to record steps of
     */
    static StoreChild start(String store, String task) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                Arrays.stream(System.getProperty("orchestration.jvm.flags", "").split(" +"))
                        .filter(flag -> !flag.isEmpty())
                        .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreChild.class.getName(), store, task));
        return new StoreChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line it says; null when it has ended. */
    @Nullable
    String line() throws IOException {
        return out.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** As kill -9 does. By its handle, because the process itself would close what it had said before. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    int exitCode() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
