package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.simulation.Problem.Job;
import dev.orchestration.workflow.simulation.Problem.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scheduling problems, played on the simulator. */
final class Simulated {
    private Simulated() {}

    static ExecutionPlan plan(Problem problem) {
        List<String> names = List.copyOf(problem.jobs().keySet());
        Map<String, Integer> index = new LinkedHashMap<>();
        names.forEach(name -> index.put(name, index.size()));
        List<TaskSpec> specs = new ArrayList<>();
        List<int[]> dependencies = new ArrayList<>();
        for (Job job : problem.jobs().values()) {
            List<ResourceRequest> needs = new ArrayList<>();
            job.needs().forEach((resource, amount) -> needs.add(new ResourceRequest(new ResourceId(resource), amount)));
            specs.add(spec(job.name(), needs, Duration.ofNanos(job.duration() * 1_000)));
            dependencies.add(job.dependencies().stream().mapToInt(index::get).toArray());
        }
        return new ExecutionPlan(specs, dependencies);
    }

    static TaskSpec spec(String name, List<ResourceRequest> needs, Duration estimate) {
        return new TaskSpec(
                name,
                new ActionName("test", "work"),
                Map.of(),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                null,
                needs,
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                estimate);
    }

    /** Completes after so many microseconds. */
    static Ending takes(long micros) {
        return Ending.completed(Duration.ofNanos(micros * 1_000));
    }

    static Simulator engine(Problem problem) {
        List<Resource> resources = new ArrayList<>();
        problem.capacities()
                .forEach((name, capacity) ->
                        resources.add(new Resource(new ResourceId(name), ResourceType.CUSTOM, capacity)));
        return new Simulator(problem.workers(), resources);
    }

    static Map<String, Span> run(Problem problem, OrchestrationMode mode) {
        return spans(engine(problem).run(Scenario.of(plan(problem), mode)));
    }

    static Map<String, Span> spans(Schedule schedule) {
        Map<String, Span> spans = new LinkedHashMap<>();
        schedule.attempts().forEach(stint -> spans.put(stint.name(), new Span(stint.start(), stint.end())));
        return spans;
    }
}
