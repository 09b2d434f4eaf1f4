package dev.orchestration.tasks.action;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is often put around actions with {@link ActionRegistry#decorate}. */
public final class Decorators {
    private Decorators() {}

    /**
     * How long one attempt took.
     *
     * @param step as {@link ActionContext#step()}
     * @param took on the monotonic clock, inside everything that is declared farther outside
     * @param failed whether it ended with an exception
     */
    public record Timing(ActionName action, String step, int attempt, Duration took, boolean failed) {}

    /** Tells {@code sink} how long each attempt took. It is called on the attempt's thread, must be quick, must not throw. */
    public static ActionDecorator timing(Clock clock, Consumer<Timing> sink) {
        return (name, inner) -> ctx -> {
            long began = clock.nanos();
            boolean failed = true;
            try {
                Object output = inner.run(ctx);
                failed = false;
                return output;
            } finally {
                Duration took = Duration.ofNanos(clock.nanos() - began);
                sink.accept(new Timing(name, ctx.step(), ctx.attempt(), took, failed));
            }
        };
    }

    /**
     * Tells {@code sink} what each attempt used of this machine, as far as this JVM knows: see {@link ThreadUse}. Of an attempt
     * about which nothing is known nothing is told. It is called as {@link #timing} calls its sink.
     */
    public static ActionDecorator resourceUse(Consumer<ResourceUse> sink) {
        return (name, inner) -> ctx -> {
            Optional<ThreadUse> before = ThreadUse.now();
            try {
                return inner.run(ctx);
            } finally {
                before.flatMap(ThreadUse::since)
                        .ifPresent(use -> sink.accept(new ResourceUse(name, ctx.step(), ctx.attempt(), use)));
            }
        };
    }

    /**
     * What one attempt used.
     *
     * @param step as {@link ActionContext#step()}
     */
    public record ResourceUse(ActionName action, String step, int attempt, ThreadUse use) {}

    /**
     * Says of what kind exceptions are that do not say it themselves: the kind decides whether the attempt is tried again.
     *
     * @param kinds by class; of several that fit the one farthest down the hierarchy decides. Failures that have a kind keep it
     */
    public static ActionDecorator errorKinds(Map<Class<? extends Throwable>, ErrorKind> kinds) {
        Map<Class<? extends Throwable>, ErrorKind> known = Map.copyOf(kinds);
        return (name, inner) -> ctx -> {
            try {
                return inner.run(ctx);
            } catch (ActionFailedException | OrchestrationException | InterruptedException e) {
                throw e;
            } catch (Throwable e) { // whatever it is, it has a class
                ErrorKind kind = kind(known, e.getClass());
                throw kind == null ? rethrown(e) : translated(e, kind);
            }
        };
    }

    private static @Nullable ErrorKind kind(Map<Class<? extends Throwable>, ErrorKind> kinds, Class<?> thrown) {
        for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
            ErrorKind kind = kinds.get(type);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private static ActionFailedException translated(Throwable e, ErrorKind kind) {
        String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        ActionFailedException failure = new ActionFailedException(e.getClass().getSimpleName(), kind, message);
        failure.initCause(e);
        return failure;
    }

    /** The same exception, whatever its class; the compiler is told that it is unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E rethrown(Throwable e) throws E {
        throw (E) e;
    }
}
