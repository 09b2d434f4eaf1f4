package dev.orchestration.testing;

import static dev.orchestration.testing.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/testing-workflows.md shows stands in this file, is run, and does what is said there. */
@Timeout(120)
class TestingGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    private static WorkflowDefinition report() {
        WorkflowDefinition report = Workflow.define("report")
                .parameter("day", "string")
                .step(
                        "fetch",
                        s -> s.action("http", "request")
                                .with("url", "https://example.org/{{day}}")
                                .maxRetries(2))
                .step("wait", s -> s.action("core.sleep").with("duration", "7d").dependsOn("fetch"))
                .step(
                        "mail",
                        s -> s.action("host", "mail")
                                .with("text", "{{fetch.output.body}}")
                                .dependsOn("wait"))
                .build();
        return report;
    }

    @Test
    void aFirstTest() {
        WorkflowDefinition report = report();
        try (TestEngine test = TestEngine.create()) {
            test.replace("http", "request", ctx -> Map.of("status", 200, "body", "sunny"));
            test.action("host", "mail").gives("sent");

            TestRun run = test.start(report, Map.of("day", "2026-01-01")).toEnd();

            assertThat(run)
                    .completed()
                    .ran("fetch", "wait", "mail")
                    .output("mail", "sent")
                    .took(Duration.ofDays(7));
            assertThat(test.calls("host", "mail").get(0).parameters()).containsEntry("text", "sunny");
        }
    }

    @Test
    void timePassesWhenTheTestLetsIt() {
        WorkflowDefinition orders = Workflow.define("order")
                .step("ask", s -> s.action("human.approve").with("message", "Sell it?"))
                .step("paid", s -> s.action("signal.wait").with("name", "paid").dependsOn("ask"))
                .build();
        try (TestEngine test = TestEngine.create()) {
            TestRun order = test.start(orders, Map.of());
            order.untilWaiting("ask").approve("ask");
            test.advance(Duration.ofDays(2));
            assertThat(order).running().waitsFor("paid", "signal");
            order.signal("paid", Map.of("euro", 7)).toEnd();
            assertThat(order).completed().took(Duration.ofDays(2));
        }
    }

    @Test
    void faultsAreInjected() {
        WorkflowDefinition report = report();
        try (TestEngine test = TestEngine.create()) {
            test.fail("http", "request").times(1).gives(Map.of("status", 200, "body", "sunny"));
            test.action("host", "mail").hangsAttempt(1).gives("sent");
            TestRun run = test.start(report, Map.of("day", "2026-01-01"));
            test.advance(Duration.ofDays(8));
            test.crash();
            assertThat(run.toEnd()).completed().attempts("fetch", 2).attempts("mail", 2);
        }
    }

    @Test
    void aProcessDiesAtEveryCommit() {
        WorkflowDefinition order = Workflow.define("order")
                .step("reserve", s -> s.action("shop", "reserve").maxRetries(1))
                .step("paid", s -> s.action("signal.wait").with("name", "paid").dependsOn("reserve"))
                .step("send", s -> s.action("shop", "send").dependsOn("paid"))
                .build();
        int deaths = TestEngine.crashAtEveryCommit(test -> {
            test.action("shop", "reserve").times(1).gives("reserved");
            test.action("shop", "send").gives("on its way");
            TestRun run = test.start(order, Map.of());
            run.untilWaiting("paid").signal("paid", null).toEnd();
            assertThat(run).completed();
        });
        assertThat(deaths).isGreaterThan(8);
    }

    @Test
    void everySnippetOfTheGuideStandsInThisTest() throws IOException {
        String here =
                "orchestration-testing/src/test/java/" + getClass().getName().replace('.', '/') + ".java";
        String test = squeezed(Files.readString(ROOT.resolve(here)));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/testing-workflows.md")))
                .results()
                .flatMap(match -> List.of(match.group(1).split("\n\n(?=try)")).stream())
                .map(TestingGuideTest::squeezed)
                .toList();
        assertThat(snippets).hasSize(5).allSatisfy(snippet -> assertThat(test).contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
