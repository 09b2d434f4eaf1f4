package dev.orchestration.docs.picture;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Measures and outlines text in Roboto, which comes with the library: Java itself can do neither on a machine without
 * fonts, not even with a font of one's own. What Roboto does not have is an empty box. Confined to one thread.
 */
final class Glyphs {
    private static final String FONT = "/com/formdev/flatlaf/fonts/roboto/Roboto-Regular.ttf";
    private static final double MISSING_WIDTH = 0.6;

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;

    Glyphs() {
        try (InputStream in = Glyphs.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("the font " + FONT + " is not on the class path");
            }
            this.font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            font.setEnableGsub(false); // letters are set one by one
            this.characters = font.getUnicodeCmapLookup();
            this.unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The width of one line. */
    double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> advance(c, size)).sum();
    }

    /** As much of the text as fits, with … at its end if something is left out. */
    String fitting(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        double left = width - width("…", size);
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            left -= advance(c, size);
            if (left < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** The data of an SVG path that shows the text with its baseline beginning at a point. */
    String outline(String text, double x, double y, double size) {
        StringBuilder out = new StringBuilder();
        double at = x;
        for (int c : text.codePoints().toArray()) {
            if (c != ' ') {
                append(c, at, y, size, out);
            }
            at += advance(c, size);
        }
        return out.toString();
    }

    private double advance(int c, double size) {
        int glyph = glyph(c);
        try {
            return glyph == 0 ? MISSING_WIDTH * size : font.getAdvanceWidth(glyph) * size / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int glyph(int c) {
        return characters.getGlyphId(c);
    }

    private void append(int c, double x, double y, double size, StringBuilder out) {
        int glyph = glyph(c);
        if (glyph == 0) {
            double side = (MISSING_WIDTH - 0.1) * size;
            out.append('M').append(Numbers.of(x + 0.05 * size)).append(' ').append(Numbers.of(y));
            out.append('h').append(Numbers.of(side)).append('v').append(Numbers.of(-0.7 * size));
            out.append('h').append(Numbers.of(-side)).append('z');
            double inner = side - 0.12 * size;
            out.append('m').append(Numbers.of(0.06 * size)).append(' ').append(Numbers.of(-0.06 * size));
            out.append('v').append(Numbers.of(-0.58 * size)).append('h').append(Numbers.of(inner));
            out.append('v').append(Numbers.of(0.58 * size)).append('z');
            return;
        }
        try {
            GeneralPath path = font.getGlyph().getGlyph(glyph) == null
                    ? null
                    : font.getGlyph().getGlyph(glyph).getPath();
            if (path != null) {
                append(path.getPathIterator(null), x, y, size / unitsPerEm, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a font, up is more. */
    private static void append(PathIterator path, double x, double y, double scale, StringBuilder out) {
        double[] points = new double[6];
        for (; !path.isDone(); path.next()) {
            int count;
            switch (path.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> {
                    out.append('M');
                    count = 1;
                }
                case PathIterator.SEG_LINETO -> {
                    out.append('L');
                    count = 1;
                }
                case PathIterator.SEG_QUADTO -> {
                    out.append('Q');
                    count = 2;
                }
                case PathIterator.SEG_CUBICTO -> {
                    out.append('C');
                    count = 3;
                }
                default -> {
                    out.append('Z');
                    count = 0;
                }
            }
            for (int i = 0; i < count; i++) {
                out.append(i == 0 ? "" : " ")
                        .append(Numbers.of(x + points[2 * i] * scale))
                        .append(' ')
                        .append(Numbers.of(y - points[2 * i + 1] * scale));
            }
        }
    }
}
