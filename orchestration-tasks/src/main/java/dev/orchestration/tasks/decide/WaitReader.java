package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.action.PayloadLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action that does no work waits for, by its name and its parameters. */
public final class WaitReader {
    /** Of a signal, in characters. */
    public static final int LONGEST_NAME = 200;

    private static final String WORKFLOW = "workflow.run";
    private static final String FORM_OF_TIMES = "write a time with its zone, as 2026-01-31T09:05:00+01:00 or …Z";

    private WaitReader() {}

    /**
     * Reads it; an action of a host waits for its {@code duration}.
     *
     * @param parameters rendered
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) naming the parameter and the remedy
     */
    public static WaitSpec read(ActionName action, Map<String, Object> parameters) {
        return switch (action.toString()) {
            case "signal.wait" ->
                WaitSpec.signal(signalName(String.valueOf(parameters.get("name"))), timeout("timeout", parameters))
                        .on(WaitTerms.signal(bounded("filter", parameters)));
            case "human.approve" -> approval(parameters);
            case "time.until" -> WaitSpec.until(time(parameters.get("at")));
            default -> WaitSpec.sleep(duration("duration", parameters.get("duration")));
        };
    }

    /**
     * As {@link #read} for a task that nobody could answer.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it would wait for somebody, too
     */
    public static WaitSpec readAlone(ActionName action, Map<String, Object> parameters) {
        String name = action.toString();
        if (name.equals(WORKFLOW)) {
            throw bad("the action " + name + " is for a step of a workflow; execute the workflow itself instead");
        }
        if (name.equals("signal.wait") || name.equals("human.approve")) {
            throw bad("the action " + name
                    + " is for a step of a workflow; a task by itself has no execution that somebody"
                    + " could answer");
        }
        return read(action, parameters);
    }

    /**
     * Looks at one parameter before it comes to waiting.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is a time or a duration that cannot be read
     */
    public static void check(String parameter, @Nullable Object value) {
        if (parameter.equals("at")) {
            var unused = time(value);
        } else if (parameter.equals("duration") || parameter.equals("timeout") || parameter.equals("deadline")) {
            var unused = duration(parameter, value);
        }
    }

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if no signal is called so */
    public static String signalName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw bad("the name of a signal has from 1 to " + LONGEST_NAME + " characters, unlike " + Quoted.of(name));
        }
        return name;
    }

    private static WaitSpec approval(Map<String, Object> parameters) {
        String message = String.valueOf(parameters.get("message"));
        Object form = parameters.get("form");
        int size = message.length() + (form == null ? 0 : Json.write(form).length());
        if (size > PayloadLimit.MAX) {
            throw bad("parameters message and form: " + size + " characters, more than " + PayloadLimit.MAX);
        }
        Object then = parameters.get(WaitTerms.ON_DEADLINE);
        String onDeadline = then == null || then.equals("fail") ? null : String.valueOf(then);
        if (WaitTerms.APPROVE.equals(onDeadline) && form != null) {
            throw bad("parameter on_deadline: nobody gives the data of the form then; leave the form out, or let it fail");
        }
        if (onDeadline != null && parameters.get("deadline") == null) {
            throw bad("parameter on_deadline: there is no deadline; give one, as deadline: 2d");
        }
        return WaitSpec.approval(message, form, timeout("deadline", parameters))
                .on(WaitTerms.approval(approvers(parameters), onDeadline));
    }

    private static List<String> approvers(Map<String, Object> parameters) {
        Object names = bounded(WaitTerms.APPROVERS, parameters);
        return names instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private static @Nullable Object bounded(String name, Map<String, Object> parameters) {
        Object value = parameters.get(name);
        int size = value == null ? 0 : Json.write(value).length();
        if (size > PayloadLimit.MAX) {
            throw bad("parameter " + name + ": " + size + " characters of JSON, more than " + PayloadLimit.MAX);
        }
        return value;
    }

    private static @Nullable Duration timeout(String name, Map<String, Object> parameters) {
        Object timeout = parameters.get(name);
        return timeout == null ? null : duration(name, timeout);
    }

    private static Duration duration(String name, @Nullable Object value) {
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "parameter " + name + ": " + e.getMessage(), e);
        }
    }

    /** Microseconds since 1970. */
    private static long time(@Nullable Object at) {
        try {
            Instant instant = ZonedDateTime.parse(String.valueOf(at).strip()).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        } catch (DateTimeException | ArithmeticException e) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "parameter at: " + Quoted.of(String.valueOf(at)) + " is no time with a zone; " + FORM_OF_TIMES,
                    e);
        }
    }

    private static OrchestrationException bad(String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, why);
    }
}
