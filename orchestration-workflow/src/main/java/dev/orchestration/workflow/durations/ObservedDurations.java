package dev.orchestration.workflow.durations;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of each workflow took lately: the fold of what is committed from now on, begun with the last completed
 * executions that the store has of the workflow when somebody first asks for it. What is least asked for is forgotten when
 * there are more than 200,000 steps, and read anew when needed. Thread-safe: one lock guards all fields, and the
 * store is read outside of it.
 */
public final class ObservedDurations implements ExecutionListener {
    private static final int MAX_STEPS = 200_000;

    /** How many completed executions are read to begin with, and after how many events no further one is. */
    private static final int RUNS = 3;

    private static final int ENOUGH_EVENTS = 200_000;

    private record Followed(StepDurations durations, List<String> nodes) {}

    private record Run(ExecutionId id, List<Event> events, List<String> nodes) {}

    /** @param names of steps by node, of the digests that were seen last */
    private record Known(StepDurations durations, Set<ExecutionId> read, Map<String, List<String>> names) {
        Known() {
            this(new StepDurations(), new HashSet<>(), new LinkedHashMap<>());
        }

        void remember(String digest, List<String> nodes) {
            if (!names.containsKey(digest)) {
                names.clear();
                names.put(digest, nodes);
            }
        }
    }

    private final Archive archive;
    private final int maxSteps;
    private final Object lock = new Object();

    /** By workflow, the one that was asked for last at the end. */
    @GuardedBy("lock")
    private final Map<String, Known> workflows = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private final Map<ExecutionId, Followed> followed = new HashMap<>();

    public ObservedDurations(Archive archive) {
        this(archive, MAX_STEPS);
    }

    ObservedDurations(Archive archive, int maxSteps) {
        this.archive = archive;
        this.maxSteps = maxSteps;
    }

    /** By the name of a step, the median of what it took in the last runs; steps that never completed are not in it. */
    public Map<String, Duration> of(String workflow) {
        synchronized (lock) {
            Known known = workflows.get(workflow);
            if (known != null) {
                return known.durations().medians();
            }
        }
        Known read = read(workflow);
        synchronized (lock) {
            Known known = workflows.computeIfAbsent(workflow, name -> read);
            forgetTheLeastAskedFor();
            return known.durations().medians();
        }
    }

    private Known read(String workflow) {
        List<Run> runs = new ArrayList<>();
        int events = 0;
        for (ExecutionRow row : archive.newestCompleted(workflow, RUNS)) {
            List<String> nodes = events < ENOUGH_EVENTS ? nodes(row.digest()) : null;
            if (nodes != null) {
                runs.add(new Run(row.id(), archive.events(row.id()), nodes));
                events += runs.get(runs.size() - 1).events().size();
            }
        }
        Collections.reverse(runs);
        Known known = new Known();
        for (Run run : runs) {
            known.durations().observe(run.events(), run.nodes());
            known.read().add(run.id());
        }
        return known;
    }

    private @Nullable List<String> nodes(String digest) {
        return archive.definitionNodes(digest).orElse(null);
    }

    @GuardedBy("lock")
    private void forgetTheLeastAskedFor() {
        int steps = workflows.values().stream()
                .mapToInt(known -> known.durations().size())
                .sum();
        Iterator<Known> eldest = workflows.values().iterator();
        while (steps > maxSteps && workflows.size() > 1) {
            steps -= eldest.next().durations().size();
            eldest.remove();
        }
    }

    /**
     * Observes an execution that goes on, from now until it ends or pauses; new ones are observed by themselves.
     *
     * @param nodes the names of its steps by node
     */
    public void follow(ExecutionRow execution, List<String> nodes) {
        follow(execution.id(), execution.workflow(), execution.digest(), digest -> nodes);
    }

    private void follow(
            ExecutionId execution, String workflow, String digest, Function<String, @Nullable List<String>> reader) {
        List<String> nodes;
        synchronized (lock) {
            Known known = workflows.get(workflow);
            if (known == null || known.read().contains(execution)) {
                return;
            }
            nodes = known.names().get(digest);
        }
        List<String> names = nodes == null ? reader.apply(digest) : nodes;
        synchronized (lock) {
            Known known = workflows.get(workflow);
            if (known != null && names != null) {
                known.remember(digest, names);
                followed.put(execution, new Followed(known.durations(), names));
            }
        }
    }

    @Override
    public void committed(ExecutionId execution, List<Event> events) {
        if (events.get(0) instanceof Event.ExecutionCreated created) {
            follow(execution, created.workflow(), created.digest(), this::nodes);
        }
        synchronized (lock) {
            Followed here = followed.get(execution);
            if (here != null) {
                here.durations().observe(events, here.nodes());
                if (events.stream().anyMatch(ObservedDurations::leaves)) {
                    followed.remove(execution);
                }
            }
        }
    }

    private static boolean leaves(Event event) {
        return event instanceof Event.ExecutionEnded || event instanceof Event.ExecutionPaused;
    }
}
