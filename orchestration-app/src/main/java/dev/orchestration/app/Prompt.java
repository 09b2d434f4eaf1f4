package dev.orchestration.app;

import dev.orchestration.tasks.action.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a person on a terminal; where there is none, the usual answer counts. */
final class Prompt {
    private static final int LONGEST = 64 << 10;

    private final Caller caller;

    Prompt(Caller caller) {
        this.caller = caller;
    }

    /**
     * The answer to a question, {@code usual} if it is empty or nobody is there.
     *
     * @throws UsageException if the input ends without an answer
     */
    String ask(String what, String usual) throws IOException {
        if (!caller.asks()) {
            return usual;
        }
        caller.err().print(what + " [" + Printable.line(usual) + "]: ");
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = caller.in().read();
        if (c < 0) {
            throw new UsageException("the input ended, so nothing was written");
        }
        for (; c >= 0 && c != '\n' && line.size() < LONGEST; c = caller.in().read()) {
            line.write(c);
        }
        String answer = line.toString(StandardCharsets.UTF_8).strip();
        return answer.isEmpty() ? usual : answer;
    }
}
