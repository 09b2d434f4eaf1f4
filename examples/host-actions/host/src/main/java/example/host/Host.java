package example.host;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Default;
import dev.orchestration.tasks.action.Describe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An application with an action whose parameters are a record, a plug-in that it knows nothing of, and an event handler. */
public final class Host {
    /** The parameters of the action; the JSON Schema follows from them. */
    @Describe("Renders one report")
    record Render(@Describe("Of this day") LocalDate day, List<Line> lines, @Default("plain") Layout layout) {}

    /** One line of a report. */
    record Line(String text, @Default("1") int times) {}

    enum Layout {
        PLAIN,
        TWO_COLUMNS
    }

    /** The output of the action. */
    record Rendered(String title, int lines, Layout layout) {}

    private Host() {}

    private static Rendered render(Render asked) {
        int lines = asked.lines().stream().mapToInt(Line::times).sum();
        return new Rendered("report of " + asked.day(), lines, asked.layout());
    }

    public static void main(String[] arguments) throws Exception {
        AtomicInteger events = new AtomicInteger();
        try (var engine = OrchestrationEngine.builder()
                .workflow(Path.of("report.yaml"))
                .action("report", "render", Render.class, Rendered.class, (ctx, asked) -> render(asked))
                .build()) {
            var schema = engine.actions().require(new ActionName("report", "render")).descriptor();
            System.out.println(schema.description() + ": " + schema.parameters().get("required"));
            engine.actions().plugins().stream()
                    .filter(plugin -> !plugin.name().startsWith("dev.orchestration."))
                    .forEach(plugin -> System.out.println(
                            plugin.name() + " " + plugin.version() + " brings " + plugin.actions()));
            try (var handler = engine.listen((execution, more) -> events.addAndGet(more.size()))) {
                var session = engine.createSession("nightly", OrchestrationMode.PARALLEL);
                var ended = engine.executeWorkflow("report", Map.of("day", "2026-01-01"), session.id())
                        .await(Duration.ofMinutes(1));
                ended.stepResults().forEach((step, result) -> System.out.println(step + ": " + result.result()));
                System.out.println(ended.status());
            }
        }
        System.out.println(events.get() > 0 ? "events were heard" : "no event was heard");
    }
}
