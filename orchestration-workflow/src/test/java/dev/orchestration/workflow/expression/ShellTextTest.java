package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value in text for a shell is a value, whatever it is: asked of a real shell. */
class ShellTextTest {
    private static final List<String> NASTY = List.of(
            "x; echo INJECTED",
            "$(echo INJECTED)",
            "`echo INJECTED`",
            "it's \"so\"",
            "'; echo INJECTED; '",
            "\"; echo INJECTED; \"",
            "\\",
            "\\'; echo INJECTED #",
            "a\necho INJECTED\n",
            "$HOME * ~ && || > INJECTED",
            "(echo INJECTED)",
            "'\\''",
            "");
    private static final Names NAMES = new Names(List.of(), Map.of("who", Map.of("type", "string")));

    private static Template template(String command) {
        return Template.of(Map.of("command", command), NAMES, Set.of("command"));
    }

    private static String rendered(String command, @Nullable Object who) {
        Map<String, Object> given = new java.util.HashMap<>();
        given.put("who", who);
        Scope scope = new Scope(given, Map.of(), Map.of(), Map.of(), Map.of(), new JsonValue(null));
        Map<?, ?> result = (Map<?, ?>) Objects.requireNonNull(template(command).render(scope));
        return String.valueOf(result.get("command"));
    }

    private static String shell(String text) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", text).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text + "\n" + out).isZero();
        return out;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '%s|' {{who}}",
                "printf '%s|' '{{who}}'",
                "printf '%s|' \"{{who}}\"",
                "# don't\nprintf '%s|' {{who}}",
                "printf '%s|' \\\n{{who}}",
                "x=\"$(printf '%s|' {{who}})\"; printf '%s' \"$x\"",
                "x=\"$(printf '%s|' \"{{who}}\")\"; printf '%s' \"$x\"",
                "i=1; i=$((i+1)); printf '%s|' ''\"\"{{who}} # it's over",
                "e=; printf '%s|' \"${e}{{who}}\"",
                "e=`echo`; printf '%s|' \"$e\"{{who}}",
                "case a in a) printf '%s|' {{who}};; esac",
                "(printf '%s|' {{who}})",
                "if [ {{who}} != \"a\"'b'\\' ]; then printf '%s|' a#'' >/dev/null; printf '%s|' {{who}}; fi",
            })
    void theShellTakesAValueForNothingElse(String command) throws Exception {
        assertThat(Template.shellProblem(command)).isNull();
        for (String value : NASTY) {
            assertThat(shell(rendered(command, value))).as(value).isEqualTo(value + "|");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat <<EOF\n{{who}}\nEOF",
                "echo # {{who}}",
                "echo `echo {{who}}`",
                "echo $(( {{who}} ))",
                "echo ${x:-{{who}}}",
                "echo \"${{who}}\"",
                "echo \"$x{{who}}\"",
                "echo \\{{who}}",
                "echo \"\\{{who}}\"",
                "echo $'it\\'s' {{who}}",
                "echo $(case a in a) echo '\"';; esac) {{who}}",
                "(( {{who}} ))",
            })
    void whereNoQuotingIsSafeTheTemplateIsRefusedAndTheEnvironmentRecommended(String command) {
        assertThat(template(command).problems())
                .singleElement()
                .asString()
                .contains("command: ", "pass the value by 'env'");
        assertThat(Template.shellProblem(command)).isNotNull();
        assertThatThrownBy(() -> rendered(command, "x")).isInstanceOf(ExpressionException.class);
    }

    @Test
    void aCommandThatIsOneWholeTemplateStaysAsItIs() {
        assertThat(rendered("{{who}}", "echo a b")).isEqualTo("echo a b");
        assertThat(rendered("{{who}} -v", "echo a b")).isEqualTo("'echo a b' -v");
    }

    @Test
    void whatIsNoTextBecomesJson() {
        assertThat(rendered("head -n {{who}}", 3L)).isEqualTo("head -n '3'");
        assertThat(rendered("jq . <<< {{who}}", List.of("a"))).isEqualTo("jq . <<< '[\"a\"]'");
    }
}
