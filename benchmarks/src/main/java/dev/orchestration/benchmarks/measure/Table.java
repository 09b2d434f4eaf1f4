package dev.orchestration.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one goal, shown as a Markdown table whose columns stand in line on a terminal too. Not thread-safe. */
public final class Table {
    static final List<String> COLUMNS =
            List.of("work", "who", "median", "spread", "compared", "ratio", "goal", "result");

    private final String title;
    private final String note;
    private final List<Line> lines = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param note how it was measured, in a sentence or two
     */
    public Table(String title, String note) {
        this.title = title;
        this.note = note;
    }

    public Table add(Line line) {
        lines.add(line);
        return this;
    }

    /** With a heading, the note and the load of the machine before and after. */
    public String markdown(String load) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        lines.forEach(line -> rows.add(line.cells()));
        int[] widths = new int[COLUMNS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder("### " + title + "\n" + note + " " + load + "\n\n");
        appendRow(out, COLUMNS, widths);
        for (int width : widths) {
            out.append("|").append("-".repeat(width + 2));
        }
        out.append("|\n");
        rows.stream().skip(1).forEach(row -> appendRow(out, row, widths));
        return out.toString();
    }

    private static void appendRow(StringBuilder out, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            out.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
        }
        out.append("|\n");
    }

    public Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("note", note);
        map.put("rows", lines.stream().map(Line::json).toList());
        return map;
    }
}
