package dev.orchestration.workflow.dag;

import dev.orchestration.workflow.definition.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Packages and what each needs, as somebody else wrote them down: a line for each pair, {@code a<TAB>b}: a needs b. */
public final class PackageGraph {
    private PackageGraph() {}

    /** By package, in the order of their names; skips the test where the data is absent. */
    public static Map<String, List<String>> read(String file) throws IOException {
        Map<String, List<String>> needs = new HashMap<>();
        TreeSet<String> all = new TreeSet<>();
        for (String line : lines(file)) {
            String[] edge = line.split("\t");
            needs.computeIfAbsent(edge[0], name -> new ArrayList<>()).add(edge[1]);
            Collections.addAll(all, edge);
        }
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        all.forEach(name -> sorted.put(name, needs.getOrDefault(name, List.of())));
        return sorted;
    }

    /** The same packages without the needs that stay inside of one of their cyclic components. */
    public static Map<String, List<String>> acyclic(String file) throws IOException {
        Map<String, List<String>> needs = read(file);
        Map<String, Set<String>> componentOf = new HashMap<>();
        Components.of(dag(needs)).forEach(members -> members.forEach(name -> componentOf.put(name, members)));
        Map<String, List<String>> left = new LinkedHashMap<>();
        needs.forEach((name, all) -> left.put(
                name,
                all.stream()
                        .filter(other ->
                                !componentOf.getOrDefault(name, Set.of()).contains(other))
                        .toList()));
        return left;
    }

    static WorkflowDAG dag(Map<String, List<String>> needs) {
        return WorkflowDAG.of(List.copyOf(needs.keySet()), List.copyOf(needs.values()));
    }

    /** Sets of packages, one a line. */
    static Set<Set<String>> sets(String file) throws IOException {
        Set<Set<String>> sets = new LinkedHashSet<>();
        for (String line : lines(file)) {
            sets.add(new LinkedHashSet<>(Arrays.asList(line.split("\t"))));
        }
        return sets;
    }

    private static List<String> lines(String file) throws IOException {
        Path folder = SharedData.folder().resolve("graphs");
        return Files.readAllLines(folder.resolve(file));
    }
}
