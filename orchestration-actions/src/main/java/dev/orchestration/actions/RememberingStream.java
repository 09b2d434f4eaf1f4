package dev.orchestration.actions;

import dev.orchestration.tasks.action.PayloadLimit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** The body of a stream of events: bounded, and its fault is kept, because who reads it may swallow it. */
final class RememberingStream extends FilterInputStream {
    private long left = PayloadLimit.MAX_OUTPUT;
    private @Nullable IOException failure;

    RememberingStream(InputStream in) {
        super(in);
    }

    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int got = in.read(bytes, offset, length);
            left -= Math.max(0, got);
            if (left < 0) {
                throw new ProtocolException("more than " + PayloadLimit.MAX_OUTPUT + " bytes");
            }
            return got;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
