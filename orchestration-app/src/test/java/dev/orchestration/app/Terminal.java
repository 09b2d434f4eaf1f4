package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import dev.orchestration.state.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person in a folder who types commands into this JVM. */
record Terminal(Path directory, Map<String, String> environment) {
    /** What came back. */
    record Answer(int code, String out, String err) {
        @SuppressWarnings("unchecked")
        Map<String, Object> object() {
            return (Map<String, Object>) Json.read(out);
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list() {
            return (List<Map<String, Object>>) Json.read(out);
        }

        String id() {
            return (String) object().get("execution_id");
        }
    }

    static Terminal in(Path directory) {
        return new Terminal(directory, Map.of());
    }

    Answer type(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Caller caller = new Caller(channel(out), channel(err), environment, directory, Clock.system());
        int code = new Dispatcher(caller).dispatch(words);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Channel channel(ByteArrayOutputStream bytes) {
        return new Channel(new PrintStream(bytes, true, StandardCharsets.UTF_8), Style.PLAIN);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts one of the repository's examples here. */
    void bring(String example) {
        try {
            Files.copy(root().resolve("examples").resolve(example), directory.resolve(example));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository's root, told by the parent pom. */
    static Path root() {
        return Path.of(System.getProperty("orchestration.root"));
    }
}
