package dev.orchestration.workflow.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON or YAML text of keys and values that is no workflow, with the place of each: what stands in maps of maps has its keys
 * joined with dots. Immutable.
 *
 * @param entries in the order of the text; none where the syntax is at fault
 * @param faults what is wrong with the text itself, by place
 */
public record KeyedText(List<Entry> entries, List<Fault> faults) {
    /**
     * One key with its value.
     *
     * @param line of the key, from 1
     * @param column of the key, from 1
     * @param value in the types of {@link dev.orchestration.state.Json}, never a map
     */
    public record Entry(
            String key, int line, int column, @Nullable Object value) {}

    /** A map whose entries are still to be told, and the keys above it. */
    private record Open(String prefix, SourceMap map) {}

    /**
     * Reads a text. One that is empty but for comments has no entries, and no fault.
     *
     * @param file as faults shall name it
     */
    public static KeyedText read(String text, String file) {
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            return new KeyedText(List.of(), List.of());
        }
        FaultList faults = new FaultList(file);
        SourceNode root = new SourceReader(SourceText.of(text, file), faults).read();
        List<Entry> entries = List.of();
        if (root instanceof SourceMap map) {
            entries = flat(map);
        } else if (root != null && !faults.hasErrors()) {
            faults.error(FaultCode.WRONG_TYPE, root.place(), "a map of keys belongs here, not " + root.described());
        }
        return new KeyedText(entries, faults.result(Optional.empty()).errors());
    }

    private static List<Entry> flat(SourceMap root) {
        List<Entry> entries = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open("", root));
        while (!open.isEmpty()) {
            Open next = open.pop();
            for (Map.Entry<String, SourceMap.Entry> each : next.map().entries().entrySet()) {
                String key = next.prefix() + each.getKey();
                SourceNode value = each.getValue().value();
                Place place = each.getValue().key();
                if (value instanceof SourceMap inner && !inner.entries().isEmpty()) {
                    open.addLast(new Open(key + ".", inner));
                } else if (!value.broken()) {
                    entries.add(new Entry(
                            key, place.line(), place.column(), value instanceof SourceMap ? null : value.json()));
                }
            }
        }
        entries.sort(java.util.Comparator.comparingInt(Entry::line).thenComparingInt(Entry::column));
        return List.copyOf(entries);
    }
}
