package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.orchestrator.Claim;
import dev.orchestration.workflow.definition.Concurrency;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.expression.ExpressionException;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works out which key an execution needs: from its definition and its parameters alone, both of which are recorded, so that it
 * is the same in every process and at any time. Stateless.
 */
final class Claims {
    /** A key is read by people and told in messages. */
    private static final int LONGEST = 500;

    private Claims() {}

    /**
     * What an execution needs; null if it needs no key.
     *
     * @param parameters all of them, with their defaults
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if they give no key, or one that is too long
     */
    static @Nullable Claim of(WorkflowDefinition definition, Map<String, Object> parameters) {
        Concurrency concurrency = definition.concurrency();
        if (concurrency == null) {
            return null;
        }
        String written = concurrency.key();
        String key = written == null ? "" : rendered(definition, written, parameters);
        return new Claim(definition.name(), key, concurrency.limit(), concurrency.onConflict());
    }

    private static String rendered(WorkflowDefinition definition, String written, Map<String, Object> parameters) {
        Names names = new Names(List.of(), definition.parameters()).beforeTheStart();
        Map<String, Object> facts = Map.of("workflow", definition.name());
        Scope scope = new Scope(parameters, Map.of(), Map.of(), facts, Map.of(), null);
        try {
            Object value = Template.parse(written, names).render(scope);
            String key = value instanceof String text ? text : Json.write(value);
            if (key.length() <= LONGEST) {
                return key;
            }
            throw refused(definition, "it is " + key.length() + " characters long, more than " + LONGEST, null);
        } catch (ExpressionException e) {
            throw refused(definition, String.valueOf(e.getMessage()), e);
        }
    }

    private static OrchestrationException refused(
            WorkflowDefinition definition, String why, @Nullable ExpressionException cause) {
        String text =
                "the parameters give no key for 'concurrency' of workflow " + Quoted.of(definition.name()) + ": " + why;
        return cause == null
                ? new OrchestrationException(ErrorCode.BAD_PARAMETERS, text)
                : new OrchestrationException(ErrorCode.BAD_PARAMETERS, text, cause);
    }

    /** As {@link #of(WorkflowDefinition, Map)}, of one that is recorded. */
    static @Nullable Claim recorded(WorkflowDefinition definition, List<Commit> history) {
        return definition.concurrency() == null
                ? null
                : created(history)
                        .map(created -> of(definition, created.parameters()))
                        .orElse(null);
    }

    static Optional<Event.ExecutionCreated> created(List<Commit> history) {
        return history.stream()
                .flatMap(commit -> commit.events().stream())
                .filter(Event.ExecutionCreated.class::isInstance)
                .map(Event.ExecutionCreated.class::cast)
                .findFirst();
    }

    /** Whether a hosted execution has its key by its records: it is under way, and did not stand outside when last told of. */
    static boolean hasKey(WorkflowStatus status, List<Commit> history) {
        if (status == WorkflowStatus.PENDING) {
            return false;
        }
        boolean waits = false;
        for (Commit commit : history) {
            for (Event event : commit.events()) {
                if (event instanceof Event.Noted noted) {
                    waits |= noted.isQueued();
                } else if (event instanceof Event.ExecutionStarted || event instanceof Event.AttemptStarted) {
                    waits = false;
                }
            }
        }
        return !waits;
    }
}
