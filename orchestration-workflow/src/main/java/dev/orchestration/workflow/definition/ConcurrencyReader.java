package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OnConflict;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.Template;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code concurrency} of a workflow. */
final class ConcurrencyReader {
    static final Set<String> KEYS = Set.of("key", "limit", "on_conflict");

    private ConcurrencyReader() {}

    /** @param parameters name → JSON Schema */
    static @Nullable Concurrency read(Fields top, Map<String, Map<String, Object>> parameters) {
        SourceMap map = top.map("concurrency");
        if (map == null) {
            return null;
        }
        Fields fields = new Fields(map, "'concurrency' of " + top.owner(), top.faults());
        fields.rejectOthers(KEYS, Set.of());
        String key = fields.text("key");
        if (key != null) {
            Names names = new Names(List.of(), parameters).beforeTheStart();
            Template template = Template.parse(key, names);
            template.problems().forEach(problem -> fields.error(FaultCode.BAD_TEMPLATE, "key", problem));
            if (!template.secrets().isEmpty()) {
                fields.error(
                        FaultCode.BAD_TEMPLATE,
                        "key",
                        "'key' of " + fields.owner() + " is recorded and shown, so it cannot hold a secret");
            }
        }
        OnConflict onConflict = fields.choice("on_conflict", OnConflict.class);
        return new Concurrency(
                key,
                fields.whole("limit", 1, Integer.MAX_VALUE, 1),
                onConflict == null ? OnConflict.QUEUE : onConflict);
    }
}
