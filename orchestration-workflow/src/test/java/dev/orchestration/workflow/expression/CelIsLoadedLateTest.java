package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** CEL costs 0.3 s when it is first used and the schema library 0.2 s, so what most workflows write must not load them. */
class CelIsLoadedLateTest {
    /** Loads everything but the JDK anew, and remembers what. */
    private static final class Remembering extends URLClassLoader {
        private final ConcurrentSkipListSet<String> loaded = new ConcurrentSkipListSet<>();

        Remembering() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> {
                        try {
                            return new File(entry).toURI().toURL();
                        } catch (java.net.MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        boolean has(String prefix) {
            String first = loaded.ceiling(prefix);
            return first != null && first.startsWith(prefix);
        }

        void run(String task) throws Exception {
            Class<?> type = loadClass(Uses.class.getName());
            var method = type.getDeclaredMethod(task);
            method.setAccessible(true);
            method.invoke(null);
        }
    }

    /** What is done inside the fresh class loader. */
    static final class Uses {
        private Uses() {}

        static void simple() {
            for (String text :
                    List.of("true", "ctx.flag", "parameters.shards > 0 && !(output.rows == 3 || env.HOME != 'x')")) {
                Condition condition = Condition.parse(text, Given.NAMES);
                condition.test(Given.scope());
                condition.onLoop();
            }
            for (String text : List.of(
                    "{{fetch.output.items[0].name}} {{day}}",
                    "{{default(fetch.output.x, 0)}}",
                    "{{ \"{{\" }}",
                    "{{parameters.shards > 3}}")) {
                Template.parse(text, Given.NAMES).render(Given.scope());
            }
            Template.parse("{{nope.output.x}} {{dai}} {{secret.x}}", Given.NAMES)
                    .problems();
            Condition.parse("parameters.nope > 0", Given.NAMES).problems();
            Map<String, Object> schema = Given.json("""
                    {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1, "default": 4}}, "required": ["a"]}""");
            SchemaCheck.check(schema, Map.of("a", 3L));
            SchemaCheck.checkSchema(schema);
        }

        static void cel() {
            Condition.parse("parameters.shards + 1 > 0", Given.NAMES).test(Given.scope());
        }

        static void library() {
            SchemaCheck.check(Map.of("type", "string"), 1L);
        }
    }

    @Test
    void byNoPathComparisonOrPlainSchema() throws Exception {
        try (Remembering fresh = new Remembering()) {
            fresh.run("simple");
            assertThat(fresh.has("dev.orchestration.workflow.expression.")).isTrue();
            assertThat(fresh.has("dev.cel.")).isFalse();
            assertThat(fresh.has("com.google.")).isFalse();
            assertThat(fresh.has("com.networknt.")).isFalse();
        }
    }

    @Test
    void byTheFirstTextThatIsMore() throws Exception {
        try (Remembering fresh = new Remembering()) {
            fresh.run("cel");
            assertThat(fresh.has("dev.cel.")).isTrue();
            assertThat(fresh.has("com.networknt.")).isFalse();
            fresh.run("library");
            assertThat(fresh.has("com.networknt.")).isTrue();
        }
    }
}
