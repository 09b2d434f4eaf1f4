package dev.orchestration.docs.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.swing.JComponent;

/** Paints SVG without texts into a PNG. */
final class PngImage {
    /** Larger images take more memory than a small machine has; beyond it the picture is made smaller. */
    static final double MOST_PIXELS = 20_000_000;

    /** So that small letters are sharp. */
    private static final double SHARP = 2;

    /** The library's bound of elements is for pictures of strangers; ours have as many as diagrams have nodes. */
    private static final LoaderContext CONTEXT = LoaderContext.builder()
            .documentLimits(new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                    DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                    Integer.MAX_VALUE))
            .build();

    private PngImage() {}

    /** How many pixels there are for one unit of a picture of this size. */
    static double scale(double width, double height) {
        return Math.min(SHARP, Math.sqrt(MOST_PIXELS / (width * height)));
    }

    static byte[] of(String svg, double width, double height) {
        double scale = scale(width, height);
        int across = (int) Math.max(1, Math.floor(width * scale));
        int down = (int) Math.max(1, Math.floor(height * scale));
        SVGDocument document =
                new SVGLoader().load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, CONTEXT);
        if (document == null) {
            throw new IllegalStateException("the picture that was just written cannot be read");
        }
        BufferedImage image = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(scale, scale);
            document.render((JComponent) null, graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
