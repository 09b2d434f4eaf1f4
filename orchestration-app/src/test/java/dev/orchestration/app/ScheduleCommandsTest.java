package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ScheduleCommandsTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflow() {
        here = Terminal.in(directory);
        here.write("note.yaml", """
                name: note
                parameters: {who: {type: string, default: me}, n: {type: integer, default: 1}}
                steps: [{name: a, action: shell.run, parameters: {command: "echo {{who}}-{{n}} >> ledger"}}]
                """);
    }

    private Map<String, Object> only() {
        return here.type("schedule", "list", "--json").list().get(0);
    }

    @Test
    void aScheduleIsAddedListedPausedResumedAndRemoved() {
        Map<String, Object> added = here.type(
                        "schedule",
                        "add",
                        "daily",
                        "--workflow",
                        "note.yaml",
                        "--cron",
                        "0 3 * * *",
                        "--zone",
                        "Europe/Berlin",
                        "-p",
                        "n=7",
                        "--exclude",
                        "sat,sun",
                        "--misfire",
                        "all",
                        "--json")
                .object();
        assertThat(added)
                .containsEntry("file", directory.resolve("note.yaml").toString())
                .containsEntry("directory", directory.toString())
                .containsEntry("parameters", Map.of("n", 7L))
                .containsEntry("exclude", List.of("sat", "sun"))
                .containsEntry("zone", "Europe/Berlin");
        assertThat(here.type("schedule", "list").out())
                .contains("daily     0 3 * * *  ")
                .contains("03:00:00+0");
        assertThat(here.type("schedule", "next", "daily", "-n", "3").out().lines())
                .hasSize(3);
        assertThat(here.type("schedule", "pause", "daily").err()).contains("daily is paused");
        assertThat(here.type("schedule", "list").out()).contains("paused");
        assertThat(here.type("schedule", "list").err()).contains("nothing fires them at the moment");
        assertThat(here.type("schedule", "next", "daily").err()).contains("it is paused");
        assertThat(here.type("schedule", "resume", "daily").err()).contains("is resumed; next ");
        assertThat(here.type("schedule", "remove", "daily").err()).contains("is removed");
        assertThat(here.type("schedule", "list", "--json").list()).isEmpty();
    }

    @Test
    void aScheduleIsAddedBesideALivingOwner() {
        try (Store owner = Stores.own(directory.resolve("s.db"), Clock.system(), IdSource.random())) {
            Terminal.Answer answer =
                    here.type("schedule", "add", "daily", "-w", "note.yaml", "--cron", "@daily", "--store", "s.db");
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(owner.records().all("schedule")).hasSize(1);
            assertThat(here.type("schedule", "pause", "daily", "--store", "s.db")
                            .code())
                    .isZero();
        }
    }

    @Test
    void aRefusalIsInWordsAndStoresNothing() {
        assertThat(here.type("schedule").err()).contains("add, list, next, pause, resume, remove, backfill");
        assertThat(here.type("schedule", "add").err()).contains("name a schedule");
        assertThat(here.type("schedule", "add", "x").err()).contains("--workflow says what to run");
        assertThat(here.type("schedule", "add", "x", "-w", "none.yaml", "--every", "1h")
                        .err())
                .contains("none.yaml does not exist");
        Terminal.Answer wrong = here.type(
                "schedule", "add", "x", "-w", "note.yaml", "--cron", "0 25 * * *", "--every", "1h", "--zone", "Moon");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("hour '25'")
                .contains("'Moon' is no time zone")
                .contains("either a cron");
        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "1h", "-p", "n=seven")
                        .err())
                .contains("n");
        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "1h", "-p", "m=1")
                        .err())
                .contains("m");
        assertThat(here.type("schedule", "list", "--json").list()).isEmpty();
        assertThat(directory.resolve(".orchestration")).doesNotExist();

        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "1h")
                        .code())
                .isZero();
        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "2h")
                        .err())
                .contains("already");
        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "2h", "--replace")
                        .code())
                .isZero();
        assertThat(only()).containsEntry("every", "PT2H");
        Terminal.Answer none = here.type("schedule", "pause", "y");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no schedule 'y'");
    }

    @Test
    void aWorkflowOfTheApplicationIsNamed() {
        assertThat(here.type("schedule", "add", "x", "-w", "report", "--every", "1h", "-p", "n=7", "-p", "who=me")
                        .code())
                .isZero();
        assertThat(only())
                .containsEntry("workflow", "report")
                .containsEntry("file", null)
                .containsEntry("parameters", Map.of("n", 7L, "who", "me"));
        assertThat(here.type("schedule", "backfill", "x", "--from", "2026-01-01", "--to", "2026-01-01T01:00")
                        .err())
                .contains("known to its application only");
    }

    private void daily() {
        assertThat(here.type("schedule", "add", "daily", "-w", "note.yaml", "--cron", "@daily", "-p", "who=you")
                        .code())
                .isZero();
    }

    @Test
    void whatHasPassedIsRunOnceForEachTime() throws Exception {
        daily();
        String[] span = {"schedule", "backfill", "daily", "--from", "2026-01-01", "--to", "2026-01-03", "--json"};
        String[] dry = {"schedule", "backfill", "daily", "--from", "2026-01-01", "--to", "2026-01-03", "--dry-run"};
        assertThat(here.type(dry).out().lines()).hasSize(3).allMatch(line -> line.endsWith("to run"));

        Terminal.Answer first = here.type(span);
        Terminal.Answer second = here.type(span);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.list()).hasSize(3).allMatch(row -> row.get("status").equals("completed"));
        assertThat(second.list()).isEqualTo(first.list());
        assertThat(here.type(dry).out().lines()).allMatch(line -> line.contains("completed"));
        assertThat(Files.readAllLines(directory.resolve("ledger"))).containsExactly("you-1", "you-1", "you-1");
        assertThat(here.type("schedule", "backfill", "daily").err()).contains("say --from and --to");
        assertThat(here.type("schedule", "backfill", "daily", "--from", "then", "--to", "now")
                        .err())
                .contains("'then' is no moment");
    }

    @Test
    void whatHasPassedIsRunByTheLivingOwner() throws Exception {
        daily();
        Gate gate = Gate.in(here, "own");
        LiveTerminal owner = LiveTerminal.type(here, "run", gate.file());
        owner.awaitErr(gate.shown());

        Terminal.Answer answer =
                here.type("schedule", "backfill", "daily", "--from", "2026-01-01", "--to", "2026-01-02", "--json");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.list()).hasSize(2).allMatch(row -> row.get("status").equals("completed"));
        assertThat(Files.readAllLines(directory.resolve("ledger"))).containsExactly("you-1", "you-1");
        gate.open();
        assertThat(owner.end().code()).isZero();
    }

    @Test
    void aBackfillThatFailsSaysSo() {
        here.write("bad.yaml", "name: bad\nsteps: [{name: a, action: core.fail, parameters: {message: no}}]\n");
        here.type("schedule", "add", "bad", "-w", "bad.yaml", "--cron", "@daily");

        Terminal.Answer answer = here.type("schedule", "backfill", "bad", "--from", "2026-01-01", "--to", "2026-01-02");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out().lines()).hasSize(2).allMatch(line -> line.contains("failed"));
    }

    @Test
    void lookingForSchedulesCreatesNoStore() {
        assertThat(here.type("schedule", "list").err()).contains("no schedules");
        assertThat(here.type("serve").err()).contains("say what to serve: --engine");
        assertThat(here.type("serve", "--engine", "--store", "memory").err()).contains("store in memory");
        assertThat(here.type("schedule", "add", "x", "-w", "note.yaml", "--every", "1h", "--store", "memory")
                        .err())
                .contains("store in memory");
        assertThat(directory.resolve(".orchestration")).doesNotExist();
    }

    @Test
    void allFaultsOfPoliciesAreToldAtOnce() {
        Terminal.Answer wrong = here.type(
                "schedule",
                "add",
                "x",
                "-w",
                "note.yaml",
                "--every",
                "1h",
                "--misfire",
                "al",
                "--overlap",
                "qeue",
                "--misfire-cap",
                "0");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("misfire: ").contains("overlap: ").contains("misfire_cap is a whole number");
    }

    @Test
    void aScheduleWhoseEndHasPassedIsWarnedOf() {
        Terminal.Answer over =
                here.type("schedule", "add", "x", "-w", "note.yaml", "--cron", "@daily", "--end", "2020-01-01");

        assertThat(over.code()).isZero();
        assertThat(over.err()).contains("warning: it is never fired").contains("2020-01-01");
        assertThat(here.type("schedule", "add", "y", "-w", "note.yaml", "--cron", "@daily")
                        .err())
                .doesNotContain("warning");
    }

    @Test
    void aBackfillOfNothingSaysWhy() {
        here.type("schedule", "add", "x", "-w", "note.yaml", "--cron", "@daily", "--start", "2026-01-01");
        assertThat(here.type("schedule", "backfill", "x", "--from", "2998-01-01", "--to", "2999-01-01")
                        .err())
                .contains("that time has not come yet");
        here.type("schedule", "add", "late", "-w", "note.yaml", "--cron", "0 0 1 1 *", "--start", "2090-01-01");
        assertThat(here.type("schedule", "backfill", "late", "--from", "2026-01-01", "--to", "2091-12-31")
                        .err())
                .contains("none of its times in there has come yet; the first is 2090-01-01 00:00:00");
        assertThat(here.type("schedule", "backfill", "x", "--from", "2024-01-01", "--to", "2025-01-01", "--dry-run")
                        .err())
                .contains("before the start of the schedule, 2026-01-01");
        assertThat(here.type("schedule", "backfill", "x", "--from", "2026-01-01T01:00", "--to", "2026-01-01T02:00")
                        .err())
                .contains("it was not due in that time");
    }

    @Test
    void theListShowsHowTheLatestRunEnded() {
        here.write("bad.yaml", "name: bad\nsteps: [{name: a, action: core.fail, parameters: {message: no}}]\n");
        String[] add = {"schedule", "add", "bad", "-w", "bad.yaml", "--every", "90m", "--store", "s.db"};
        assertThat(here.type(add).code()).isZero();
        here.type("schedule", "add", "new", "-w", "note.yaml", "--cron", "@daily", "--store", "s.db");
        here.type("run", "bad.yaml", "--store", "s.db");
        String id = (String)
                here.type("list", "--json", "--store", "s.db").list().get(0).get("execution_id");
        begun("bad", id);

        assertThat(here.type("schedule", "list", "--json", "--store", "s.db").list())
                .extracting(row -> row.get("last_status"))
                .containsExactly("failed", null);
        List<String> lines =
                here.type("schedule", "list", "--store", "s.db").out().lines().toList();
        assertThat(lines.get(0)).matches("SCHEDULE  WHEN       NEXT +LATEST  WORKFLOW");
        assertThat(lines.get(1)).contains("every 90m  ").contains("  failed  ");
        assertThat(lines.get(2)).contains("  -       ");
    }

    /** As its owner records that a run has begun. */
    private void begun(String schedule, String execution) {
        try (Store owner = Stores.own(directory.resolve("s.db"), Clock.system(), IdSource.random())) {
            RecordRow row = owner.records().find(Records.SCHEDULE, schedule).orElseThrow();
            String json = row.json()
                    .replace("\"latest_execution\":null", "\"latest_execution\":\"" + execution + "\"")
                    .replace("\"latest_time\":null", "\"latest_time\":\"2026-01-01T00:00:00Z\"");
            assertThat(owner.records().replace(row, json, 1)).isTrue();
        }
    }

    @Test
    void aProblemOfSeveralLinesIsToldOnOne() {
        String line = ScheduleView.oneLine("two faults:\n  a: no\n  b: no\n");

        assertThat(line).isEqualTo("two faults: a: no; b: no");
    }
}
