package dev.orchestration.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Somebody who waits for resources on a thread of its own. */
final class Visitor {
    /** After this the test has failed; nothing that works comes near it. */
    static final Duration LONG = Duration.ofSeconds(60);

    private final Thread thread;
    private final CompletableFuture<ResourceAllocation> outcome = new CompletableFuture<>();
    private boolean interruptedAfterwards;

    private Visitor(Callable<ResourceAllocation> wait) {
        thread = new Thread(() -> {
            try {
                ResourceAllocation got = wait.call();
                interruptedAfterwards = Thread.currentThread().isInterrupted();
                outcome.complete(got);
            } catch (Exception e) {
                interruptedAfterwards = Thread.currentThread().isInterrupted();
                outcome.completeExceptionally(e);
            }
        });
    }

    static Visitor waits(ResourceManager manager, String name, ResourceVector wanted) throws Exception {
        return waits(manager, AllocationRequest.of(wanted, name), LONG);
    }

    /** Returns when the visitor stands in the line. */
    static Visitor waits(ResourceManager manager, AllocationRequest request, Duration patience) throws Exception {
        return waits(manager, request.requester(), () -> manager.allocate(request, patience));
    }

    static Visitor waits(ResourceManager manager, String name, Callable<ResourceAllocation> wait) throws Exception {
        CountDownLatch inLine = new CountDownLatch(1);
        Visitor visitor = new Visitor(wait);
        try (AutoCloseable listening = manager.listen(event -> {
            if (event instanceof ResourceEvent.Waiting waiting
                    && waiting.request().requester().equals(name)) {
                inLine.countDown();
            }
        })) {
            assertThat(listening).isNotNull();
            visitor.thread.start();
            assertThat(inLine.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        return visitor;
    }

    /** A thread that is interrupted before it asks. */
    static Visitor interruptedBefore(Callable<ResourceAllocation> wait) {
        Visitor visitor = new Visitor(() -> {
            Thread.currentThread().interrupt();
            return wait.call();
        });
        visitor.thread.start();
        return visitor;
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean hasEnded() {
        return outcome.isDone();
    }

    /** Waits for it to get what it asked for. */
    ResourceAllocation served() throws Exception {
        ResourceAllocation got = outcome.get(LONG.toSeconds(), TimeUnit.SECONDS);
        thread.join();
        return got;
    }

    /** Waits for it to go away with nothing. */
    Throwable sentAway() throws Exception {
        Throwable thrown = catchThrowable(this::served);
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        thread.join();
        return thrown.getCause();
    }

    /** Waits for either end. */
    void ended() throws Exception {
        outcome.handle((got, thrown) -> got).get(LONG.toSeconds(), TimeUnit.SECONDS);
        thread.join();
    }

    boolean isInterruptedAfterwards() {
        return interruptedAfterwards;
    }
}
