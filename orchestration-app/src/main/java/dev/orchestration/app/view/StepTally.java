package dev.orchestration.app.view;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what the steps of one execution do, as its events tell. Not thread-safe. */
public final class StepTally {
    /** A step under way; {@code since} in microseconds since 1970. */
    record Active(String step, int attempt, long since) {}

    private final List<String> steps;
    /** Of the steps, and behind them of what undoes some. */
    private final List<String> names;

    /** Null for a compensation that has not had its turn. */
    private final @Nullable TaskStatus[] statuses;

    /** Of those that run until a condition holds; null where nobody knows which do. */
    private final @Nullable Set<Integer> loops;

    private final int[] counts = new int[TaskStatus.values().length];
    private final Map<Activation, Active> running = new LinkedHashMap<>();
    private final Map<Activation, Active> waiting = new LinkedHashMap<>();
    /** By the node of a map. */
    private final Map<Integer, ItemTally> items = new TreeMap<>();

    private int known;

    /** Of steps that all are still to come. */
    public StepTally(List<String> steps) {
        this(steps, List.of(), null);
    }

    private StepTally(List<String> steps, List<String> compensations, @Nullable Set<Integer> loops) {
        this.loops = loops;
        this.steps = List.copyOf(steps);
        this.names = Stream.concat(steps.stream(), compensations.stream()).toList();
        this.statuses = new TaskStatus[names.size()];
        java.util.Arrays.fill(statuses, 0, steps.size(), TaskStatus.PENDING);
        counts[TaskStatus.PENDING.ordinal()] = steps.size();
    }

    /** Of the steps of a workflow, all still to come, and of what undoes them, which counts once it has its turn. */
    public static StepTally of(WorkflowDefinition definition) {
        return new StepTally(
                definition.steps().stream().map(WorkflowStep::name).toList(),
                definition.compensations().stream().map(WorkflowStep::name).toList(),
                IntStream.range(0, definition.steps().size())
                        .filter(step -> isLoop(definition.steps().get(step)))
                        .boxed()
                        .collect(Collectors.toSet()));
    }

    private static boolean isLoop(WorkflowStep step) {
        Repetition repetition = step.task().repetition();
        return repetition != null && repetition.until() != null;
    }

    /** Of steps some of which an earlier run has done. */
    public static StepTally of(WorkflowDefinition definition, Map<String, TaskResult> before) {
        StepTally tally = of(definition);
        for (TaskResult result : before.values()) {
            if (result.itemOf() == null) {
                while (!tally.names.get(tally.known).equals(result.task())) {
                    tally.known++; // a compensation that has not had its turn
                }
                tally.set(tally.known++, result.status().isTerminal() ? result.status() : TaskStatus.PENDING);
            } else {
                tally.items
                        .computeIfAbsent(tally.known - 1, node -> new ItemTally())
                        .known(result.status().isTerminal() ? result.status() : TaskStatus.PENDING);
            }
        }
        return tally;
    }

    void apply(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            set(e.activation(), TaskStatus.RUNNING);
            running.put(key(e.activation()), new Active(label(e.activation()), e.attempt(), e.at()));
        } else if (event instanceof Event.AttemptEnded e) {
            set(e.activation(), after(e.next()));
        } else if (event instanceof Event.WaitOpened e) {
            set(e.activation(), TaskStatus.WAITING);
            waiting.put(key(e.activation()), new Active(label(e.activation()), 1, e.at()));
        } else if (event instanceof Event.WaitEnded e) {
            boolean again = e.how().equals(Event.WaitEnded.RETRY);
            TaskStatus over = e.failed() ? TaskStatus.FAILED : TaskStatus.COMPLETED;
            set(e.activation(), again ? TaskStatus.READY : over);
        } else if (event instanceof Event.Skipped e) {
            set(e.activation(), TaskStatus.SKIPPED);
        } else if (event instanceof Event.NodeKept e && e.settles()) {
            boolean completed = e.status().equals(Event.NodeKept.COMPLETED);
            set(e.activation(), completed ? TaskStatus.COMPLETED : TaskStatus.SKIPPED);
        } else if (event instanceof Event.Expanded e) {
            ItemTally tally = items.computeIfAbsent(e.node(), node -> new ItemTally());
            tally.begin(e.count());
            set(e.node(), tally.status());
        } else if (event instanceof Event.ExecutionReopened e) {
            e.nodes().forEach(node -> set(node, node < steps.size() ? TaskStatus.PENDING : null));
        }
    }

    private static TaskStatus after(Next next) {
        return switch (next) {
            case COMPLETED -> TaskStatus.COMPLETED;
            case FAILED -> TaskStatus.FAILED;
            case CANCELLED -> TaskStatus.CANCELLED;
            case RETRY, DECIDE, AGAIN -> TaskStatus.WAITING;
            case RERUN -> TaskStatus.READY;
        };
    }

    /** An item changes what its step is: under way, until the last of them has ended. */
    private void set(Activation activation, TaskStatus status) {
        running.remove(key(activation));
        waiting.remove(key(activation));
        if (activation.item() == Activation.NO_ITEM) {
            set(activation.node(), status);
        } else {
            ItemTally tally = items.computeIfAbsent(activation.node(), node -> new ItemTally());
            tally.set(activation.item(), status);
            set(activation.node(), tally.status());
        }
    }

    private void set(int node, @Nullable TaskStatus status) {
        TaskStatus before = statuses[node];
        if (before != null) {
            counts[before.ordinal()]--;
        }
        statuses[node] = status;
        if (status != null) {
            counts[status.ordinal()]++;
        }
    }

    /** Whichever time it goes through. */
    private static Activation key(Activation activation) {
        return new Activation(activation.node(), activation.item(), 1);
    }

    /** With the number of the pass where it runs until a condition holds: other steps are told once a round, without a number. */
    String label(Activation activation) {
        boolean passes = loops == null || loops.contains(activation.node());
        return (passes ? activation : key(activation)).label(names.get(activation.node()));
    }

    /** When the wait that {@code activation} is in began, {@code otherwise} where that is not known. */
    long waitingSince(Activation activation, long otherwise) {
        Active active = waiting.get(key(activation));
        return active == null ? otherwise : active.since();
    }

    /** The names of the steps. */
    List<String> names() {
        return steps;
    }

    /** How many there are: steps, and compensations that have their turn. */
    int size() {
        return java.util.Arrays.stream(counts).sum();
    }

    int count(TaskStatus status) {
        return counts[status.ordinal()];
    }

    /** Steps that need nothing more: completed, skipped, failed or cancelled. */
    int ended() {
        return count(TaskStatus.COMPLETED)
                + count(TaskStatus.SKIPPED)
                + count(TaskStatus.FAILED)
                + count(TaskStatus.CANCELLED);
    }

    /** In the order in which they started. */
    Collection<Active> running() {
        return running.values();
    }
}
