package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.FaultyScenario.Acknowledged;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.FaultyCalls;
import dev.orchestration.store.FaultyCalls.Fault;
import dev.orchestration.store.Stores;
import dev.orchestration.store.Upkeep;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that the engine makes to its SQLite store fails in turn, alone or with some after it. Either the engine goes on by
 * itself, or it ends with an error that says so, and the next engine on the file brings it to the same end.
 */
@Timeout(600)
class StoreFaultsTest {
    private static final Set<ErrorCode> TOLD =
            Set.of(ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_FULL, ErrorCode.STORE_BUSY, ErrorCode.CLOSED);

    /** Every so many calls one fails; {@code -Dorchestration.store.faults.step=1} is the whole of it. See CONTRIBUTING.md. */
    private static final int STEP = Integer.getInteger("orchestration.store.faults.step", 4);

    private static final int NEVER = Integer.MAX_VALUE / 2;

    @TempDir
    Path folder;

    private Path begin;
    private List<String> begun;

    static Stream<Arguments> scenariosAndFaults() {
        return Stream.of(FaultyScenario.values())
                .flatMap(scenario -> Stream.of(Fault.values())
                        .flatMap(fault -> lengths(fault).map(length -> Arguments.of(scenario, fault, length))));
    }

    /** What may pass lasts for a while, so that the undoing fails, and further tries; four calls are a transaction. */
    private static Stream<Integer> lengths(Fault fault) {
        return fault == Fault.FULL || fault == Fault.BUSY ? Stream.of(1, 4) : Stream.of(1);
    }

    @ParameterizedTest
    @MethodSource("scenariosAndFaults")
    void whicheverCallFailsNothingAcknowledgedIsLostAndNothingCompletedIsRepeated(
            FaultyScenario scenario, Fault fault, int length) throws IOException {
        prepare(scenario);
        int first = 1 + (fault.ordinal() + length) % STEP; // each fault begins elsewhere
        int survived = 0;
        int plays = 0;
        while (true) {
            FaultyCalls calls = new FaultyCalls(fault, first, length);
            boolean alive = play(scenario, calls, scenario + " " + fault + " from call " + first);
            if (!calls.hasHappened()) {
                break;
            }
            survived += alive ? 1 : 0;
            plays++;
            first += STEP;
        }
        System.out.println("StoreFaultsTest: " + scenario + ", " + length + " x " + fault + ": " + plays
                + " plays, the engine survived " + survived + ", up to call " + (first - STEP));
        assertThat(first).as("calls of the scenario").isGreaterThan(15);
    }

    /** A copy of a living engine's files is what a kill leaves. */
    private void prepare(FaultyScenario scenario) throws IOException {
        begin = Files.createDirectory(folder.resolve("begin"));
        begun = new ArrayList<>();
        Path file = Files.createDirectory(folder.resolve("prepare")).resolve("state.db");
        try (FaultyLife life = new FaultyLife(file, sound(), begun, scenario.before())) {
            scenario.prepare(life);
            copy(file.getParent(), begin);
        }
    }

