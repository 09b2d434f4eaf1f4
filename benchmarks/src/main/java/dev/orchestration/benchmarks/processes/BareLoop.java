package dev.orchestration.benchmarks.processes;

import dev.orchestration.benchmarks.measure.WrongResultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two threads, each of which starts a process, waits for it, starts the next. What the processes write is thrown away. */
final class BareLoop implements Starter {
    private final String label;
    private final List<String> command;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    private BareLoop(String label, List<String> command) {
        this.label = label;
        this.command = command;
    }

    static BareLoop plain(Command command) {
        return new BareLoop("ProcessBuilder", command.words());
    }

    /** As the engine starts them: each in a session of its own, so that all its descendants can be ended. */
    static BareLoop inSessions(Command command) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.words());
        return new BareLoop("ProcessBuilder of setsid (limit)", words);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run() throws Exception {
        List<Future<Integer>> halves = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            halves.add(threads.submit((Callable<Integer>) () -> runSome(COUNT / AT_ONCE)));
        }
        int done = 0;
        for (Future<Integer> half : halves) {
            done += half.get();
        }
        if (done != COUNT) {
            throw new WrongResultException(label + " ran " + done + " of " + COUNT);
        }
    }

    private int runSome(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new WrongResultException(command + " ended with " + code);
            }
        }
        return count;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
