package dev.orchestration.tasks.live;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.TraceContext;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.AttemptContext;
import dev.orchestration.tasks.action.AttemptLog;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.Traces;
import dev.orchestration.tasks.secret.Masks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an action sees of its attempt.
 *
 * @param engineMarks what every child process of this engine carries
 */
record LiveActionContext(
        LiveAttempt live, Attempt order, Map<String, String> engineMarks, Map<String, Object> parameters)
        implements ActionContext {
    @Override
    public AttemptContext context() {
        return live.context();
    }

    @Override
    public ExecutionId execution() {
        return order.execution();
    }

    @Override
    public String step() {
        return order.label();
    }

    @Override
    public int attempt() {
        return order.number();
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.ofNullable(order.deadline()).map(Times::instant);
    }

    @Override
    public boolean cancelled() {
        return live.asked();
    }

    @Override
    public void onCancel(Runnable hook) {
        live.onAsk(hook);
    }

    @Override
    public void heartbeat() {
        live.beat(null);
    }

    @Override
    public void heartbeat(Object details) {
        JsonValue json = JsonValue.of(
                masks().json(JsonValue.of(details, "the details of a heartbeat").raw()), "details");
        int size = json.toString().length();
        if (size > MAX_HEARTBEAT_DETAILS) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the details of a heartbeat are " + size + " characters of JSON, more than " + MAX_HEARTBEAT_DETAILS
                            + "; write them to a file and tell its path");
        }
        live.beat(json);
    }

    @Override
    public Optional<JsonValue> heartbeatDetails() {
        return order.toldBefore();
    }

    @Override
    public void log(String line) {
        byte[] bytes = (Printable.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        output().write(bytes, 0, bytes.length);
    }

    @Override
    public AttemptLog output() {
        return live.log();
    }

    @Override
    public WorkingDirectory directory() {
        return order.directory();
    }

    @Override
    public String idempotencyKey() {
        return order.idempotencyKey();
    }

    @Override
    public TraceContext trace() {
        return Traces.of(order);
    }

    /** The engine's marks and the attempt's own. */
    @Override
    public Map<String, String> processMarks() {
        Map<String, String> marks = new HashMap<>(engineMarks);
        marks.put("ORCHESTRATION_ATTEMPT", order.key().mark());
        marks.put("ORCHESTRATION_IDEMPOTENCY_KEY", order.idempotencyKey());
        return marks;
    }

    @Override
    public Masks masks() {
        return live.secrets().masks();
    }

    @Override
    public void noteProcess(long pid, long pidStart) {
        order.process(pid, pidStart);
    }
}
