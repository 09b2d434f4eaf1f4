package dev.orchestration.tasks.live;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.AttemptContext;
import dev.orchestration.tasks.action.AttemptLog;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an action sees of its {@link LiveAttempt}. */
record LiveActionContext(LiveAttempt owner, Map<String, Object> parameters, AttemptLog output)
        implements ActionContext {
    @Override
    public AttemptContext context() {
        return owner.context();
    }

    @Override
    public ExecutionId execution() {
        return owner.order().key().execution();
    }

    @Override
    public String step() {
        return owner.order().label();
    }

    @Override
    public int attempt() {
        return owner.order().key().attempt();
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.ofNullable(owner.order().deadline()).map(Times::instant);
    }

    @Override
    public boolean cancelled() {
        return owner.cancellation().asked();
    }

    @Override
    public void onCancel(Runnable hook) {
        owner.cancellation().onAsk(hook);
    }

    @Override
    public void log(String line) {
        byte[] bytes = (Printable.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }

    @Override
    public WorkingDirectory directory() {
        return owner.order().directory();
    }

    @Override
    public String idempotencyKey() {
        return owner.order().idempotencyKey();
    }

    @Override
    public Map<String, String> processMarks() {
        return owner.marks();
    }

    @Override
    public void noteProcess(long pid, long pidStart) {
        owner.reports()
                .process(owner.order().key(), pid, pidStart, owner.order().log());
    }
}
