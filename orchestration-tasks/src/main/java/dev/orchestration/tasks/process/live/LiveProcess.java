package dev.orchestration.tasks.process.live;

import dev.orchestration.tasks.process.OutputSink;
import dev.orchestration.tasks.process.ProcessExit;
import dev.orchestration.tasks.process.ProcessRequest;
import dev.orchestration.tasks.process.ProcessStreams;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.process.ProcessTable;
import dev.orchestration.tasks.process.ProcessTreeEnd;
import dev.orchestration.tasks.process.RunningProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A real process with one thread for each stream. */
final class LiveProcess implements RunningProcess {
    /**
     * What output may take to arrive after the end of the process. Java closes its side of a pipe when the process ends and
     * nobody reads at that moment, so an orphan that holds the other side is seen often, but not always.
     */
    private static final long DRAIN_MILLIS = 500;

    private final Process process;
    private final ProcessTable.Row row;
    private final ProcessTreeEnd tree;
    private final Executor threads;
    private final List<OutputPump> pumps = new ArrayList<>();

    /** @param threads those that move its bytes, each until the end of its stream */
    LiveProcess(Process process, ProcessRequest request, boolean ownSession, Executor threads) {
        this.process = process;
        this.row = ProcessTable.find(process.pid()).orElseGet(() -> gone(process.pid()));
        var marks = ProcessSweep.marksOf(request.environment());
        this.tree = new ProcessTreeEnd(row, ownSession, marks, this::killGroup);
        this.threads = threads;
    }

    /** It ended already; a start time of 0 agrees with no process. */
    private static ProcessTable.Row gone(long pid) {
        return new ProcessTable.Row(pid, 'X', 0, pid, 0);
    }

    /** Begins to move what it reads and writes; called once. */
    void move(ProcessStreams streams) {
        pumps.add(pump("stdout of ", process.getInputStream(), streams.stdout()));
        if (streams.stderr() != null) {
            pumps.add(pump("stderr of ", process.getErrorStream(), streams.stderr()));
        }
        pumps.forEach(pump -> pump.start(threads));
        if (streams.stdin() != null) {
            String stdin = streams.stdin();
            threads.execute(() -> feed(stdin));
        }
    }

    private OutputPump pump(String name, InputStream from, OutputSink sink) {
        return new OutputPump(name + pid(), from, sink);
    }

    private void feed(String stdin) {
        Thread.currentThread().setName("stdin of " + pid());
        try (OutputStream out = process.getOutputStream()) {
            out.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The process ended or closed its input before it read everything, which is its right.
            return;
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public long startTicks() {
        return row.startTicks();
    }

    @Override
    public ProcessExit await() throws InterruptedException {
        int code = process.waitFor();
        boolean arrived = joinPumps();
        if (!arrived) {
            tree.end(Duration.ZERO);
            joinPumps();
        }
        // After this no sink is called, even if the system would not end the holder of the output.
        pumps.forEach(OutputPump::shut);
        return new ProcessExit(code, !arrived);
    }

    private boolean joinPumps() throws InterruptedException {
        boolean arrived = true;
        for (OutputPump pump : pumps) {
            arrived &= pump.join(DRAIN_MILLIS);
        }
        return arrived;
    }

    @Override
    public boolean end(Duration grace) {
        return tree.end(grace);
    }

    /** The JDK has no signal for a group; the shell's own {@code kill} is there on every system that has a shell. */
    private void killGroup() {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + pid())
                    .redirectInput(LiveProcessStarter.NULL_DEVICE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.onExit()
                    .completeOnTimeout(kill, DRAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        } catch (IOException e) {
            // No process can be started now; the members are killed one by one after this.
            return;
        }
    }
}
