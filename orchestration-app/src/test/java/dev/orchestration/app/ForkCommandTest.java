package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code orchestrate fork} as people type it. */
@Timeout(120)
class ForkCommandTest {
    @TempDir
    Path directory;

    private Terminal here;
    private String origin;

    @BeforeEach
    void anExecution() {
        here = Terminal.in(directory);
        here.write("w.yaml", """
                name: w
                steps:
                  - name: big
                    module: shell
                    action: run
                    parameters:
                      command: |
                        echo big >> ledger
                        printf '{"rows": 3, "text": "' > "$ORCHESTRATION_OUTPUT"
                        head -c 400000 /dev/zero | tr '\\0' x >> "$ORCHESTRATION_OUTPUT"
                        printf '"}' >> "$ORCHESTRATION_OUTPUT"
                    sets: {seen: yes}
                  - {name: last, module: core, action: echo,
                     parameters: {message: "{{big.output.rows}} {{default(ctx.k, 'none')}}"}}
                """);
        origin = here.type("run", "w.yaml", "--json", "-q").id();
    }

    private static Object step(Map<String, Object> execution, String name, String field) {
        return ((Map<?, ?>) ((Map<?, ?>) execution.get("steps")).get(name)).get(field);
    }

    @Test
    void itRunsFromTheStepOnAndTellsWhereItComesFrom() throws Exception {
        Terminal.Answer fork = here.type("fork", origin, "--from", "last", "--set", "ctx.k={\"a\":1}", "--json", "-q");

        assertThat(fork.code()).as(fork.err()).isZero();
        assertThat(fork.object()).containsEntry("forked_from", origin).containsEntry("status", "completed");
        assertThat(String.valueOf(step(fork.object(), "last", "output")))
                .contains("3")
                .contains("a");
        assertThat(step(fork.object(), "big", "attempts")).isEqualTo(0L);
        assertThat(Files.readString(directory.resolve("ledger"))).isEqualTo("big\n");
        assertThat(here.type("show", fork.id()).out())
                .contains("forked    from " + origin)
                .contains("completed  kept");
        assertThat(here.type("show", origin, "--json").object()).containsEntry("forked_from", null);
        assertThat(here.type("why", fork.id(), "big").code()).isZero();
        assertThat(here.type("history", fork.id()).out()).contains("seen");
        assertThat(here.type("report", fork.id(), "-o", "r.html").code()).isZero();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(".orchestration/state.db"));
                var query = connection.prepareStatement(
                        "select t.status, t.attempts, t.output_file is not null, c.key from tasks t join context_changes c"
                                + " on c.execution = t.execution and c.who = t.step where t.execution = ? and t.step = 'big'")) {
            query.setString(1, fork.id());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("completed");
            assertThat(row.getInt(2)).isZero();
            assertThat(row.getBoolean(3)).isTrue();
            assertThat(row.getString(4)).isEqualTo("seen");
        }
    }

    @Test
    void aLargeOutputThatItKeepsOutlivesItsOriginAndGoesWithAnExport() throws Exception {
        String fork =
                here.type("fork", origin, "--from", "last", "--json", "-q").id();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(".orchestration/state.db"));
                var update = connection.prepareStatement("update executions set ended_at = ? where id = ?")) {
            update.setString(1, "2001-01-01T00:00:00.000000Z");
            update.setString(2, origin);
            assertThat(update.executeUpdate()).isOne();
        }
        Terminal.Answer pruned = here.type("store", "prune", "--keep", "30d");
        assertThat(pruned.code()).as(pruned.err()).isZero();
        assertThat(here.type("show", origin).code()).isNotZero();

        Map<String, Object> shown = here.type("show", fork, "--json").object();
        assertThat(((Map<?, ?>) step(shown, "big", "output")).get("rows")).isEqualTo(3L);
        assertThat(here.type("store", "check").code()).isZero();
        assertThat(here.type("store", "export", "-o", "x.jsonl", fork).code()).isZero();
        assertThat(here.type("store", "import", "x.jsonl", "--store", "other.db")
                        .code())
                .isZero();
        assertThat(here.type("show", fork, "--json", "--store", "other.db").object())
                .isEqualTo(shown);
    }

    @Test
    void wrongUseIsToldWithWhatIsRight() {
        assertThat(here.type("fork", origin).code()).isEqualTo(2);
        assertThat(here.type("fork", origin).err()).contains("--from STEP").contains("--definition FILE");
        assertThat(here.type("fork", origin, "--from", "lost").err()).contains("did you mean 'last'?");
        assertThat(here.type("fork", origin, "--from", "last", "--set", "k=1").err())
                .contains("ctx.KEY=VALUE");
        assertThat(here.type("fork", origin, "--definition", "w.yaml").err()).contains("would run nothing");
        assertThat(here.type("list", "--json").list()).hasSize(1);
    }

    @Test
    void besideALivingOwnerItIsHandedOver() throws Exception {
        Gate gate = Gate.in(here, "first");
        LiveTerminal owner = LiveTerminal.type(here, "run", gate.file());
        owner.awaitErr(gate.shown());
        here.write("w2.yaml", Files.readString(directory.resolve("w.yaml")).replace("'none'", "'changed'"));

        Terminal.Answer fork = here.type("fork", origin, "--definition", "w2.yaml", "--json");
        Terminal.Answer refused = here.type("fork", origin, "--from", "lost");

        assertThat(fork.code()).as(fork.err()).isZero();
        assertThat(fork.err()).contains("is asked to fork");
        assertThat(fork.object()).containsEntry("forked_from", origin).containsEntry("status", "completed");
        assertThat(String.valueOf(step(fork.object(), "last", "output"))).contains("3 changed");
        assertThat(refused.err()).contains("did you mean 'last'?");
        gate.open();
        assertThat(owner.end().code()).isZero();
        assertThat(Files.readString(directory.resolve("ledger"))).isEqualTo("big\n");
    }
}
