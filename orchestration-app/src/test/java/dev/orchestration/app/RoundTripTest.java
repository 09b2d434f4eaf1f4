package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Run, mend, retry, change, fork, compare: what is said of an execution is what was done in it. */
@Timeout(300)
final class RoundTripTest {
    private static final int WORKFLOWS = Integer.getInteger("orchestration.round.trips", 8);

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aFolder() {
        here = Terminal.in(directory);
    }

    /** Step i reads a file of its own and hands it on with what the steps before it gave. */
    private record Drawn(List<Set<Integer>> dependencies) {
        static Drawn of(Random random) {
            List<Set<Integer>> dependencies = new ArrayList<>();
            for (int step = 0; step < 3 + random.nextInt(6); step++) {
                Set<Integer> of = new TreeSet<>();
                for (int before = 0; before < step; before++) {
                    if (random.nextInt(3) == 0) {
                        of.add(before);
                    }
                }
                dependencies.add(of);
            }
            return new Drawn(dependencies);
        }

        int steps() {
            return dependencies.size();
        }

        String yaml(int changed) {
            StringBuilder text = new StringBuilder("name: drawn\nsteps:\n");
            for (int step = 0; step < steps(); step++) {
                text.append("  - {name: read-" + step + ", action: file.read, parameters: {path: f" + step + "}}\n");
                StringBuilder message = new StringBuilder(step == changed ? "changed " : "");
                message.append("{{read-" + step + ".output}}");
                dependencies.get(step).forEach(of -> message.append("({{s" + of + ".output}})"));
                text.append(
                        "  - {name: s" + step + ", action: core.echo, parameters: {message: \"" + message + "\"}}\n");
            }
            return text.toString();
        }

        /** The step and all that is downstream of it. */
        Set<String> cone(int step) {
            Set<Integer> affected = new TreeSet<>(Set.of(step));
            Set<String> names = new TreeSet<>(Set.of("s" + step));
            for (int each = step + 1; each < steps(); each++) {
                if (dependencies.get(each).stream().anyMatch(affected::contains)) {
                    affected.add(each);
                    names.add("s" + each);
                }
            }
            return names;
        }
    }

    private Set<String> stepsThatDiffer(String a, String b, String in) {
        Terminal.Answer compared = here.type("compare", a, b, "--json");
        assertThat(compared.code()).as(in + compared.err()).isZero();
        Set<String> steps = new TreeSet<>();
        for (Object each : (List<?>) compared.object().get("entries")) {
            List<?> path = (List<?>) ((Map<?, ?>) each).get("path");
            if (path.contains("output") || path.contains("status") || path.contains("error")) {
                assertThat(path.get(0)).as(in + each).isEqualTo("steps");
                steps.add((String) path.get(1));
            }
        }
        return steps;
    }

    private Terminal.Answer done(String in, String... words) {
        Terminal.Answer answer = here.type(words);
        assertThat(answer.code()).as(in + answer.err()).isZero();
        return answer;
    }

    @Test
    void aRetryComesToTheEndAndAForkDiffersInWhatTheChangeReachesAndInNothingElse() throws Exception {
        long seed = Long.getLong("orchestration.round.trips.seed", new Random().nextLong());
        System.out.println("RoundTripTest: " + WORKFLOWS + " workflows, seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < WORKFLOWS; i++) {
            Drawn drawn = Drawn.of(random);
            int missing = random.nextInt(drawn.steps());
            int changed = random.nextInt(drawn.steps());
            String in = "seed " + seed + ", workflow " + i + ", missing " + missing + ", changed " + changed + ": ";
            here.write("w.yaml", drawn.yaml(-1));
            here.write("changed.yaml", drawn.yaml(changed));
            for (int step = 0; step < drawn.steps(); step++) {
                here.write("f" + step, "text " + step);
            }
            Files.delete(directory.resolve("f" + missing));

            Terminal.Answer failed = here.type("run", "w.yaml", "--json", "-q");
            assertThat(failed.code()).as(in + failed.err()).isEqualTo(1);
            here.write("f" + missing, "text " + missing);
            done(in, "retry", failed.id(), "-q");
            String whole = done(in, "run", "w.yaml", "--json", "-q").id();
            assertThat(stepsThatDiffer(failed.id(), whole, in)).as(in).isEmpty();

            String from = random.nextBoolean() ? failed.id() : whole;
            String same = done(in, "fork", from, "--from", "s" + changed, "--json", "-q")
                    .id();
            assertThat(stepsThatDiffer(from, same, in)).as(in).isEmpty();
            String other = done(in, "fork", same, "--definition", "changed.yaml", "--json", "-q")
                    .id();
            assertThat(stepsThatDiffer(from, other, in)).as(in).isEqualTo(drawn.cone(changed));
            String fresh = done(in, "run", "changed.yaml", "--json", "-q").id();
            assertThat(stepsThatDiffer(fresh, other, in)).as(in).isEmpty();
            assertThat(done(in, "diff", fresh, other).out()).as(in).isEqualTo("nothing differs\n");
        }
    }

    @Test
    void anEditOfTheFileChangesNothingOfARun() throws Exception {
        String text = """
                name: w
                steps:
                  - {name: go, action: signal.wait, parameters: {name: go}}
                  - {name: note, action: file.read, dependencies: [go], parameters: {path: "old.txt"}}
                """;
        here.write("w.yaml", text);
        LiveTerminal run = LiveTerminal.type(here, "run", "w.yaml", "--json");
        run.awaitErr("go waits for a signal");
        here.write("w.yaml", text.replace("old.txt", "new.txt").replace("note", "other"));
        here.write("new.txt", "new");
        String id = (String) here.type("list", "--json").list().get(0).get("execution_id");

        done("", "signal", id, "go");
        Terminal.Answer failed = run.end();
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.object().get("steps").toString()).contains("old.txt").doesNotContain("other");

        Files.writeString(directory.resolve("old.txt"), "old");
        Terminal.Answer retried = done("", "retry", id, "--json", "-q");
        assertThat(retried.object().get("steps").toString()).contains("output=old");
        LiveTerminal next = LiveTerminal.type(here, "run", "w.yaml", "--id", "next", "--json");
        next.awaitErr("go waits for a signal");
        String second = (String) here.type("list", "--json").list().get(0).get("execution_id");
        done("", "signal", second, "go");
        assertThat(next.end().object().get("steps").toString()).contains("output=new");
    }
}
