package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.ItemList;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lists that the steps with {@code for_each} of one execution go through. Confined to the loop. */
final class StepItems {
    /** More elements than this are refused. */
    static final int MOST = 100_000;

    /** By node; what is not here is read again, and is the same. */
    private final Map<Integer, List<?>> lists = new TreeMap<>();

    /**
     * Reads a list for the first time.
     *
     * @param mayChange whether reading it again could give another one, so that it has to be recorded
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is no list, too long, or too large to be recorded
     */
    ItemList read(int node, StepProgram program, Scope scope, boolean mayChange) {
        List<?> list = render(program, scope);
        if (list.size() > MOST) {
            throw bad("gives a list of " + list.size() + " elements; more than " + MOST
                    + " are refused: let each element stand for several");
        }
        if (!mayChange) {
            lists.put(node, list);
            return new ItemList(list.size(), null);
        }
        int size = Json.write(list).length();
        if (size > PayloadLimit.MAX) {
            throw bad("gives a list of " + size + " characters of JSON that may change while the step runs, so it would"
                    + " have to be recorded, for which " + PayloadLimit.MAX
                    + " are allowed; let the output of a required step hold it");
        }
        return new ItemList(list.size(), list);
    }

    /** The list of a step that has begun, and did not record it. */
    List<?> list(int node, StepProgram program, Supplier<Scope> scope) {
        return lists.computeIfAbsent(node, key -> render(program, scope.get()));
    }

    private static List<?> render(StepProgram program, Scope scope) {
        @Nullable Object value = template(program).render(scope);
        if (value instanceof List<?> list) {
            return Json.freeze(list, "the list of for_each") instanceof List<?> frozen ? frozen : list;
        }
        String text = Json.write(value);
        throw bad("gives no list but " + Quoted.plain(text.length() > 100 ? text.substring(0, 100) + "…" : text));
    }

    static Template template(StepProgram program) {
        Template items = program.items();
        if (items == null) {
            throw new IllegalStateException(program.step().name() + " has no for_each");
        }
        return items;
    }

    private static OrchestrationException bad(String what) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, "for_each " + what);
    }
}
