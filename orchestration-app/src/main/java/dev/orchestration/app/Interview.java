package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Progress;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.Approval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal what steps want to know, until the execution has ended. For one thread. */
final class Interview {
    /** Hands an answer in. */
    interface Answering {
        void answer(String step, Approval approval);
    }

    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final Caller caller;
    private final Questions questions;
    private final Progress progress;
    private final Answering answering;

    Interview(Caller caller, Questions questions, Progress progress, Answering answering) {
        this.caller = caller;
        this.questions = questions;
        this.progress = progress;
        this.answering = answering;
    }

    /** Returns when {@code end} is completed. */
    void hold(Future<?> end) {
        while (!end.isDone()) {
            Optional<Questions.Question> next = questions.next();
            if (next.isEmpty()) {
                LockSupport.parkNanos(this, LOOK_NANOS);
                continue;
            }
            progress.hold(true);
            try {
                ask(next.get(), () -> end.isDone() || !questions.isOpen(next.get()));
            } finally {
                progress.hold(false);
            }
        }
    }

    private void ask(Questions.Question question, BooleanSupplier over) {
        err().line(Printable.line(question.step()) + " asks: " + Printable.text(question.message()));
        String word = prompt("approve? [y]es, [n]o, or nothing to answer elsewhere: ", over);
        if (word == null) {
            return;
        }
        switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> approve(question, over);
            case "n", "no" -> {
                String why = prompt("why? ", over);
                if (why != null) {
                    answer(question, new Approval(false, null, why.isBlank() ? null : why.strip()));
                }
            }
            case "" -> questions.leave(question);
            default -> err().line("y or n");
        }
    }

    private void approve(Questions.Question question, BooleanSupplier over) {
        Object data = null;
        if (question.form() != null) {
            err().line("it wants data as JSON, for " + Json.write(question.form()));
            String text = prompt("data: ", over);
            if (text == null) {
                return;
            }
            try {
                data = text.isBlank() ? null : Json.read(text);
            } catch (OrchestrationException e) {
                err().line(String.valueOf(e.getMessage()));
                return;
            }
        }
        answer(question, new Approval(true, data, null));
    }

    /** What is refused is asked again; what somebody else answered meanwhile is not. */
    private void answer(Questions.Question question, Approval approval) {
        try {
            answering.answer(question.step(), approval);
            questions.leave(question);
        } catch (OrchestrationException e) {
            err().line(String.valueOf(e.getMessage()));
        }
    }

    /** A line; null if nobody needs it any more. */
    private @Nullable String prompt(String text, BooleanSupplier over) {
        err().print(text);
        try {
            return line(over);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String line(BooleanSupplier over) throws IOException {
        InputStream in = caller.in();
        var line = new java.io.ByteArrayOutputStream();
        while (!over.getAsBoolean()) {
            if (in.available() == 0) {
                LockSupport.parkNanos(this, LOOK_NANOS);
                continue;
            }
            int c = in.read();
            if (c == '\n' || c < 0) {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(c);
        }
        err().line("");
        return null;
    }

    private Channel err() {
        return caller.err();
    }
}
