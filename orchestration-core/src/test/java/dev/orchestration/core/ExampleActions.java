package dev.orchestration.core;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The host's actions that the examples call, {@code test.…}. */
final class ExampleActions {
    /** How many attempts of an execution run now. */
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

    /** How often a step of an execution was called. */
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** The idempotency key of the first call of a step. */
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    EngineBuilder register(EngineBuilder engine) {
        return engine.action("test", "fails", this::fails)
                .action("test", "key", this::key)
                .action("test", "hang", ExampleActions::hang)
                .action("test", "within", this::within)
                .action("test", "parameters", ActionContext::parameters)
                .action("test", "remember", ExampleActions::remember)
                .action("test", "remember-large", ctx -> {
                    ctx.context().set("key", "x".repeat(number(ctx, "size")));
                    return null;
                })
                .action("test", "large", ctx -> "x".repeat(number(ctx, "size")))
                .action("test", "odd", ctx -> new Object())
                .action("test", "throws", ctx -> {
                    throw new IllegalStateException("thrown by the host");
                });
    }

    private static int number(ActionContext ctx, String name) {
        return Integer.parseInt(String.valueOf(ctx.parameters().get(name)));
    }

    private static String step(ActionContext ctx) {
        return ctx.execution() + "/" + ctx.step();
    }

    private int calls(ActionContext ctx) {
        return calls.computeIfAbsent(step(ctx), key -> new AtomicInteger()).incrementAndGet();
    }

    private Object fails(ActionContext ctx) throws ActionFailedException {
        int call = calls(ctx);
        if (call <= number(ctx, "times")) {
            throw new ActionFailedException("Failed", ErrorKind.EXTERNAL, "failure " + call);
        }
        return "after " + (call - 1) + " failures";
    }

    /** Fails once, and then gives the last part of its key if that is the one of the first attempt. */
    private @Nullable Object key(ActionContext ctx) throws ActionFailedException {
        String first = keys.putIfAbsent(step(ctx), ctx.idempotencyKey());
        if (first == null) {
            throw new ActionFailedException("Failed", ErrorKind.EXTERNAL, "the first attempt");
        }
        return first.equals(ctx.idempotencyKey()) ? first.substring(first.lastIndexOf('/') + 1) : null;
    }

    private static @Nullable Object hang(ActionContext ctx) throws InterruptedException {
        new CountDownLatch(1).await();
        return null;
    }

    /** Whether not more than {@code limit} attempts of the execution ran beside each other. */
    private Object within(ActionContext ctx) {
        AtomicInteger now = running.computeIfAbsent(ctx.execution().value(), key -> new AtomicInteger());
        boolean fits = now.incrementAndGet() <= number(ctx, "limit");
        for (int i = 0; i < 1_000; i++) {
            Thread.onSpinWait();
            fits &= now.get() <= number(ctx, "limit");
        }
        now.decrementAndGet();
        return fits;
    }

    private static @Nullable Object remember(ActionContext ctx) {
        Object value = ctx.parameters().get("value");
        ctx.context().set(String.valueOf(ctx.parameters().get("key")), value);
        return value;
    }
}
