package dev.orchestration.actions.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status and headers of an answer.
 *
 * @param headers by lower-case names; the values of one that came several times are joined with a comma
 */
public record ResponseHead(int status, Map<String, String> headers) {
    /** All lines together. Unit: bytes. */
    static final int MAX = 64 << 10;

    private static final int MAX_INTERIM = 16;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: .*)?");

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Where a redirect leads, if it is one that may be followed. */
    public Optional<String> redirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> header("location");
            default -> Optional.empty();
        };
    }

    /** Reads up to the first byte of the body; interim answers (1xx) are passed over. */
    static ResponseHead read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        for (int count = 0; count < MAX_INTERIM; count++) {
            ResponseHead head = one(lines);
            if (head.status >= 200) {
                return head;
            }
        }
        throw new ProtocolException("interim answers without end");
    }

    private static ResponseHead one(Lines lines) throws IOException {
        Matcher status = STATUS.matcher(lines.next());
        if (!status.matches()) {
            throw new ProtocolException("the first line is no status of HTTP/1.1");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon < 1 || Character.isWhitespace(line.charAt(0))) {
                throw new ProtocolException("a line of the head is no header");
            }
            headers.merge(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return new ResponseHead(Integer.parseInt(status.group(1)), headers);
    }

    /** Lines of bytes, bounded in sum. */
    static final class Lines {
        private final InputStream in;
        private int left = MAX;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            var line = new java.io.ByteArrayOutputStream(80);
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each < 0) {
                    throw new EOFException("it was closed before an answer was there");
                }
                if (--left < 0) {
                    throw new ProtocolException("the head is longer than " + MAX + " bytes");
                }
                line.write(each);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
