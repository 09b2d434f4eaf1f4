package dev.orchestration.benchmarks.measure;

import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table.
 *
 * @param work what was done
 * @param who did it
 * @param unit of the figure
 * @param figure null where something could not be measured; then {@code who} says why
 * @param comparison null where it is compared with nothing
 */
public record Line(
        String work,
        String who,
        String unit,
        @Nullable Series figure,
        @Nullable Comparison comparison) {
    /** The cells in the order of {@link Table#COLUMNS}. */
    List<String> cells() {
        String value = figure == null ? "–" : Numbers.shown(figure.median()) + " " + unit;
        return List.of(
                work,
                who,
                value,
                spread(),
                comparison == null ? "" : comparison.what(),
                comparison == null ? "" : Numbers.shown(comparison.value()) + comparison.unit(),
                comparison == null || comparison.goal() == null
                        ? ""
                        : comparison.goal().text(comparison.unit()),
                comparison == null ? "" : comparison.verdict());
    }

    private String spread() {
        return figure == null || figure.samples().size() == 1
                ? ""
                : Numbers.shown(figure.lowest()) + "–" + Numbers.shown(figure.highest());
    }

    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("work", work);
        map.put("who", who);
        map.put("unit", unit);
        if (figure != null) {
            map.put("median", figure.median());
            map.put("samples", figure.samples());
        }
        if (comparison != null) {
            map.put("compared", comparison.what());
            map.put("ratio", comparison.value());
            Bound goal = comparison.goal();
            Json.putNullable(map, "goal", goal == null ? null : goal.text(comparison.unit()));
            Json.putNullable(map, "met", goal == null ? null : goal.holds(comparison.value()));
        }
        return map;
    }
}
