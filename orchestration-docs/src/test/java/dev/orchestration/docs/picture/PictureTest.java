package dev.orchestration.docs.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.TaskStatus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PictureTest {
    private static Diagram.Node node(String name) {
        return new Diagram.Node(name, "core.noop", null, false, 1);
    }

    private static Diagram diamond() {
        return new Diagram(
                "diamond",
                List.of(node("top"), node("left"), node("right"), node("bottom")),
                List.of(
                        new Diagram.Edge(0, 1, false),
                        new Diagram.Edge(0, 2, false),
                        new Diagram.Edge(1, 3, false),
                        new Diagram.Edge(2, 3, true)),
                "");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(String svg) throws Exception {
        NodeList found = parsed(svg).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void theSvgHasEveryNameAsText() throws Exception {
        String svg = Picture.of(diamond()).svg();

        assertThat(texts(svg)).contains("diamond", "top", "left", "right", "bottom", "core.noop");
        assertThat(svg).contains("stroke-dasharray");
    }

    @Test
    void anyNameIsSafe() throws Exception {
        List<String> names = List.of("<script>&\"'", "a\u202Etxt", "line\nbreak", "\uFFFE", "日本語", "", "  two  ");
        Diagram diagram =
                new Diagram("]]> -->", names.stream().map(PictureTest::node).toList(), List.of(), "");

        assertThat(texts(Picture.of(diagram).svg()))
                .contains("]]> -->", "<script>&\"'", "aU+202Etxt", "lineU+000Abreak", "\uFFFD", "日本語", "  two  ");
        assertThat(Picture.of(diagram).png()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aLongNameIsCutAndWholeInTheTitleOfItsBox() throws Exception {
        String name = "word ".repeat(40).strip();
        Picture picture = Picture.of(new Diagram("t", List.of(node(name)), List.of(), ""));

        assertThat(picture.width()).isLessThan(400);
        assertThat(texts(picture.svg())).anyMatch(text -> text.startsWith("word word") && text.endsWith("…"));
        assertThat(picture.svg()).contains("<title>" + name);
    }

    @Test
    void thePngIsTheSamePictureTwiceAsSharp() throws Exception {
        Picture picture = Picture.of(diamond());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));

        assertThat(image.getWidth()).isEqualTo((int) (picture.width() * 2));
        assertThat(image.getHeight()).isEqualTo((int) (picture.height() * 2));
        Drawing.Box top = picture.drawing().boxes().get(0);
        Set<Integer> colours = new HashSet<>();
        for (int x = (int) (2 * top.x()); x < 2 * (top.x() + top.width()); x++) {
            for (int y = (int) (2 * top.y()); y < 2 * (top.y() + top.height()); y++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        assertThat(colours).as("the ink of the name").contains(0x1F2933);
        assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    /** A machine without fonts fails as soon as Java is asked for one. */
    @Test
    void whatIsPaintedAsksForNoFont() {
        assertThat(Picture.of(diamond()).outlinedSvg()).doesNotContain("<text").contains("<path d=\"M");
    }

    @Test
    void aPngThatWouldBeTooLargeIsMadeSmaller() {
        assertThat(PngImage.scale(1_000, 1_000)).isEqualTo(2);
        double scale = PngImage.scale(30_000, 10_000);
        assertThat(30_000 * scale * 10_000 * scale).isBetween(0.99 * PngImage.MOST_PIXELS, 1.01 * PngImage.MOST_PIXELS);
    }

    /** The library that paints refused more than 2,000 elements, which 500 boxes with arrows have. */
    @Test
    void asManyNodesAsThereMayBeCanBePainted() {
        List<Diagram.Node> nodes = new ArrayList<>();
        List<Diagram.Edge> edges = new ArrayList<>();
        for (int i = 0; i < WorkflowDiagram.MOST_NODES; i++) {
            nodes.add(node("n" + i));
            edges.add(new Diagram.Edge(i / 2, i, false));
        }
        edges.remove(0);

        assertThat(Picture.of(new Diagram("t", nodes, edges, "")).png()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void eachStateHasAShapeOfItsOwnAndTheLegendSaysWhich() throws Exception {
        List<Diagram.Node> nodes = new ArrayList<>();
        Set<String> shapes = new TreeSet<>();
        for (TaskStatus status : TaskStatus.values()) {
            StateShape shape = StateShape.of(status);
            shapes.add(shape.path() + shape.filled());
            nodes.add(new Diagram.Node("s", "", status, false, 1));
        }

        assertThat(shapes).hasSize(TaskStatus.values().length);
        assertThat(texts(Picture.of(new Diagram("t", nodes, List.of(), "")).svg()))
                .contains("completed", "failed", "running", "blocked");
    }

    @Test
    void nothingOverlapsAndEveryArrowLeadsFromBoxToBox() {
        for (long seed = 0; seed < 40; seed++) {
            Drawing drawing = Picture.of(drawn(new Random(seed))).drawing();
            List<Drawing.Box> boxes = drawing.boxes();
            for (int i = 0; i < boxes.size(); i++) {
                Drawing.Box box = boxes.get(i);
                assertThat(box.x() >= 0 && box.x() + box.width() <= drawing.width())
                        .as("seed %d, %s", seed, box)
                        .isTrue();
                assertThat(box.y() >= 0 && box.y() + box.height() <= drawing.height())
                        .as("seed %d, %s", seed, box)
                        .isTrue();
                for (Drawing.Box other : boxes.subList(i + 1, boxes.size())) {
                    assertThat(apart(box, other))
                            .as("seed %d, %s, %s", seed, box, other)
                            .isTrue();
                }
            }
            for (int i = 0; i < drawing.routes().size(); i++) {
                Diagram.Edge edge = drawing.diagram().edges().get(i);
                List<Drawing.Point> points = drawing.routes().get(i).points();
                assertThat(touches(boxes.get(edge.from()), points.get(0)))
                        .as("seed %d, edge %d", seed, i)
                        .isTrue();
                assertThat(touches(boxes.get(edge.to()), points.get(points.size() - 1)))
                        .as("seed %d, edge %d", seed, i)
                        .isTrue();
            }
        }
    }

    private static Diagram drawn(Random random) {
        int size = 1 + random.nextInt(30);
        List<Diagram.Node> nodes = new ArrayList<>();
        List<Diagram.Edge> edges = new ArrayList<>();
        TaskStatus[] states = TaskStatus.values();
        for (int i = 0; i < size; i++) {
            nodes.add(new Diagram.Node(
                    "n".repeat(1 + random.nextInt(60)),
                    random.nextBoolean() ? "detail" : "",
                    random.nextBoolean() ? states[random.nextInt(states.length)] : null,
                    random.nextInt(4) == 0,
                    random.nextInt(5) == 0 ? 7 : 1));
            for (int before = 0; before < i; before++) {
                if (random.nextInt(size) < 2) {
                    edges.add(new Diagram.Edge(before, i, random.nextInt(5) == 0));
                }
            }
        }
        return new Diagram("drawn", nodes, edges, "a note");
    }

    private static boolean apart(Drawing.Box a, Drawing.Box b) {
        return a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
    }

    private static boolean touches(Drawing.Box box, Drawing.Point point) {
        return point.x() >= box.x() - 1
                && point.x() <= box.x() + box.width() + 1
                && point.y() >= box.y() - 1
                && point.y() <= box.y() + box.height() + 1;
    }
}
