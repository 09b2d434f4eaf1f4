package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.decide.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Graphs for a {@link WhyPlay}, with everything that may keep a step from running. */
final class WhyGraphs {
    private WhyGraphs() {}

    static Graph draw(Random random) {
        int size = 1 + random.nextInt(9);
        String[] lines = new String[size];
        for (int node = 0; node < size; node++) {
            StringBuilder line = new StringBuilder("n" + node);
            for (int other = 0, said = 0; other < node; other++) {
                if (random.nextInt(node) == 0 && said < 3) {
                    line.append(said++ == 0 ? ": n" : " n").append(other);
                }
            }
            lines[node] = line.toString();
        }
        Graph graph = Graph.of(lines);
        for (int node = 0; node < size; node++) {
            refine(graph, "n" + node, random);
        }
        for (int node = 0; node < size; node++) {
            repeat(graph, "n" + node, random);
        }
        if (size > 1 && random.nextInt(4) == 0) {
            finals(graph, lines, random);
        }
        graph.mode(OrchestrationMode.values()[random.nextInt(4)]);
        if (random.nextInt(3) == 0) {
            graph.maxParallel(1 + random.nextInt(2));
        }
        return random.nextInt(8) == 0 ? graph.stopOnFailure() : graph;
    }

    private static void refine(Graph graph, String name, Random random) {
        if (random.nextInt(4) == 0) {
            graph.retries(name, 1 + random.nextInt(2));
        }
        if (random.nextInt(6) == 0) {
            graph.runOn(name, RunOn.values()[random.nextInt(3)]);
        }
        if (random.nextInt(6) == 0) {
            graph.optional(name);
        }
        if (random.nextInt(8) == 0) {
            graph.runIf(name, random.nextBoolean());
        }
        if (random.nextInt(3) == 0) {
            graph.priority(name, TaskPriority.values()[random.nextInt(5)]);
        }
        if (random.nextInt(7) == 0) {
            graph.sleeps(name, Duration.ofSeconds(1 + random.nextInt(30)));
        } else {
            for (String resource : WhyPlay.RESOURCES) {
                if (random.nextInt(3) == 0) {
                    graph.needs(name, resource, 1 + random.nextInt(3));
                }
            }
        }
        if (random.nextInt(3) == 0) {
            graph.takes(name, Duration.ofSeconds(1 + random.nextInt(20)));
        }
    }

    private static void repeat(Graph graph, String name, Random random) {
        if (random.nextInt(8) == 0) {
            graph.until(name, Duration.ofSeconds(random.nextInt(3)), 2 + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            int most = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(2);
            graph.map(name, random.nextInt(5), most, random.nextInt(4) == 0);
        }
    }

    /** Nothing else may depend on what runs at the end. */
    private static void finals(Graph graph, String[] lines, Random random) {
        int most = 0;
        for (int node = lines.length - 1; node > 0 && isLeaf(lines, "n" + node); node--) {
            most++;
        }
        graph.finals(most == 0 ? 0 : 1 + random.nextInt(most));
    }

    private static boolean isLeaf(String[] lines, String name) {
        for (String line : lines) {
            if (List.of(line.split("[: ]+", -1))
                    .subList(1, line.split("[: ]+", -1).length)
                    .contains(name)) {
                return false;
            }
        }
        return true;
    }

    /** Another way to carry an execution out. */
    static Hosting hosting(Hosting made, Rules rules, int maxParallel, SessionLimits session) {
        return new Hosting(
                made.plan(),
                rules,
                made.definition(),
                made.policy(),
                maxParallel,
                made.timeout(),
                made.directory(),
                session);
    }
}
