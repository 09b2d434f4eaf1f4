package dev.orchestration.workflow.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache} of a step. */
final class CacheReader {
    static final Set<String> KEYS = Set.of("key", "files", "ttl");

    private CacheReader() {}

    /**
     * Null where there is none.
     *
     * @param scan judges what the step's texts may refer to
     * @param reads gets the steps whose output is read
     */
    static @Nullable StepCache read(Fields step, ExpressionScan scan, Map<String, Place> reads) {
        SourceMap map = step.map("cache");
        if (map == null) {
            return null;
        }
        Fields fields = new Fields(map, "'cache' of " + step.owner(), step.faults());
        fields.rejectOthers(KEYS, Set.of());
        List<Object> key = new ArrayList<>();
        for (SourceNode node : fields.list("key")) {
            scan.templates(node, reads);
            Object json = node.json();
            key.add(json == null ? "null" : json);
        }
        List<SourceScalar> files = fields.texts("files");
        files.forEach(file -> scan.templates(file, reads));
        if (step.has("until")) {
            step.error(
                    FaultCode.BAD_VALUE,
                    "cache",
                    "'cache' of " + step.owner()
                            + " does not go with 'until': each pass would give what the first gave");
        }
        return new StepCache(
                List.copyOf(key),
                files.stream().map(file -> String.valueOf(file.json())).toList(),
                fields.duration("ttl", true));
    }

    /** Tells of a step that cannot have it: one that waits has no attempt, one of {@code finally} is there to be done. */
    static void refuse(StepDraft draft, String why) {
        if (draft.cache() != null) {
            draft.fields()
                    .faults()
                    .error(
                            FaultCode.BAD_VALUE,
                            draft.fields().keyPlace("cache"),
                            draft.fields().owner() + " " + why + ", so it cannot have 'cache'");
        }
    }
}
