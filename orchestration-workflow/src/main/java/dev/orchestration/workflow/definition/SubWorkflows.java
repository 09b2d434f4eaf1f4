package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files that steps of a file run as workflows of their own: that they are there and sound, get the parameters
 * they need, and do not run each other for ever. Confined to one thread.
 */
public final class SubWorkflows {
    private static final ActionName RUN = new ActionName("workflow", "run");
    private static final String PARAMETERS = "parameters";
    private static final int MOST_TOLD = 5;

    /** An execution takes memory from its begin to its end, and none of these waits for a worker or for room. */
    private static final int MOST_AT_ONCE = 64;

    /**
     * A file that is being read, as a step of the one above runs it.
     *
     * @param always whether that step runs whenever the one above does
     */
    private record Level(
            Path file, boolean always, @Nullable Level above) {}

    private final WorkflowReader reader;
    private final Optional<ActionRegistry> actions;
    private final Level level;
    private final Map<Path, ReadResult> known;

    private SubWorkflows(
            WorkflowReader reader, Optional<ActionRegistry> actions, Level level, Map<Path, ReadResult> known) {
        this.reader = reader;
        this.actions = actions;
        this.level = level;
        this.known = known;
    }

    /** Those of the file that {@code reader} reads. */
    static SubWorkflows of(Path file, WorkflowReader reader, Optional<ActionRegistry> actions) {
        return new SubWorkflows(reader, actions, new Level(real(file), true, null), new HashMap<>());
    }

    /** Whether the word for a workflow means a file, where none is registered under it. */
    public static boolean isFile(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.contains("/") || lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
    }

    /** How many elements of a list are under way at once where nobody says it, with this action. */
    static int atOnce(@Nullable ActionName action) {
        return action != null && action.equals(RUN) ? MOST_AT_ONCE : Integer.MAX_VALUE;
    }

    void check(StepDraft draft) {
        boolean runs = draft.hasAction() && draft.task().action().equals(RUN);
        if (runs
                && draft.fields().node(PARAMETERS) instanceof SourceMap written
                && written.get("workflow") instanceof SourceScalar scalar
                && scalar.json() instanceof String word
                && !word.contains("{{")
                && isFile(word)) {
            check(draft, written, scalar, word);
        }
    }

    private void check(StepDraft draft, SourceMap written, SourceScalar scalar, String word) {
        Path file = resolve(word);
        if (file == null || !Files.isRegularFile(file)) {
            tell(
                    draft,
                    scalar.place(),
                    word + ", which "
                            + (file == null
                                    ? "is no path"
                                    : "does not exist beside " + level.file().getFileName()));
            return;
        }
        Path real = real(file);
        boolean always = draft.runIf() == null
                && draft.repeats().items() == null
                && draft.task().runOn() != RunOn.FAILURE;
        String circle = circle(real, always);
        if (circle != null) {
            if (!circle.isEmpty()) {
                tell(draft, scalar.place(), "itself for ever: " + circle + "; give a step of these a run_if");
            }
            return;
        }
        ReadResult child = read(real, always);
        if (child == null) {
            tell(draft, scalar.place(), word + ", which cannot be read");
            return;
        }
        child.errors().stream()
                .limit(MOST_TOLD)
                .forEach(fault -> tell(draft, scalar.place(), "a faulty workflow: " + named(fault, word)));
        child.definition().ifPresent(definition -> parameters(draft, written, definition, word));
    }

    private static void tell(StepDraft draft, Place place, String what) {
        draft.fields()
                .faults()
                .error(FaultCode.SUB_WORKFLOW, place, draft.fields().owner() + " runs " + what);
    }

    private static String named(Fault fault, String word) {
        return word + (fault.line() > 0 ? ":" + fault.line() + ":" + fault.column() : "") + ": " + fault.message();
    }

    private @Nullable Path resolve(String word) {
        try {
            return level.file().resolveSibling(word).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** The files that run each other without a condition; empty if there is a condition, null if they do not. */
    private @Nullable String circle(Path file, boolean always) {
        boolean unconditional = always;
        StringBuilder path = new StringBuilder(" -> " + file.getFileName());
        for (Level each = level; each != null; each = each.above()) {
            path.insert(
                    0,
                    (each.above() == null || each.file().equals(file) ? "" : " -> ")
                            + each.file().getFileName());
            if (each.file().equals(file)) {
                return unconditional ? path.toString() : "";
            }
            unconditional &= each.always();
        }
        return null;
    }

    private @Nullable ReadResult read(Path file, boolean always) {
        ReadResult before = known.get(file);
        if (before != null) {
            return before;
        }
        try {
            SubWorkflows below = new SubWorkflows(reader, actions, new Level(file, always, level), known);
            ReadResult result = reader.read(file, actions, below);
            known.put(file, result);
            return result;
        } catch (IOException e) {
            return null;
        }
    }

    private static void parameters(StepDraft draft, SourceMap written, WorkflowDefinition definition, String word) {
        SourceNode given = written.get(PARAMETERS);
        if (given != null && !(given instanceof SourceMap)) {
            return; // a template, or told already
        }
        SourceMap values = given instanceof SourceMap map ? map : SourceMap.empty();
        Map<String, Map<String, Object>> declared = definition.parameters();
        values.entries().forEach((name, entry) -> {
            Map<String, Object> schema = declared.get(name);
            if (schema == null) {
                wrong(
                        draft,
                        entry.key(),
                        word + " has no parameter " + Quoted.of(name)
                                + Nearest.suggestionOrKnown(name, List.copyOf(declared.keySet())));
            } else if (!Json.write(entry.value().json()).contains("{{")) {
                for (SchemaFault fault : SchemaCheck.check(schema, entry.value().json())) {
                    wrong(
                            draft,
                            entry.value().place(),
                            "the parameter " + Quoted.of(name) + " of " + word + ": " + fault);
                }
            }
        });
        declared.forEach((name, schema) -> {
            if (!schema.containsKey("default") && values.get(name) == null) {
                Place place = given == null ? draft.fields().place(PARAMETERS) : given.place();
                wrong(draft, place, word + " needs the parameter " + Quoted.of(name) + ", which has no default");
            }
        });
    }

    private static void wrong(StepDraft draft, Place place, String what) {
        draft.fields()
                .faults()
                .error(FaultCode.BAD_PARAMETERS, place, draft.fields().owner() + ": " + what);
    }
}
