package dev.orchestration.workflow.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/workflows.md shows of definitions in code stands in this file and is valid. */
class CodeGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    @Test
    void theDefinitionOfTheGuideIsValid() {
        WorkflowDefinition takings = Workflow.define("takings")
                .parameter("shops", Map.of("type", "array", "default", List.of("north", "south")))
                .defaults(d -> d.timeout(Duration.ofMinutes(5)).maxRetries(2))
                .step(
                        "count",
                        s -> s.action("shell", "run")
                                .with("command", "wc -l < {{item}}.txt")
                                .forEach("{{shops}}", e -> e.maxParallel(2)))
                .step(
                        "report",
                        s -> s.action("core.echo")
                                .with("message", "{{count.output}}")
                                .runIf("size(parameters.shops) > 0"))
                .lastly("clean", s -> s.action("shell.run").with("command", "rm -f *.tmp"))
                .build();
        assertThat(takings.steps()).hasSize(3);
    }

    @Test
    void theSnippetOfTheGuideStandsInThisTest() throws IOException {
        String here =
                "orchestration-workflow/src/test/java/" + getClass().getName().replace('.', '/') + ".java";
        String test = squeezed(Files.readString(ROOT.resolve(here)));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/workflows.md")))
                .results()
                .map(match -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSize(1).allSatisfy(snippet -> assertThat(test).contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
