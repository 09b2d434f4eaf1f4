package dev.orchestration.actions.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Pattern;

/**
 * The body of an answer: so many bytes, or chunks, or all until the connection is closed. One that ends too early is an
 * {@link EOFException} and never a shorter body.
 */
final class BodyStream extends InputStream {
    private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]{1,15}");
    private static final long UNTIL_CLOSED = -1;

    private final InputStream in;
    private final boolean chunked;
    /** Of the body or the present chunk. */
    private long left;

    private boolean over;

    private BodyStream(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
        this.over = !chunked && left == 0;
    }

    static BodyStream of(String method, ResponseHead head, InputStream in) throws IOException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new BodyStream(in, false, 0);
        }
        String coding = head.header("transfer-encoding").orElse("");
        if (!coding.isEmpty()) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the transfer encoding " + coding + " is not known");
            }
            return new BodyStream(in, true, 0);
        }
        String length = head.header("content-length").orElse("");
        return new BodyStream(in, false, length.isEmpty() ? UNTIL_CLOSED : length(length));
    }

    private static long length(String text) throws ProtocolException {
        try {
            long length = Long.parseLong(text);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProtocolException("its Content-Length is no length");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!over && chunked && left == 0) {
            nextChunk();
        }
        if (over) {
            return -1;
        }
        int got = in.read(bytes, offset, left == UNTIL_CLOSED ? length : (int) Math.min(length, left));
        if (got < 0) {
            if (left != UNTIL_CLOSED) {
                throw new EOFException("it was closed in the middle of the answer");
            }
            over = true;
        } else if (left != UNTIL_CLOSED) {
            took(got);
        }
        return got;
    }

    private void took(int count) throws IOException {
        left -= count;
        if (left > 0) {
            return;
        }
        if (!chunked) {
            over = true;
        } else if (!new ResponseHead.Lines(in).next().isEmpty()) {
            throw new ProtocolException("a chunk is longer than it says");
        }
    }

    private void nextChunk() throws IOException {
        ResponseHead.Lines lines = new ResponseHead.Lines(in);
        String size = lines.next().replaceFirst(";.*", "").strip();
        if (!SIZE.matcher(size).matches()) {
            throw new ProtocolException("a chunk begins without its size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            over = true;
            while (!lines.next().isEmpty()) {
                // trailers, which nobody asked for
            }
        }
    }
}
