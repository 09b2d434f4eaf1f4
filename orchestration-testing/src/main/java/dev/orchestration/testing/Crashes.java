package dev.orchestration.testing;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Plays a scenario with a death at each of its commits. Not thread-safe. */
final class Crashes {
    /** Times and ids, as outputs have them. */
    private static final Pattern NEVER_THE_SAME =
            Pattern.compile("\\b(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z|" + Lab.ID_PREFIX + "\\d+)\\b");

    /** A scenario that dies does so once; what fails again and again after that is its own. */
    private static final int MOST_LIVES = 3;

    private final TestEngineBuilder builder;
    private final Scenario scenario;

    Crashes(TestEngineBuilder builder, Scenario scenario) {
        builder.requireMemory();
        this.builder = builder;
        this.scenario = scenario;
    }

    int run() {
        List<String> expected;
        int commits;
        try (TestEngine test = builder.create()) {
            play(test, "without a death");
            expected = ends(test);
            commits = test.store().commits();
        }
        int deaths = 0;
        for (int commit = 1; commit <= commits; commit++) {
            deaths += die(commit, false, expected) ? 1 : 0;
            deaths += die(commit, true, expected) ? 1 : 0;
        }
        return deaths;
    }

    private boolean die(int commit, boolean after, List<String> expected) {
        String when = "with a death just " + (after ? "after" : "before") + " commit " + commit;
        try (TestEngine test = builder.create()) {
            test.store().crash(commit, after);
            Set<String> completed = new HashSet<>();
            int calls = 0;
            boolean died = false;
            for (int life = 1; !playedToTheEnd(test, when); life++) {
                if (life == MOST_LIVES) {
                    throw new AssertionError(when + ": it dies again and again");
                }
                died = true;
                test.again();
                completed = completed(test);
                calls = test.calls().size();
            }
            for (Call call : test.calls().subList(calls, test.calls().size())) {
                if (completed.contains(call.key())) {
                    throw new AssertionError(when + ": step '" + call.step()
                            + "' was recorded as completed, and its code ran again (" + call.key() + ")");
                }
            }
            List<String> ends = ends(test);
            if (!ends.equals(expected)) {
                throw new AssertionError(
                        when + " it ends in another way\n  without: " + String.join("\n           ", expected)
                                + "\n  with:    " + String.join("\n           ", ends));
            }
            return died;
        }
    }

    private boolean playedToTheEnd(TestEngine test, String when) {
        try {
            play(test, when);
        } catch (CrashedException e) {
            return false;
        } catch (OrchestrationException | AssertionError e) {
            if (!test.lab().commits().isCrashed()) {
                throw e;
            }
        }
        return !test.lab().commits().isCrashed();
    }

    private void play(TestEngine test, String when) {
        try {
            scenario.play(test);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the scenario failed " + when, e);
        }
    }

    /** The keys of what is recorded as completed. */
    private static Set<String> completed(TestEngine test) {
        Set<String> keys = new HashSet<>();
        for (ExecutionRow row : rows(test)) {
            List<String> steps = test.run(row.id()).steps();
            for (Event event : test.run(row.id()).events()) {
                if (event instanceof Event.AttemptEnded e && e.next() == Next.COMPLETED) {
                    Activation activation = e.activation();
                    keys.add(row.id() + "/" + activation.label(steps.get(activation.node())));
                }
            }
        }
        return keys;
    }

    private static List<ExecutionRow> rows(TestEngine test) {
        List<ExecutionRow> rows =
                new ArrayList<>(test.engine().workflowManager().executions().newest(Integer.MAX_VALUE));
        Collections.reverse(rows);
        return rows;
    }

    /** How everything has ended, without times and ids. */
    private static List<String> ends(TestEngine test) {
        List<String> ends = new ArrayList<>();
        for (ExecutionRow row : rows(test)) {
            WorkflowExecution execution = test.run(row.id()).execution();
            Map<String, String> steps = new TreeMap<>();
            execution.stepResults().forEach((name, result) -> {
                var error = result.error();
                steps.put(
                        name,
                        result.status().wire() + " " + result.result()
                                + (error == null ? "" : " " + error.type() + ": " + error.message()));
            });
            ends.add(NEVER_THE_SAME
                    .matcher(row.workflow() + " " + execution.status().wire() + " " + steps + " context "
                            + new TreeMap<>(execution.context()))
                    .replaceAll("…"));
        }
        Collections.sort(ends);
        return ends;
    }
}
