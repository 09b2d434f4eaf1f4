package dev.orchestration.docs.picture;

import java.util.List;
import java.util.Locale;

/** Writes a drawing as SVG. Confined to one thread. */
final class SvgText {
    private static final String INK = "#1F2933";
    private static final String FAINT = "#5B6875";

    private final Drawing drawing;
    private final Glyphs glyphs;
    /** Outlines look the same everywhere; texts can be searched and read aloud. */
    private final boolean outlines;

    private final StringBuilder out = new StringBuilder();

    SvgText(Drawing drawing, Glyphs glyphs, boolean outlines) {
        this.drawing = drawing;
        this.glyphs = glyphs;
        this.outlines = outlines;
    }

    String write() {
        String width = Numbers.of(drawing.width());
        String height = Numbers.of(drawing.height());
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
        out.append(' ')
                .append(height)
                .append("\" role=\"img\" font-family=\"Roboto, Helvetica, Arial, sans-serif\">\n");
        out.append("<title>")
                .append(escaped(Layout.shown(drawing.diagram().title())))
                .append("</title>\n");
        out.append("<rect width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" fill=\"#FFFFFF\"/>\n");
        text(Layout.shown(drawing.diagram().title()), Layout.MARGIN, Layout.MARGIN + 12, Layout.TITLE_SIZE, INK);
        for (int i = 0; i < drawing.routes().size(); i++) {
            edge(drawing.routes().get(i), drawing.diagram().edges().get(i).otherwise());
        }
        for (int i = 0; i < drawing.boxes().size(); i++) {
            node(drawing.diagram().nodes().get(i), drawing.boxes().get(i));
        }
        foot();
        return out.append("</svg>\n").toString();
    }

    private void edge(Drawing.Route route, boolean otherwise) {
        List<Drawing.Point> points = route.points();
        if (points.size() < 2) {
            return;
        }
        String colour = otherwise ? "#C0392B" : "#7A8794";
        out.append("<path d=\"");
        for (int i = 0; i < points.size(); i++) {
            Drawing.Point point = points.get(i);
            double y = i == points.size() - 1 ? point.y() - 6 : point.y();
            out.append(i == 0 ? 'M' : 'L')
                    .append(Numbers.of(point.x()))
                    .append(' ')
                    .append(Numbers.of(y));
        }
        out.append("\" fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"1.5\"");
        out.append(otherwise ? " stroke-dasharray=\"5 3\"" : "").append(" stroke-linejoin=\"round\"/>\n");
        Drawing.Point end = points.get(points.size() - 1);
        out.append("<path d=\"M").append(Numbers.of(end.x())).append(' ').append(Numbers.of(end.y()));
        out.append("l-4.5 -8h9z\" fill=\"").append(colour).append("\"/>\n");
    }

    private void node(Diagram.Node node, Drawing.Box box) {
        out.append("<g><title>").append(escaped(title(node))).append("</title>\n");
        for (int behind = node.stands() > 1 ? 2 : 0; behind >= 0; behind--) {
            rectangle(
                    box,
                    4.0 * behind,
                    node.status() == null
                            ? "#5B6875"
                            : StateShape.of(node.status()).colour());
        }
        double x = box.x() + Layout.PADDING;
        if (node.status() != null) {
            double y = box.y() + (box.height() - Layout.SHAPE) / 2;
            out.append(StateShape.of(node.status()).svg(x, y)).append('\n');
            x += Layout.SHAPE + Layout.SHAPE_GAP;
        }
        double baseline = box.y() + (box.detail().isEmpty() ? box.height() / 2 + 5 : 20);
        text(box.name(), x, baseline, Layout.NAME_SIZE, INK);
        text(box.detail(), x, baseline + 16, Layout.DETAIL_SIZE, FAINT);
        if (node.conditional()) {
            out.append(Legend.condition(box.x() + box.width() - Layout.PADDING - 12, box.y() + (box.height() - 16) / 2))
                    .append('\n');
        }
        out.append("</g>\n");
    }

    private void rectangle(Drawing.Box box, double offset, String colour) {
        out.append("<rect x=\"").append(Numbers.of(box.x() + offset)).append("\" y=\"");
        out.append(Numbers.of(box.y() + offset)).append("\" width=\"").append(Numbers.of(box.width()));
        out.append("\" height=\"").append(Numbers.of(box.height())).append("\" rx=\"6\" fill=\"#F7F9FB\" stroke=\"");
        out.append(colour).append("\" stroke-width=\"1.5\"/>\n");
    }

    private static String title(Diagram.Node node) {
        String status = node.status() == null ? "" : node.status().name().toLowerCase(Locale.ROOT);
        String name = Layout.shown(node.name());
        String detail = Layout.shown(node.detail());
        return name + (detail.isEmpty() ? "" : " (" + detail + ")") + (status.isEmpty() ? "" : ": " + status);
    }

    private void foot() {
        Diagram diagram = drawing.diagram();
        double y = drawing.height() - Layout.MARGIN + 4;
        if (!diagram.note().isEmpty()) {
            text(diagram.note(), Layout.MARGIN, y, Layout.DETAIL_SIZE, FAINT);
            y -= Layout.DETAIL_SIZE + 10;
        }
        double x = Layout.MARGIN;
        for (Legend.Entry entry : Legend.of(diagram)) {
            out.append(entry.sign().svg(x, y - 12)).append('\n');
            text(entry.word(), x + Legend.textOffset(), y, Layout.DETAIL_SIZE, FAINT);
            x += Legend.width(entry, glyphs);
        }
    }

    private void text(String text, double x, double y, double size, String colour) {
        if (text.isEmpty()) {
            return;
        }
        if (outlines) {
            out.append("<path d=\"")
                    .append(glyphs.outline(text, x, y, size))
                    .append("\" fill=\"")
                    .append(colour);
            out.append("\"/>\n");
            return;
        }
        out.append("<text x=\"").append(Numbers.of(x)).append("\" y=\"").append(Numbers.of(y));
        out.append("\" font-size=\"")
                .append(Numbers.of(size))
                .append("\" fill=\"")
                .append(colour);
        out.append("\" textLength=\"").append(Numbers.of(glyphs.width(text, size)));
        out.append("\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">")
                .append(escaped(text));
        out.append("</text>\n");
    }

    /** XML has no way to write U+FFFE and U+FFFF, nor a half of a character. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean writable = (c & 0xFFFE) != 0xFFFE && (c < 0xD800 || c > 0xDFFF);
                    escaped.appendCodePoint(writable ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
