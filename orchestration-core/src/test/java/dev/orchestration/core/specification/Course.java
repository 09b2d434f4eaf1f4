package dev.orchestration.core.specification;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one example at one place.
 *
 * @param where mode, and store or simulation
 * @param first when the first attempt of a step began, and {@code last} when its last one ended; any unit
 * @param context null where nobody writes to it
 */
record Course(
        String where,
        String status,
        Map<String, TaskResult> results,
        Map<String, Long> first,
        Map<String, Long> last,
        @Nullable Map<String, Object> context) {

    /** How each attempt ended, as the journal has it; by activation. */
    static Map<String, List<Event.AttemptEnded>> attempts(List<Event> events) {
        Map<String, List<Event.AttemptEnded>> attempts = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.AttemptEnded end) {
                attempts.computeIfAbsent(key(end.activation().node()), any -> new ArrayList<>())
                        .add(end);
            }
        }
        return attempts;
    }

    static String key(int node) {
        return String.valueOf(node);
    }

    /** What is not as the example says. */
    List<String> faults(Example example) {
        List<String> faults = new ArrayList<>();
        if (!status.equals(example.status())) {
            faults.add("it ended " + status);
        }
        if (!results.keySet().equals(example.steps().keySet())) {
            faults.add("its steps are " + results.keySet());
        }
        example.steps().forEach((step, expected) -> {
            TaskResult result = results.get(step);
            if (result != null) {
                check(step, expected, result, faults);
            }
        });
        example.order().forEach(pair -> checkOrder(pair, faults));
        if (context != null && !Normal.json(context).equals(Normal.json(example.context()))) {
            faults.add("the context is " + context);
        }
        return faults.stream().map(fault -> where + ": " + fault).toList();
    }

    private void check(String step, Example.Expected expected, TaskResult result, List<String> faults) {
        if (!result.status().wire().equals(expected.status())) {
            faults.add(step + " is " + result.status().wire() + " (" + result.error() + ")");
        }
        if (expected.attempts() != null && result.attempts() != expected.attempts()) {
            faults.add(step + " had " + result.attempts() + " attempts");
        }
        String kind = result.error() == null ? null : result.error().kind().wire();
        if (expected.error() != null && !expected.error().equals(kind)) {
            faults.add(step + " failed with " + result.error());
        }
        // A simulation has no outputs.
        if (expected.hasOutput()
                && context != null
                && !Normal.json(result.result()).equals(Normal.json(expected.output()))) {
            faults.add(step + " gave " + result.result());
        }
    }

    private void checkOrder(String pair, List<String> faults) {
        String[] names = pair.split(" < ", -1);
        for (int i = 1; i < names.length; i++) {
            Long end = last.get(names[i - 1]);
            Long start = first.get(names[i]);
            if (end == null || start == null || start < end) {
                faults.add(names[i] + " began at " + start + ", and " + names[i - 1] + " ended at " + end);
            }
        }
    }
}
