package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Plugin;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins in real jars, which are compiled here. */
class PluginTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GREETS =
            "public void registerActions(ActionRegistry r) { r.register(\"greet\", \"say\", ctx -> \"%s\"); }";

    @TempDir
    Path folder;

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static URLClassLoader loader(Path... jars) {
        return new URLClassLoader(
                Stream.of(jars).map(PluginTest::url).toArray(URL[]::new), PluginTest.class.getClassLoader());
    }

    private static List<Plugin> foreign(OrchestrationEngine engine) {
        return engine.actions().plugins().stream()
                .filter(plugin -> !plugin.name().startsWith("dev.orchestration."))
                .toList();
    }

    private static Object said(OrchestrationEngine engine) {
        return engine.executeTask(Task.of("hello", "greet", "say", Map.of()), PATIENCE)
                .result();
    }

    @Test
    void aPlugInInAJarBringsActionsThatAWorkflowUses() throws Exception {
        Path jar = PluginJar.in(folder, "Greeter", "1.2.0", GREETS.formatted("hello"));
        Path workflow = Files.writeString(
                folder.resolve("hello.yaml"), "name: hello\nsteps:\n  - {name: say, action: greet.say}\n");
        try (var loader = loader(jar);
                var engine = OrchestrationEngine.builder()
                        .plugins(loader)
                        .workflow(workflow)
                        .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var ended = engine.executeWorkflow("hello", Map.of(), session.id()).await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults().get("say").result()).isEqualTo("hello");
        }
    }

    @Test
    void whatIsOnTheClassPathOfTheEngineIsFoundByItself() throws Exception {
        Path jar = PluginJar.in(folder, "Greeter", "1.2.0", GREETS.formatted("hello"));
        URL[] path = Stream.concat(
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of),
                        Stream.of(jar))
                .map(PluginTest::url)
                .toArray(URL[]::new);
        try (var alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> registry = alone.loadClass("dev.orchestration.tasks.action.ActionRegistry");
            Object standard = registry.getMethod("standard").invoke(null);
            assertThat(registry.getMethod("names").invoke(standard).toString()).contains("greet.say");
            assertThat(registry.getMethod("plugins").invoke(standard).toString())
                    .contains("plugin.Greeter");
        }
    }

    @Test
    void nameAndVersionOfAPlugInAreToldWithWhatItBrought() throws Exception {
        Path jar = PluginJar.in(folder, "Greeter", "1.2.0", GREETS.formatted("hello"));
        Path named = PluginJar.in(
                folder,
                "Waver",
                "7",
                "public String name() { return \"waver\"; } public String version() { return \"8-beta\"; }"
                        + "public void registerActions(ActionRegistry r) { r.register(\"wave\", \"hand\", ctx -> null); }");
        try (var loader = loader(jar, named);
                var engine = OrchestrationEngine.builder().plugins(loader).build()) {
            assertThat(foreign(engine))
                    .extracting(Plugin::name, Plugin::version, Plugin::actions)
                    .containsExactly(
                            tuple("plugin.Greeter", "1.2.0", List.of(new ActionName("greet", "say"))),
                            tuple("waver", "8-beta", List.of(new ActionName("wave", "hand"))));
        }
    }

    /** Which of two had the action followed from the order of the class path, and nobody was told. */
    @Test
    void ofTwoWithOneActionTheLaterByNameHasItWhateverTheOrderOfTheClassPath() throws Exception {
        Path first = PluginJar.in(folder, "A", "1", GREETS.formatted("a"));
        Path second = PluginJar.in(folder, "B", "1", GREETS.formatted("b"));
        for (Path[] order : List.of(new Path[] {first, second}, new Path[] {second, first})) {
            try (var loader = loader(order);
                    var engine = OrchestrationEngine.builder().plugins(loader).build()) {
                assertThat(said(engine)).isEqualTo("b");
                assertThat(foreign(engine))
                        .extracting(Plugin::name, plugin -> plugin.actions().size())
                        .containsExactly(tuple("plugin.A", 0), tuple("plugin.B", 1));
            }
        }
    }

    @Test
    void aPlugInThatFailsBringsNothingAndTheOthersLive() throws Exception {
        Path sound = PluginJar.in(folder, "Sound", "1", GREETS.formatted("sound"));
        Path half = PluginJar.in(
                folder,
                "Half",
                "2",
                "public void registerActions(ActionRegistry r) {"
                        + " r.register(\"half\", \"done\", ctx -> null); r.register(\"core\", \"echo\", ctx -> \"stolen\");"
                        + " throw new IllegalStateException(\"no licence\"); }");
        Path unmade = PluginJar.in(
                folder,
                "Unmade",
                "3",
                "public Unmade() { throw new IllegalStateException(\"no\"); }"
                        + " public void registerActions(ActionRegistry r) { }");
        try (var loader = loader(half, unmade, sound);
                var engine = OrchestrationEngine.builder().plugins(loader).build()) {
            assertThat(said(engine)).isEqualTo("sound");
            assertThat(engine.actions().find(new ActionName("half", "done"))).isEmpty();
            Task echo = Task.of("echo", "core", "echo", Map.of("message", "mine"));
            assertThat(engine.executeTask(echo, PATIENCE).result()).isEqualTo("mine");
            assertThat(foreign(engine))
                    .extracting(plugin -> plugin.name() + " " + plugin.failure().orElse("is sound"))
                    .satisfiesExactly(
                            told -> assertThat(told).startsWith("plugin.Unmade").contains("could not be instantiated"),
                            told -> assertThat(told).startsWith("plugin.Half").contains("no licence"),
                            told -> assertThat(told).isEqualTo("plugin.Sound is sound"));
        }
    }

    @Test
    void anErrorOfAPlugInHarmsNoOther() throws Exception {
        Path sound = PluginJar.in(folder, "Sound", "1", GREETS.formatted("sound"));
        Path wrong = PluginJar.in(
                folder,
                "Asserting",
                "2",
                "public void registerActions(ActionRegistry r) {"
                        + " r.register(\"half\", \"done\", ctx -> null); throw new AssertionError(\"never\"); }");
        Path nameless = PluginJar.in(
                folder,
                "Nameless",
                "3",
                "public String name() { return name(); }"
                        + " public void registerActions(ActionRegistry r) { r.register(\"no\", \"name\", ctx -> null); }");
        try (var loader = loader(wrong, nameless, sound);
                var engine = OrchestrationEngine.builder().plugins(loader).build()) {
            assertThat(said(engine)).isEqualTo("sound");
            assertThat(engine.actions().find(new ActionName("half", "done"))).isEmpty();
            assertThat(engine.actions().find(new ActionName("no", "name"))).isPresent();
            assertThat(foreign(engine).get(0).failure().orElseThrow()).contains("never");
        }
    }

    @Test
    void aServiceFileThatNamesNothingIsToldAndTheOthersLive() throws Exception {
        Path sound = PluginJar.in(folder, "Sound", "1", GREETS.formatted("sound"));
        Path broken = folder.resolve("broken");
        Path services = Files.createDirectories(broken.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.orchestration.tasks.action.ActionProvider"), "plugin.Gone\n");
        try (var loader = loader(broken, sound);
                var engine = OrchestrationEngine.builder().plugins(loader).build()) {
            assertThat(said(engine)).isEqualTo("sound");
            assertThat(foreign(engine).get(0).failure().orElseThrow()).contains("plugin.Gone");
        }
    }

    @Test
    void theHostsOwnActionWinsOverThatOfAPlugIn() throws Exception {
        Path jar = PluginJar.in(folder, "Greeter", "1", GREETS.formatted("plug-in"));
        try (var loader = loader(jar);
                var engine = OrchestrationEngine.builder()
                        .action("greet", "say", ctx -> "host")
                        .plugins(loader)
                        .build()) {
            assertThat(said(engine)).isEqualTo("host");
        }
    }

    @Test
    void aPlugInIsAddedOnce() throws IOException {
        Path jar = PluginJar.in(folder, "Greeter", "1", GREETS.formatted("once"));
        try (var loader = loader(jar);
                var engine = OrchestrationEngine.builder()
                        .plugins(loader)
                        .plugins(loader)
                        .build()) {
            assertThat(foreign(engine)).hasSize(1);
        }
    }
}
