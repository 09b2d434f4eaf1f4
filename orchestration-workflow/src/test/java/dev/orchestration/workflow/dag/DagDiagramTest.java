package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DagDiagramTest {
    private static WorkflowDAG single(String name) {
        return WorkflowDAG.of(List.of(name), List.of(List.of()));
    }

    @Test
    void edgesRunFromTheDependencyToWhatWaitsForIt() {
        WorkflowDAG dag = WorkflowDAG.of(List.of("b", "a"), List.of(List.of("a"), List.of()));
        assertThat(dag.toMermaid()).isEqualTo("""
                graph TD
                    n0["b"]
                    n1["a"]
                    n1 --> n0
                """);
        assertThat(dag.toDot()).isEqualTo("""
                digraph workflow {
                    n0 [label="b"];
                    n1 [label="a"];
                    n1 -> n0;
                }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "end | end",
                "fetch-data v1.2 | fetch-data v1.2",
                "say \"hi\" | say #34;hi#34;",
                "a[0](x){y} | a#91;0#93;#40;x#41;#123;y#125;",
                "#quot; | #35;quot#59;",
                "1. list | 1#46; list",
                "`**bold**` | #96;#42;#42;bold#42;#42;#96;",
                "<script> & | #60;script#62; #38;",
                "Übung 日本 | Übung 日本",
                "\uD83D\uDE80 | #128640;"
            })
    void aMermaidLabelShowsTheNameAndNothingElse(String name, String label) {
        assertThat(single(name).toMermaid()).isEqualTo("graph TD\n    n0[\"" + label + "\"]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u202Eevil", "\0", "\r\n end", "]; click n0 \"javascript:x\"", "", "\uD800"})
    void noNameCanBreakOutOfItsLine(String name) {
        assertThat(single(name).toMermaid().lines())
                .hasSize(2)
                .element(1)
                .asString()
                .matches("    n0\\[\"[\\p{L}\\p{N} #;:._-]+\"]");
        assertThat(single(name).toDot().lines()).hasSize(3).noneMatch(line -> line.indexOf('\u202E') >= 0);
    }

    @Test
    void aDotLabelIsQuotedForGraphviz() {
        assertThat(single("a\"b\\N\n&lt;").toDot()).contains("n0 [label=\"a\\\"b\\\\N\\n&amp;lt;\"];");
        assertThat(single("\0").toDot()).contains("label=\"U+0000\"");
    }
}
