package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TestActionContext;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the actions are there must cost nothing: neither a registry nor another step loads what they stand on. */
class LateLoadingTest {
    @TempDir
    Path folder;

    /** Loads everything but the JDK anew, and remembers what. */
    private static final class Remembering extends URLClassLoader {
        private final ConcurrentSkipListSet<String> loaded = new ConcurrentSkipListSet<>();

        Remembering() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Remembering::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String entry) {
            try {
                return new File(entry).toURI().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
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

        void run(String task, Path folder) throws Exception {
            var method = loadClass(Uses.class.getName()).getDeclaredMethod(task, Path.class);
            method.setAccessible(true);
            method.invoke(null, folder);
        }
    }

    /** What is done inside the fresh class loader. */
    static final class Uses {
        private Uses() {}

        static void another(Path folder) throws Exception {
            ActionRegistry registry = ActionRegistry.standard();
            if (registry.find(new ActionName("http", "request")).isEmpty()) {
                throw new AssertionError("the service loader did not find the actions");
            }
            run(registry, folder, "core", "noop", Map.of());
        }

        static void request(Path folder) throws Exception {
            try {
                run(ActionRegistry.standard(), folder, "http", "request", Map.of("url", "http://127.0.0.1:1/"));
            } catch (ActionFailedException refused) {
                if (!refused.failure().type().equals("AddressRefused")) {
                    throw refused;
                }
            }
        }

        private static void run(
                ActionRegistry registry, Path folder, String module, String action, Map<String, ?> parameters)
                throws Exception {
            registry.require(new ActionName(module, action)).action().run(TestActionContext.in(folder, parameters));
        }
    }

    @Test
    void anotherStepLoadsNoneOfIt() throws Exception {
        try (Remembering fresh = new Remembering()) {
            fresh.run("another", folder);
            assertThat(fresh.has("dev.orchestration.actions.NetworkActions")).isTrue();
            assertThat(fresh.has("dev.orchestration.actions.wire.")).isFalse();
            assertThat(fresh.has("io.github.resilience4j.")).isFalse();
            assertThat(fresh.has("dev.langchain4j.")).isFalse();
            assertThat(fresh.has("com.fasterxml.")).isFalse();
        }
    }

    @Test
    void aRequestDoesNotLoadWhatOnlyModelsNeed() throws Exception {
        try (Remembering fresh = new Remembering()) {
            fresh.run("request", folder);
            assertThat(fresh.has("io.github.resilience4j.")).isTrue();
            assertThat(fresh.has("dev.langchain4j.")).isFalse();
        }
    }
}
