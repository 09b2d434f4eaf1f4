package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the executions are made in which plain tasks live: {@code tasks-1}, {@code tasks-2} and so on. */
public final class QueueHosting {
    /** What such an execution is called where a workflow's name stands. */
    public static final String WORKFLOW = "tasks";

    /** The session of plain tasks; its only limit is the number of workers. */
    public static final SessionId SESSION = new SessionId("system");

    static final String PREFIX = "tasks-";

    /** So many of the newest queues are looked at; the newest by number is among them even if clocks were set back. */
    static final int LOOKED_AT = 20;

    private QueueHosting() {}

    /** Whether a recorded execution is one of plain tasks; no source of ids makes ids with a hyphen. */
    public static boolean isQueue(ExecutionRow row) {
        return isQueue(row.session(), row.id());
    }

    /** As {@link #isQueue(ExecutionRow)}. */
    public static boolean isQueue(String session, ExecutionId id) {
        return session.equals(SESSION.value()) && id.value().startsWith(PREFIX);
    }

    /** Those that are recorded. */
    public static List<ExecutionRow> queues(Archive archive) {
        return archive.executionsByPrefix(PREFIX, Integer.MAX_VALUE).stream()
                .filter(QueueHosting::isQueue)
                .toList();
    }

    /** The recorded one of the greatest number, null if there is none: the next one is counted from it. */
    static @Nullable ExecutionId newest(Archive archive) {
        return archive.executionsByPrefix(PREFIX, LOOKED_AT).stream()
                .filter(QueueHosting::isQueue)
                .map(ExecutionRow::id)
                .max(Comparator.comparingInt(QueueHosting::number))
                .orElse(null);
    }

    static ExecutionId id(int number) {
        return new ExecutionId(PREFIX + number);
    }

    /** The how-manieth queue of its store it is. */
    static int number(ExecutionId id) {
        try {
            return Integer.parseInt(id.value().substring(PREFIX.length()));
        } catch (NumberFormatException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "execution " + id + " has a name that belongs to plain tasks only", e);
        }
    }

    /** What the loop needs to carry such an execution out, or to end it. */
    public static Hosting hosting(ExecutionId id, Supplier<ActionRegistry> actions, WorkingDirectory directory) {
        ExecutionPlan plan = ExecutionPlan.growing();
        return new Hosting(
                plan,
                new TaskRules(plan, actions),
                definition(id),
                SelectionPolicy.of(OrchestrationMode.PRIORITY, plan),
                Integer.MAX_VALUE,
                null,
                directory,
                new SessionLimits(SESSION, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    /** What the events of such an execution are folded into, to look at it. */
    public static ExecutionState state(ExecutionId id) {
        ExecutionPlan plan = ExecutionPlan.growing();
        return new ExecutionState(id, plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
    }

    static Event.ExecutionCreated created(Hosted hosted, long at) {
        WorkingDirectory directory = hosted.hosting().directory();
        return new Event.ExecutionCreated(
                at,
                WORKFLOW,
                hosted.hosting().definition().digest(),
                Map.of(),
                SESSION.value(),
                OrchestrationMode.PRIORITY.wire(),
                hosted.id().seed(),
                directory.root().toString(),
                directory.allowed().stream().map(Path::toString).toList());
    }

    /** There is nothing to define; the text differs from queue to queue, so that each has names of tasks of its own. */
    private static StoredDefinition definition(ExecutionId id) {
        String json = Json.write(Map.of(WORKFLOW, id.value()));
        return new StoredDefinition("sha256:" + sha256(json), WORKFLOW, json, List.of());
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
