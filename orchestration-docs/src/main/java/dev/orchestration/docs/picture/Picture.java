package dev.orchestration.docs.picture;

/**
 * A diagram that was laid out, and can be drawn. Works on a machine without a screen and without any font: texts of the PNG
 * are outlines of a font that comes along, those of the SVG are texts in boxes that were measured with it. Not thread-safe.
 */
public final class Picture {
    private final Glyphs glyphs;
    private final Drawing drawing;

    private Picture(Glyphs glyphs, Drawing drawing) {
        this.glyphs = glyphs;
        this.drawing = drawing;
    }

    /**
     * Lays a diagram out. Takes about a second for a thousand nodes; beyond that see {@link WorkflowDiagram}.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code INTERNAL}) if it is too large for that
     */
    public static Picture of(Diagram diagram) {
        Glyphs glyphs = new Glyphs();
        return new Picture(glyphs, new Layout(glyphs).of(diagram));
    }

    /** In pixels of a browser, and points of the SVG. */
    public double width() {
        return drawing.width();
    }

    /** As {@link #width}. */
    public double height() {
        return drawing.height();
    }

    /** How many pixels of the PNG there are for one of the SVG: 2, or less where it would have more than 20 million. */
    public double pngScale() {
        return PngImage.scale(width(), height());
    }

    /** A whole document in UTF-8. */
    public String svg() {
        return new SvgText(drawing, glyphs, false).write();
    }

    /** As SVG, but with outlines instead of texts. */
    String outlinedSvg() {
        return new SvgText(drawing, glyphs, true).write();
    }

    /** The bytes of a file. */
    public byte[] png() {
        return PngImage.of(outlinedSvg(), width(), height());
    }

    Drawing drawing() {
        return drawing;
    }
}
