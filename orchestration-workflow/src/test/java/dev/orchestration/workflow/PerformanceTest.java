package dev.orchestration.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.parallel.ParallelSettings;
import dev.orchestration.workflow.performance.PerformanceSummary;
import dev.orchestration.workflow.performance.StepPerformance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against figures that were worked out by hand. */
class PerformanceTest {
    private static final long SECOND = 1_000_000;

    private final InMemoryStore store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, 0, null));
    private final Definitions definitions = new Definitions();
    private final WorkflowDefinition report = definitions.parse(
            "{\"name\": \"report\", \"steps\": [{\"name\": \"fetch\", \"action\": \"core.noop\", \"max_retries\": 3},"
                    + " {\"name\": \"load\", \"action\": \"core.noop\", \"dependencies\": [\"fetch\"]}]}",
            "report.json");
    private final WorkflowManager manager = new WorkflowManager(
            definitions,
            () -> {
                throw new AssertionError("nothing is started");
            },
            () -> new Executions(store.archive(), owner -> false, definitions),
            () -> ParallelSettings.with(new ActionRegistry()));
    private int runs;

    /** What is recorded of one run, one event after the other. */
    private final class Run {
        private final ExecutionId id = new ExecutionId("run" + ++runs);
        private final List<Event> events = new ArrayList<>();
        private final long begin = runs * (1_000 * SECOND);
        private long now = begin;

        Run() {
            events.add(new Event.ExecutionCreated(
                    begin, report.name(), report.digest(), Map.of(), "s", "parallel", 7, ".", List.of()));
            events.add(new Event.ExecutionStarted(begin));
        }

        Run took(int node, int attempt, long seconds, Outcome outcome, Next next) {
            Activation activation = Activation.first(node);
            long start = now;
            now += seconds * SECOND;
            Failure error = outcome == Outcome.COMPLETED ? null : new Failure("Lost", "it is gone", ErrorKind.EXTERNAL);
            Long again = next == Next.RETRY ? (Long) now : null;
            events.add(new Event.AttemptStarted(start, activation, attempt, null));
            events.add(new Event.AttemptEnded(
                    now, activation, attempt, outcome, start, now, null, List.of(), error, null, next, again));
            if (next == Next.RETRY) {
                events.add(new Event.WaitEnded(now, activation, Event.WaitEnded.RETRY, null));
            }
            return this;
        }

        Run well(int node, long seconds) {
            return took(node, 1, seconds, Outcome.COMPLETED, Next.COMPLETED);
        }

        void ends(WorkflowStatus status, String why) {
            Failure error = why == null ? null : new Failure("StepsFailed", why, ErrorKind.EXTERNAL);
            events.add(new Event.ExecutionEnded(now, 1, status, error));
            store.append(new Batch(
                    List.of(new Commit(id, 1, 1, events)),
                    List.of(new StoredDefinition(report.digest(), report.name(), report.json(), report.nodeNames()))));
        }
    }

    private static Duration seconds(long many) {
        return Duration.ofSeconds(many);
    }

    @Test
    void aSummaryTellsRunsSuccessRateDurationsAndRetries() {
        for (long fetch : new long[] {5, 1, 4, 2}) {
            new Run().well(0, fetch).well(1, 10 * fetch).ends(WorkflowStatus.COMPLETED, null);
        }
        new Run()
                .took(0, 1, 7, Outcome.FAILED, Next.RETRY)
                .took(0, 2, 2, Outcome.COMPLETED, Next.COMPLETED)
                .took(1, 1, 3, Outcome.FAILED, Next.FAILED)
                .ends(WorkflowStatus.FAILED, "load failed");
        new Run().well(0, 100).ends(WorkflowStatus.CANCELLED, null);

        PerformanceSummary summary = manager.getPerformanceSummary("report");
        assertThat(summary.runs()).isEqualTo(6);
        assertThat(summary.completed()).isEqualTo(4);
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.cancelled()).isEqualTo(1);
        assertThat(summary.successRate()).isEqualTo(0.8);
        assertThat(summary.retries()).isEqualTo(1);
        // the completed runs took 11, 22, 44 and 55 seconds
        assertThat(summary.durations().count()).isEqualTo(4);
        assertThat(summary.durations().p50()).isEqualTo(seconds(22));
        assertThat(summary.durations().p95()).isEqualTo(seconds(55));
        // fetch took 1, 2, 4, 5, 9 (from its first start) and 100 seconds
        StepPerformance fetch = summary.steps().get("fetch");
        assertThat(fetch.completed()).isEqualTo(6);
        assertThat(fetch.failed()).isZero();
        assertThat(fetch.retries()).isEqualTo(1);
        assertThat(fetch.durations().p50()).isEqualTo(seconds(4));
        assertThat(fetch.durations().p95()).isEqualTo(seconds(100));
        StepPerformance load = summary.steps().get("load");
        assertThat(load.completed()).isEqualTo(4);
        assertThat(load.failed()).isEqualTo(1);
        assertThat(load.durations().p50()).isEqualTo(seconds(20));
    }

    @Test
    void theLastFailureIsThatOfTheNewestRunThatFailed() {
        for (String why : new String[] {"first", "second"}) {
            new Run().took(0, 1, 3, Outcome.FAILED, Next.FAILED).ends(WorkflowStatus.FAILED, why);
        }
        new Run().well(0, 1).well(1, 1).ends(WorkflowStatus.COMPLETED, null);
        var last = manager.getPerformanceSummary("report").lastFailure();
        assertThat(last.execution().value()).isEqualTo("run2");
        assertThat(last.error().message()).isEqualTo("second");
        assertThat(last.at()).isEqualTo(2_003 * SECOND);
    }

    @Test
    void theNewestHundredRunsCount() {
        new Run().took(0, 1, 3, Outcome.FAILED, Next.FAILED).ends(WorkflowStatus.FAILED, "long ago");
        for (int run = 0; run < 100; run++) {
            new Run().well(0, 1).well(1, 1).ends(WorkflowStatus.COMPLETED, null);
        }
        PerformanceSummary summary = manager.getPerformanceSummary("report");
        assertThat(summary.runs()).isEqualTo(100);
        assertThat(summary.successRate()).isEqualTo(1.0);
        assertThat(summary.lastFailure()).isNull();
    }

    @Test
    void aRunThatHasNotEndedDoesNotCount() {
        new Run().well(0, 1).well(1, 1).ends(WorkflowStatus.COMPLETED, null);
        Run open = new Run();
        store.append(new Batch(List.of(new Commit(open.id, 1, 1, open.events)), List.of()));
        assertThat(manager.getPerformanceSummary("report").runs()).isEqualTo(1);
    }

    @Test
    void ofARegisteredWorkflowThatNeverRanNothingIsKnownAndAnUnknownOneIsAnError() {
        manager.createWorkflow(report);
        Map<String, Object> json = manager.getPerformanceSummary("report").toMap();
        assertThat(json)
                .containsOnlyKeys(
                        "workflow",
                        "runs",
                        "completed",
                        "failed",
                        "cancelled",
                        "success_rate",
                        "duration",
                        "retries",
                        "last_failure",
                        "steps")
                .containsEntry("runs", 0L)
                .containsEntry("success_rate", null);
        assertThatThrownBy(() -> manager.getPerformanceSummary("raport"))
                .hasMessageContaining("did you mean 'report'?");
    }

    @Test
    void theJsonSaysDurationsInMillisecondsAndTheFailureWithItsTime() {
        new Run().well(0, 1).well(1, 2).ends(WorkflowStatus.COMPLETED, null);
        new Run().took(0, 1, 3, Outcome.FAILED, Next.FAILED).ends(WorkflowStatus.FAILED, "no network");
        Map<String, Object> json = manager.getPerformanceSummary("report").toMap();
        assertThat(json.get("duration")).isEqualTo(Map.of("count", 1L, "p50_ms", 3000.0, "p95_ms", 3000.0));
        assertThat(json.get("last_failure"))
                .isEqualTo(Map.of(
                        "execution_id",
                        "run2",
                        "ended_at",
                        "1970-01-01T00:33:23.000000Z",
                        "error",
                        Map.of("type", "StepsFailed", "message", "no network", "kind", "external")));
    }
}
