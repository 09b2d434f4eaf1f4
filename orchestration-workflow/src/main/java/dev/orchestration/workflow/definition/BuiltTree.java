package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a definition that was put together in code, as if it had been read. In place of a line its values have the
 * number of their step, from 1, so that a fault is told of the step. Confined to one thread.
 */
final class BuiltTree {
    private final FaultList faults;
    /** What the numbers of places stand for. */
    private final List<String> steps = new ArrayList<>();

    BuiltTree(FaultList faults) {
        this.faults = faults;
    }

    SourceMap read(Map<String, ?> definition) {
        Map<String, SourceMap.Entry> entries = new LinkedHashMap<>();
        definition.forEach((key, value) -> {
            boolean listsSteps = key.equals("steps") || key.equals("finally");
            SourceNode node = listsSteps && value instanceof List<?> list
                    ? new SourceList(
                            Place.NOWHERE, list.stream().map(this::step).toList())
                    : value(key, value, Place.NOWHERE);
            entries.put(key, new SourceMap.Entry(Place.NOWHERE, node));
        });
        return new SourceMap(Place.NOWHERE, entries);
    }

    private SourceNode step(@Nullable Object step) {
        String name = step instanceof Map<?, ?> map && map.get("name") instanceof String text ? text : "";
        steps.add("step " + (name.isBlank() ? steps.size() + 1 : "\"" + Quoted.plain(name) + "\""));
        Place place = new Place(steps.size(), 0);
        if (!(step instanceof Map<?, ?> map)) {
            return value("a step", step, place);
        }
        Map<String, SourceMap.Entry> entries = new LinkedHashMap<>();
        map.forEach((key, value) ->
                entries.put(String.valueOf(key), new SourceMap.Entry(place, value("'" + key + "'", value, place))));
        return new SourceMap(place, entries);
    }

    /** A value that is no JSON is told, and then counts as one that could not be read. */
    private SourceNode value(String what, @Nullable Object value, Place place) {
        try {
            return node(Json.freeze(value, what), place);
        } catch (OrchestrationException e) {
            faults.error(FaultCode.WRONG_TYPE, place, String.valueOf(e.getMessage()));
            return new SourceScalar(place, null, true);
        }
    }

    /** What is frozen is bounded in depth. */
    private static SourceNode node(@Nullable Object json, Place place) {
        if (json instanceof Map<?, ?> map) {
            Map<String, SourceMap.Entry> entries = new LinkedHashMap<>();
            map.forEach(
                    (key, value) -> entries.put(String.valueOf(key), new SourceMap.Entry(place, node(value, place))));
            return new SourceMap(place, entries);
        }
        if (json instanceof List<?> list) {
            return new SourceList(
                    place, list.stream().map(item -> node(item, place)).toList());
        }
        return new SourceScalar(place, json, false);
    }

    /** The same faults, of the workflow or a step where they have the place of one. */
    ReadResult named(ReadResult result) {
        return new ReadResult(
                result.definition(),
                result.errors().stream().map(this::named).toList(),
                result.warnings().stream().map(this::named).toList());
    }

    private Fault named(Fault fault) {
        return fault.line() == 0 ? fault : new Fault(steps.get(fault.line() - 1), 0, 0, fault.code(), fault.message());
    }
}
