package dev.orchestration.workflow.dag;

import dev.orchestration.state.Quoted;

/**
 * Draws a graph as text. Nodes get generated ids and names become escaped labels, so any name is safe: quotes, brackets,
 * {@code end}, line breaks. Control and direction characters, which a viewer could obey, are shown as {@code U+202E}.
 */
final class DagDiagram {
    private final WorkflowDAG dag;
    private final StringBuilder out = new StringBuilder();

    DagDiagram(WorkflowDAG dag) {
        this.dag = dag;
    }

    String mermaid() {
        out.append("graph TD\n");
        for (int node = 0; node < dag.size(); node++) {
            out.append("    n").append(node).append("[\"");
            mermaidLabel(dag.name(node));
            out.append("\"]\n");
        }
        edges(" --> ", "\n");
        return out.toString();
    }

    String dot() {
        out.append("digraph workflow {\n");
        for (int node = 0; node < dag.size(); node++) {
            out.append("    n").append(node).append(" [label=\"");
            dotLabel(dag.name(node));
            out.append("\"];\n");
        }
        edges(" -> ", ";\n");
        return out.append("}\n").toString();
    }

    private void edges(String arrow, String end) {
        for (int node = 0; node < dag.size(); node++) {
            int target = node;
            dag.dependencies(
                    node,
                    source -> out.append("    n")
                            .append(source)
                            .append(arrow)
                            .append('n')
                            .append(target)
                            .append(end));
        }
    }

    /** Everything but letters, digits, spaces and what stands between two of them is a character code: no Markdown. */
    private void mermaidLabel(String name) {
        if (name.isEmpty()) {
            out.append(' ');
        }
        int before = -1;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            boolean inside = isWord(before) && i < name.length() && isWord(name.codePointAt(i));
            if (isWord(c) || c == ' ' || (inside && (c == '-' || c == '.' || c == '_' || c == ':'))) {
                out.appendCodePoint(c);
            } else if (Quoted.isHidden(c)) {
                out.append("U#43;").append(String.format("%04X", c));
            } else {
                out.append('#').append(c).append(';');
            }
            before = c;
        }
    }

    private void dotLabel(String name) {
        name.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '&' -> out.append("&amp;");
                default -> appendShown(out, c);
            }
        });
    }

    /** A character that has no picture, or turns the direction of others, is shown by its number. */
    static void appendShown(StringBuilder out, int c) {
        if (Quoted.isHidden(c)) {
            out.append(String.format("U+%04X", c));
        } else {
            out.appendCodePoint(c);
        }
    }

    private static boolean isWord(int c) {
        return c >= 0 && Character.isLetterOrDigit(c);
    }
}
