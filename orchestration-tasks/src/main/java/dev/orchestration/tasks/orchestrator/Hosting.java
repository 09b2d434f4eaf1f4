package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the loop needs to carry an execution out, beside its events.
 *
 * @param policy made for {@code plan}
 * @param maxParallel attempts at once in this execution
 * @param timeout of the whole execution, null for none
 * @param claim the key that it needs to be under way, null if it needs none
 */
public record Hosting(
        ExecutionPlan plan,
        Rules rules,
        StoredDefinition definition,
        SelectionPolicy policy,
        int maxParallel,
        @Nullable Duration timeout,
        WorkingDirectory directory,
        SessionLimits session,
        @Nullable Claim claim) {
    /** One that needs no key. */
    public Hosting(
            ExecutionPlan plan,
            Rules rules,
            StoredDefinition definition,
            SelectionPolicy policy,
            int maxParallel,
            @Nullable Duration timeout,
            WorkingDirectory directory,
            SessionLimits session) {
        this(plan, rules, definition, policy, maxParallel, timeout, directory, session, null);
    }

    /** The same with so many attempts at once. */
    Hosting withMaxParallel(int most) {
        return new Hosting(plan, rules, definition, policy, most, timeout, directory, session, claim);
    }

    /** The same in a session of these limits. */
    Hosting withSession(SessionLimits other) {
        return new Hosting(plan, rules, definition, policy, maxParallel, timeout, directory, other, claim);
    }

    public OrchestrationMode mode() {
        return policy.mode();
    }
}
