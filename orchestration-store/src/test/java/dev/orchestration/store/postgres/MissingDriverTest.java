package dev.orchestration.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A host that has not added the driver is told what to add. */
class MissingDriverTest {
    @Test
    void theErrorNamesTheArtifact() throws Exception {
        URL[] withoutDriver = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("postgresql-"))
                .map(MissingDriverTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader host = new URLClassLoader(withoutDriver, ClassLoader.getPlatformClassLoader())) {
            Class<?> attempt = host.loadClass(Attempt.class.getName());
            assertThat(attempt).isNotEqualTo(Attempt.class);
            assertThatThrownBy(() -> attempt.getMethod("look").invoke(null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("org.postgresql:postgresql")
                    .hasMessageContaining("not on the class path");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What runs in the host. */
    public static final class Attempt {
        private Attempt() {}

        public static void look() {
            dev.orchestration.store.Stores.look(dev.orchestration.store.StoreAddress.database(
                    "jdbc:postgresql://localhost:1/x", java.util.Map.of()));
        }
    }
}
