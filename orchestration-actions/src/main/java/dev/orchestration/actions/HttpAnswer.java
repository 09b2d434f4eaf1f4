package dev.orchestration.actions;

import dev.orchestration.actions.wire.ResponseHead;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its whole body.
 *
 * @param target whose answer it is, after redirects
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
record HttpAnswer(Target target, ResponseHead head, byte[] body) {
    private static final int SHOWN = 2_000;
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([\\w.:+-]+)\"?");
    private static final Pattern JSON = Pattern.compile("(?i)\\s*[\\w.+-]+/(?:[\\w.+-]+\\+)?json\\s*(?:;.*)?");

    static HttpAnswer read(Target target, ResponseHead head, InputStream in, long max)
            throws IOException, ActionFailedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] block = new byte[16 << 10];
        for (int got = in.read(block); got >= 0; got = in.read(block)) {
            body.write(block, 0, got);
            if (body.size() > max) {
                throw new ActionFailedException(
                        "ResponseTooLarge",
                        ErrorKind.USER,
                        "the answer of " + target.shown() + " is larger than " + max
                                + " bytes; raise max_bytes, or let a process download it to a file");
            }
        }
        return new HttpAnswer(target, head, body.toByteArray());
    }

    /** Whether it speaks of trouble on the other side, or of too many calls. */
    boolean isBroken() {
        return head.status() >= 500 || head.status() == 429;
    }

    Map<String, Object> output() throws ActionFailedException {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("status", (long) head.status());
        output.put("headers", head.headers());
        String text = text();
        if (text == null) {
            Json.putNullable(output, "body", null);
            output.put("body_base64", Base64.getEncoder().encodeToString(body));
        } else if (!text.isBlank() && JSON.matcher(type()).matches()) {
            Json.putNullable(output, "body", json(text));
        } else {
            Json.putNullable(output, "body", text.isEmpty() ? null : text);
        }
        return output;
    }

    private String type() {
        return head.header("content-type").orElse("");
    }

    private @Nullable Object json(String text) throws ActionFailedException {
        try {
            return Json.read(text);
        } catch (OrchestrationException e) {
            throw new ActionFailedException(
                    "BadResponse",
                    ErrorKind.EXTERNAL,
                    target.shown() + " answered what it calls JSON, but is none: " + e.getMessage());
        }
    }

    /** The body as text, or null if it is none. */
    private @Nullable String text() {
        try {
            return charset().newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(type());
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The failure that this answer means, when it was not expected. */
    ActionFailedException unexpected() {
        StringBuilder message =
                new StringBuilder(target.shown()).append(" answered ").append(head.status());
        head.header("retry-after")
                .ifPresent(when -> message.append(" (Retry-After: ")
                        .append(Printable.line(when))
                        .append(')'));
        String text = Printable.text(new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8))
                .strip();
        if (!text.isEmpty()) {
            message.append(": ").append(text).append(body.length > SHOWN ? "…" : "");
        }
        return new ActionFailedException("HttpStatus", ErrorKind.EXTERNAL, message.toString());
    }
}
