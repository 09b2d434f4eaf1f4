package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in real shells. */
class CompletionTest {
    /** Calls what bash would call for this line, and prints what it would offer. */
    private static final String ASK_BASH = """
            source "$1"
            read -r _ _ _ _ function _ <<<"$(complete -p orchestrate)"
            COMP_LINE=$2
            read -r -a COMP_WORDS <<<"$COMP_LINE"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_POINT=${#COMP_LINE}
            "$function" 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    private Path script(String shell) throws Exception {
        Terminal.Answer answer = Terminal.in(folder).type("completion", shell);
        assertThat(answer.code()).as(answer.err()).isZero();
        return Files.writeString(folder.resolve("completions." + shell), answer.out());
    }

    private static String said(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void assumeThereIs(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        Assumptions.assumeTrue(there, "no " + program + " on the path");
    }

    @ParameterizedTest
    @CsvSource({
        "orchestrate ru,            run",
        "orchestrate re,            report resume retry",
        "orchestrate store in,      info",
        "orchestrate new w,         workflow",
        "orchestrate project st,    status",
        "orchestrate run --mo,      --mode",
        "orchestrate report --out,  --output",
    })
    void bashOffersCommandsAndOptions(String line, String offered) throws Exception {
        String said =
                said("bash", "--norc", "-c", ASK_BASH, "ask", script("bash").toString(), line);
        assertThat(said.lines()).containsExactlyInAnyOrder(offered.split(" "));
    }

    @Test
    void zshTakesTheSameScript() throws Exception {
        assumeThereIs("zsh");
        String ask = "autoload -U +X compinit && compinit -u -d \"$2\"; source \"$1\"; print ${_comps[orchestrate]}";
        String said = said("zsh", "-f", "-c", ask, "ask", script("zsh").toString(), folder + "/dump");
        assertThat(said).contains("_complete_orchestrate");
        assertThat(Files.readString(script("zsh"))).isEqualTo(Files.readString(script("bash")));
    }

    @ParameterizedTest
    @CsvSource({"orchestrate ru, run", "orchestrate store in, info", "orchestrate run --mo, --mode"})
    void fishOffersThemWithWhatTheyAreFor(String line, String offered) throws Exception {
        assumeThereIs("fish");
        String ask = "source '" + script("fish") + "'; complete -C '" + line + "'";
        assertThat(said("fish", "--no-config", "-c", ask)).startsWith(offered + "\t");
    }

    @Test
    void theScriptForFishNamesEveryCommand() throws Exception {
        List<String> lines = Files.readAllLines(script("fish"));
        for (String name : Commands.all()) {
            String word = name.substring(name.indexOf(' ') + 1);
            assertThat(lines).anyMatch(line -> line.contains(" -f -a " + word + " -d '"));
        }
    }

    @Test
    void anotherShellIsRefused() {
        Terminal.Answer answer = Terminal.in(folder).type("completion", "bish");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("say for which shell: bash, zsh, fish; not 'bish'");
        assertThat(Terminal.in(folder).type("completion").code()).isEqualTo(2);
    }
}
