package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/embedding.md is taken out of it, compiled, and run beside the files that it shows; it prints what it says. */
@Timeout(120)
class EmbeddingGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Pattern BLOCK = Pattern.compile("```(java|yaml|text)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DECLARATION = Pattern.compile(
            "^(?:@\\w+\\(.*\\)\\n)?(?:final class|record|enum|interface)\\b(?:[^\\n]*\\}$|(?s:.*?)(?:\\n\\}$|\\{\\}$))",
            Pattern.MULTILINE);
    private static final String IMPORTS = Stream.of(
                    "com.google.inject",
                    "dev.orchestration.core",
                    "dev.orchestration.core.event",
                    "dev.orchestration.core.schedule",
                    "dev.orchestration.state",
                    "dev.orchestration.tasks",
                    "dev.orchestration.tasks.action",
                    "dev.orchestration.workflow",
                    "java.nio.file",
                    "java.time",
                    "java.util",
                    "java.util.concurrent")
            .map(name -> "import " + name + ".*;\n")
            .reduce("import jakarta.inject.Inject;\n", String::concat);

    /** A piece of Java, and what is printed below it, empty where that is not shown. */
    private record Snippet(String code, String printed) {}

    @TempDir
    Path folder;

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/embedding.md"));
    }

    private List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (var block : BLOCK.matcher(guide()).results().toList()) {
            String content = block.group(2);
            switch (block.group(1)) {
                case "java" -> snippets.add(new Snippet(content, ""));
                case "yaml" -> {
                    String name = content.lines().findFirst().orElseThrow().replace("name: ", "");
                    Files.writeString(folder.resolve(name + ".yaml"), content);
                }
                default -> {
                    Snippet before = snippets.remove(snippets.size() - 1);
                    snippets.add(new Snippet(before.code(), content));
                }
            }
        }
        return snippets;
    }

    @TestFactory
    Stream<DynamicTest> everySnippetIsCompiledAndRun() throws IOException {
        List<Snippet> snippets = snippets();
        assertThat(snippets).hasSizeGreaterThan(5);
        return snippets.stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.code().lines().findFirst().orElse(""), () -> run(snippet, snippets.indexOf(snippet))));
    }

    private void run(Snippet snippet, int number) throws Exception {
        Path home = Files.createDirectory(folder.resolve("snippet-" + number));
        for (Path file : yaml()) {
            Files.copy(file, home.resolve(file.getFileName()));
        }
        Path source = Files.writeString(home.resolve("Snippet.java"), source(snippet.code()));
        Path classes = PluginJar.compiled(home.resolve("classes"), List.of(), source);
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass("Snippet");
            String printed = printedBy(() -> type.getMethod("run", Path.class).invoke(null, home));
            if (!snippet.printed().isEmpty()) {
                assertThat(printed).isEqualTo(snippet.printed());
            }
        }
    }

    private List<Path> yaml() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    /** What is declared stands beside the method in which the rest is, and paths begin in a folder of the test. */
    private static String source(String code) {
        StringBuilder members = new StringBuilder();
        String statements = DECLARATION.matcher(code).replaceAll(found -> {
            members.append("static ".repeat(found.group().contains("class ") ? 1 : 0))
                    .append(found.group())
                    .append('\n');
            return "";
        });
        return IMPORTS
                + "public final class Snippet {\n    static Path home;\n" + members
                + "    public static void run(Path where) throws Exception {\n        home = where;\n"
                + statements.replace("Path.of(\"", "home.resolve(\"") + "    }\n}\n";
    }

    private interface Act {
        void run() throws Exception;
    }

    private static String printedBy(Act act) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            act.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        var links =
                Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(guide()).results().toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(
                                ROOT.resolve("docs").resolve(link.group(1)).normalize())
                        .exists());
    }
}