    private static FaultyCalls sound() {
        return new FaultyCalls(Fault.IOERR, NEVER, 1);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : List.of("state.db", "state.db-wal")) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
    }

    /** Says whether the engine went on by itself. */
    private boolean play(FaultyScenario scenario, FaultyCalls calls, String when) throws IOException {
        Path file = Files.createDirectory(folder.resolve("play-" + when.replace(' ', '-')))
                .resolve("state.db");
        copy(begin, file.getParent());
        List<String> ledger = new ArrayList<>(begun);
        Acknowledged told = new Acknowledged();
        boolean alive = live(scenario, file, calls, ledger, told, when);
        Set<String> completed = completed(file);
        List<String> before = List.copyOf(ledger);
        assertNothingBeganTooEarly(ledger, completed, when);
        assertAcknowledgedIsThere(file, told, when);
        if (alive) {
            assertThat(ledger).as(when).containsExactlyInAnyOrderElementsOf(scenario.ledger());
        }
        try (FaultyLife next = new FaultyLife(file, sound(), ledger, scenario.after())) {
            scenario.goOn(next, told);
        }
        for (String step : new TreeSet<>(ledger)) {
            int most = Collections.frequency(scenario.ledger(), step) + (alive ? 0 : 1);
            assertThat(Collections.frequency(ledger, step))
                    .as("%s: times of %s", when, step)
                    .isLessThanOrEqualTo(most);
        }
        completed.forEach(step -> assertThat(Collections.frequency(ledger, step))
                .as("%s: times of %s, which was recorded as completed", when, step)
                .isEqualTo(Collections.frequency(before, step)));
        assertEnd(scenario, file, when);
        return alive;
    }

    private static boolean live(
            FaultyScenario scenario,
            Path file,
            FaultyCalls calls,
            List<String> ledger,
            Acknowledged told,
            String when) {
        try (FaultyLife life = new FaultyLife(file, calls, ledger, scenario.fates())) {
            scenario.play(life, told);
            return true;
        } catch (OrchestrationException e) {
            assertThat(e.code()).as(when + ": " + e.getMessage()).isIn(TOLD);
            return false;
        }
    }

    /** A step begins after what it depends on is recorded. */
    private static void assertNothingBeganTooEarly(List<String> ledger, Set<String> completed, String when) {
        if (ledger.contains("d")) {
            assertThat(completed).as(when).contains("a", "b", "c");
        }
        if (ledger.contains("b") || ledger.contains("c")) {
            assertThat(completed).as(when).contains("a");
        }
        if (ledger.contains("a~compensate")) {
            assertThat(completed).as(when).contains("b~compensate", "c~compensate");
        }
        if (ledger.contains("y")) {
            assertThat(completed).as(when).contains("x");
        }
    }

    private static void assertAcknowledgedIsThere(Path file, Acknowledged told, String when) {
        try (Store store = Stores.look(file)) {
            if (told.execution != null) {
                ExecutionRow row = store.archive().execution(told.execution).orElseThrow();
                assertThat(row.status() == WorkflowStatus.FAILED && told.retried)
                        .as(when)
                        .isFalse();
                if (told.end != null) {
                    assertThat(row.status()).as(when).isEqualTo(told.end);
                }
            }
        }
        assertThat(tasks(file)).as(when).isGreaterThanOrEqualTo(told.tasks);
    }

    private static int tasks(Path file) {
        try (Store store = Stores.look(file)) {
            return store.archive().newestExecutions(9).stream()
                    .filter(row -> row.id().value().startsWith("tasks"))
                    .mapToInt(row -> executions(store).view(row).stepResults().size())
                    .sum();
        }
    }

    private static Executions executions(Store store) {
        return new Executions(store.archive(), Stores::isAlive, new Definitions());
    }

    /** The names of what is recorded as completed. */
    private static Set<String> completed(Path file) {
        Set<String> names = new TreeSet<>();
        try (Store store = Stores.look(file)) {
            for (ExecutionRow row : store.archive().newestExecutions(9)) {
                executions(store).view(row).stepResults().forEach((name, result) -> {
                    if (result.status() == TaskStatus.COMPLETED) {
                        names.add(name);
                    }
                });
            }
        }
        return names;
    }

    private static void assertEnd(FaultyScenario scenario, Path file, String when) {
        try (Store store = Stores.look(file)) {
            List<ExecutionRow> rows = store.archive().newestExecutions(9);
            assertThat(rows).as(when).hasSize(scenario == FaultyScenario.CHILD ? 2 : 1);
            assertThat(rows.get(rows.size() - 1).status()).as(when).isEqualTo(scenario.end());
        }
        if (scenario != FaultyScenario.CANCEL) {
            Set<String> well = new TreeSet<>(scenario.ledger());
            well.removeAll(scenario.after().failing());
            assertThat(completed(file)).as(when).containsAll(well);
        }
        Upkeep upkeep = new Upkeep(file, Clock.system(), IdSource.random(), owner -> {});
        assertThat(upkeep.check().faults()).as(when).isEmpty();
    }
}
