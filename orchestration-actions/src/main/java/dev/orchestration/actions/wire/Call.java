package dev.orchestration.actions.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.tasks.action.ActionContext;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call to the outside, over all its redirects: how long it may still take, and its end from another thread, which closes
 * the connection so that whoever reads from it is woken. Thread-safe.
 */
public final class Call {
    private final Clock clock;
    private final Duration timeout;
    private final long begun;
    private final Runnable sign;

    @GuardedBy("this")
    private @Nullable Socket socket;

    @GuardedBy("this")
    private boolean hungUp;

    private Call(Clock clock, Duration timeout, Runnable sign) {
        this.clock = clock;
        this.timeout = timeout;
        this.begun = clock.nanos();
        this.sign = sign;
    }

    /** A call that ends when the attempt is asked to end, and whose every received block is a sign of life. */
    public static Call of(ActionContext ctx, Clock clock, Duration timeout) {
        Call call = new Call(clock, timeout, ctx::heartbeat);
        ctx.onCancel(call::hangUp);
        return call;
    }

    Duration timeout() {
        return timeout;
    }

    /** What is left of the timeout. */
    public Duration left() {
        Duration left = timeout.minusNanos(clock.nanos() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** @throws SocketTimeoutException if nothing is left */
    int millisLeft() throws SocketTimeoutException {
        Duration left = left();
        if (left.isZero()) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left.toMillis()));
    }

    void signOfLife() {
        sign.run();
    }

    /** From now on the call goes over this connection. */
    void carriedBy(Socket next) throws IOException {
        synchronized (this) {
            socket = next;
            if (!hungUp) {
                return;
            }
        }
        next.close();
        throw new IOException("ended before it was connected");
    }

    /** Ends the call. Idempotent. */
    void hangUp() {
        Socket open;
        synchronized (this) {
            hungUp = true;
            open = socket;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is of no use to anybody, closed or not
            }
        }
    }

    /** Whether somebody asked for the end. */
    public synchronized boolean hasEnded() {
        return hungUp;
    }
}
