package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The page that says where each part of the Codomyrmex specification is: all it names exists, and nothing is left out. */
class CodomyrmexTableTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Path PAGE = ROOT.resolve("docs/codomyrmex.md");
    private static final Pattern ROW = Pattern.compile("^\\|(?!---| in the spec)([^|]*)\\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)(?:\\.([A-Za-z_]+))?`");

    /** What the MCP server brings. */
    private static final Set<String> LATER = Set.of("MCPToolResult", "MCPErrorDetail");

    private record Row(String specification, String java, String tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(2), row.group(3)));
            }
        }
        return rows;
    }

    /** Simple names of the classes in these folders of all modules, with their files. */
    private static Map<String, Path> sources(String folder) throws IOException {
        TreeMap<String, Path> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.map(m -> m.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> found.put(
                                    file.getFileName().toString().replace(".java", ""), module.relativize(file)));
                }
            }
        }
        return found;
    }

    @Test
    void everyClassAndMethodOfTheTableIsThere() throws Exception {
        Map<String, Path> sources = sources("src/main/java");
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            Matcher name = NAME.matcher(row.java());
            boolean any = false;
            while (name.find()) {
                any = true;
                if (!isThere(sources, name.group(1), name.group(2))) {
                    missing.add(name.group());
                }
            }
            assertThat(any).as("%s names something in Java", row).isTrue();
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(Map<String, Path> sources, String type, String member) {
        Path file = sources.get(type);
        if (file == null) {
            return false;
        }
        String name = file.toString().replace(".java", "").replace('/', '.');
        Class<?> found;
        try {
            found = Class.forName(name, false, CodomyrmexTableTest.class.getClassLoader());
        } catch (ClassNotFoundException e) { // of the command, which this module does not know
            return member == null
                    && Files.exists(
                            ROOT.resolve("orchestration-app/src/main/java").resolve(file));
        }
        return member == null
                || Arrays.stream(found.getMethods())
                        .anyMatch(method -> method.getName().equals(member))
                || Arrays.stream(found.getFields())
                        .anyMatch(field -> field.getName().equals(member));
    }

    @Test
    void everyTestOfTheTableIsThereAndIsOne() throws Exception {
        Map<String, Path> tests = sources("src/test/java");
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            Matcher name = NAME.matcher(row.tests());
            boolean any = false;
            while (name.find()) {
                any = true;
                if (!isTest(tests.get(name.group(1)), name.group(2))) {
                    missing.add(name.group());
                }
            }
            assertThat(any).as("%s names a test", row).isTrue();
        }
        assertThat(missing).isEmpty();
    }

    /** Tests of other modules are not on this one's class path, so their source is asked. */
    private static boolean isTest(Path file, String method) throws IOException {
        if (file == null) {
            return false;
        }
        String text = "";
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path there :
                    modules.map(m -> m.resolve("src/test/java").resolve(file)).toList()) {
                text = Files.exists(there) ? Files.readString(there) : text;
            }
        }
        String wanted = method == null ? "[a-zA-Z]+" : Pattern.quote(method);
        Matcher declared = Pattern.compile("void " + wanted + "\\(").matcher(text);
        while (declared.find()) {
            String before = text.substring(0, declared.start());
            String annotations = before.substring(Math.max(0, before.lastIndexOf("\n    }\n")));
            if (Pattern.compile("@(Parameterized|Repeated)?Test\\b")
                    .matcher(annotations)
                    .find()) {
                return true;
            }
        }
        return false;
    }

    /** The specification's own tables name what has to be there. */
    @Test
    void nothingOfTheSpecificationIsMissing() throws Exception {
        Path seed =
                Path.of(System.getProperty("orchestration.shared", "absent"), "seeds/codomyrmex-orchestration-spec.md");
        if (!Files.exists(seed)) {
            assertThat(System.getenv("CI"))
                    .as("the specification is needed here")
                    .isNotEqualTo("true");
            Assumptions.abort("skipped: the specification is absent (system property orchestration.shared)");
        }
        String named = String.join("\n", rows().stream().map(Row::specification).toList());
        Set<String> wanted = new LinkedHashSet<>();
        for (String line : Files.readAllLines(seed)) {
            Matcher entry = Pattern.compile("^\\| `([a-zA-Z_]+)[^`]*` \\|").matcher(line);
            if (entry.find()) {
                wanted.add(entry.group(1));
            }
            Matcher error = Pattern.compile("`([A-Za-z]+Error)`").matcher(line);
            while (error.find()) {
                wanted.add(error.group(1));
            }
            Matcher constant = Pattern.compile("`([A-Z]+_?[A-Z]+)`").matcher(line);
            while (line.startsWith("7 project types") && constant.find()) {
                wanted.add(constant.group(1));
            }
        }
        wanted.removeAll(LATER);
        wanted.remove("RuntimeError");
        assertThat(wanted).hasSizeGreaterThan(35);
        assertThat(wanted.stream().filter(each -> !named.contains("`" + each)).toList())
                .isEmpty();
    }
}
