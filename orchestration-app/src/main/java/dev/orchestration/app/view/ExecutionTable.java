package dev.orchestration.app.view;

import dev.orchestration.state.Times;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Executions in columns. */
public final class ExecutionTable {
    private static final int WIDEST_NAME = 40;

    private ExecutionTable() {}

    /** One line each, under a header. */
    public static String of(List<ExecutionRow> rows, Predicate<ExecutionRow> interrupted, Style style, ZoneId zone) {
        DateTimeFormatter when =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
        List<List<String>> cells = new ArrayList<>();
        boolean children = rows.stream().anyMatch(row -> row.parent() != null);
        List<String> header = List.of("EXECUTION", "WORKFLOW", "STATUS", "CREATED", "DURATION");
        cells.add(children ? with(header, "RUN BY") : header);
        for (ExecutionRow row : rows) {
            Long start = row.startedAt();
            Long end = row.endedAt();
            List<String> line = List.of(
                    row.id().value(),
                    cut(Printable.line(row.workflow())),
                    interrupted.test(row) ? "interrupted" : row.status().wire(),
                    when.format(Times.instant(row.createdAt())),
                    start == null || end == null ? "-" : DurationText.of(end - start));
            cells.add(children ? with(line, row.parent() == null ? "" : row.parent()) : line);
        }
        return text(cells, style);
    }

    private static List<String> with(List<String> line, String last) {
        List<String> longer = new ArrayList<>(line);
        longer.add(last);
        return longer;
    }

    private static String text(List<List<String>> cells, Style style) {
        int[] widths = new int[cells.get(0).size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            String text = line.toString().stripTrailing();
            out.append(row == cells.get(0) ? style.bold(text) : text).append('\n');
        }
        return out.toString();
    }

    private static String cut(String name) {
        return name.length() > WIDEST_NAME ? name.substring(0, WIDEST_NAME - 1) + "…" : name;
    }
}
