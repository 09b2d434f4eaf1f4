package dev.orchestration.tasks.process.live;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.orchestration.tasks.process.ProcessLimits;
import dev.orchestration.tasks.process.ProcessRequest;
import dev.orchestration.tasks.process.ProcessStarter;
import dev.orchestration.tasks.process.ProgramNotFoundException;
import dev.orchestration.tasks.process.ProgramSearch;
import dev.orchestration.tasks.process.RunningProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Starts real processes, each as the leader of its own session where the program {@code setsid} is installed, so that a
 * signal to our own terminal does not reach it and its pid is the number of its group. Thread-safe.
 */
public final class LiveProcessStarter implements ProcessStarter {
    static final File NULL_DEVICE = new File("/dev/null");

    private static final int IDLE_SECONDS = 5;

    private final Optional<Path> setsid;
    private final Executor threads;

    public LiveProcessStarter() {
        this(findSetsid(), Thread::new);
    }

    /**
     * As the other constructor, for tests.
     *
     * @param setsid the program that opens a session, empty to go without one
     * @param threads makes those that move the bytes of processes
     */
    LiveProcessStarter(Optional<Path> setsid, ThreadFactory threads) {
        this.setsid = setsid;
        this.threads = onDemand(threads);
    }

    /**
     * Threads are used again, for to make one costs as much as a small part of a process. There is no limit: a stream that
     * nobody reads stops its process.
     */
    private static Executor onDemand(ThreadFactory factory) {
        ThreadFactory daemons = task -> {
            Thread thread = factory.newThread(task);
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, SECONDS, new SynchronousQueue<>(), daemons);
    }

    static Optional<Path> findSetsid() {
        try {
            String path = System.getenv().getOrDefault("PATH", "");
            return Optional.of(ProgramSearch.find("setsid", path, Path.of("/")));
        } catch (ProgramNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether processes get a session of their own. */
    public boolean opensSessions() {
        return setsid.isPresent();
    }

    @Override
    public RunningProcess start(ProcessRequest request) throws IOException {
        if (!Files.isDirectory(request.directory())) {
            throw new ProgramNotFoundException("the working directory " + request.directory() + " is no folder");
        }
        ProcessBuilder builder = new ProcessBuilder(commandLine(request))
                .directory(request.directory().toFile())
                .redirectErrorStream(request.streams().stderr() == null);
        if (request.streams().stdin() == null) {
            builder.redirectInput(NULL_DEVICE);
        }
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(request.environment());
        return moved(builder.start(), request);
    }

    /** A process that nobody got hold of would run on with nobody to end it. */
    private LiveProcess moved(Process process, ProcessRequest request) {
        LiveProcess live = null;
        try {
            live = new LiveProcess(process, request, opensSessions(), threads);
            live.move(request.streams());
            return live;
        } catch (Throwable e) { // an OutOfMemoryError too, which says that the system has no more threads
            if (live != null) {
                live.end(Duration.ZERO);
            }
            process.destroyForcibly();
            throw e;
        }
    }

    /** The program goes by its full path: neither setsid nor the JDK would tell a missing one in a way we can pass on. */
    private List<String> commandLine(ProcessRequest request) throws ProgramNotFoundException {
        List<String> line = new ArrayList<>();
        setsid.ifPresent(program -> line.add(program.toString()));
        line.addAll(limiting(request.limits()));
        String path = request.environment().getOrDefault("PATH", "");
        Path program = ProgramSearch.find(request.command().get(0), path, request.directory());
        line.add(program.toAbsolutePath().toString());
        line.addAll(request.command().subList(1, request.command().size()));
        return line;
    }

    /** A shell that sets the limits and then becomes the program. The soft limit warns, the hard one is a second later. */
    private static List<String> limiting(ProcessLimits limits) {
        if (limits.isNone()) {
            return List.of();
        }
        StringBuilder script = new StringBuilder();
        if (limits.memoryMb() != null) {
            script.append("ulimit -v ").append(limits.memoryMb() * 1024).append(" && ");
        }
        if (limits.cpuSeconds() != null) {
            script.append("ulimit -S -t ").append(limits.cpuSeconds()).append(" && ");
            script.append("ulimit -H -t ").append(limits.cpuSeconds() + 1).append(" && ");
        }
        return List.of("/bin/sh", "-c", script.append("exec \"$@\"").toString(), "sh");
    }
}
