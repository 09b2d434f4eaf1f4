package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreFault;
import dev.orchestration.store.Stores;
import dev.orchestration.store.Upkeep;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One host application on one store is killed again and again, at any moment of its life, and begun anew. */
@Tag("child-jvm")
@Timeout(36_000)
class KillCampaignTest {
    /** The campaign is {@code -Dorchestration.kill.cycles=1000}; see CONTRIBUTING.md. */
    private static final int CYCLES = Integer.getInteger("orchestration.kill.cycles", 10);

    /** So often the whole store is read. */
    private static final int LOOK = 50;

    @TempDir
    Path folder;

    private final Set<String> accepted = new HashSet<>();
    private int ended;

    @Test
    void afterAnyNumberOfKillsLedgerJournalAndExecutionsAgree() throws Exception {
        long seed = Long.getLong("orchestration.kill.seed", new Random().nextLong());
        System.out.println("KillCampaignTest: " + CYCLES + " cycles, seed " + seed);
        Random random = new Random(seed);
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            List<String> said = liveAndDie(random);
            assertThat(lost(said)).as("cycle %s of seed %s", cycle, seed).isEmpty();
            if (cycle % LOOK == 0) {
                System.out.println("KillCampaignTest: " + cycle + " kills, " + accepted.size() + " executions, " + ended
                        + " told as ended");
                assertThat(sound()).as("cycle %s of seed %s", cycle, seed).isEmpty();
            }
        }
        try (OrchestrationEngine engine =
                LedgerHost.builder(file(), folder.resolve("ledger")).build()) {
            LedgerHost.goOn(engine, LedgerHost.open(engine));
        }
        List<String> ledger = Files.readAllLines(folder.resolve("ledger"));
        assertThat(LedgerCheck.faults(file(), ledger, accepted))
                .as("seed %s", seed)
                .isEmpty();
        assertThatTheCheckSeesFaults(ledger);
        assertThat(accepted).as("executions of seed %s", seed).hasSizeGreaterThan(CYCLES);
        System.out.println("KillCampaignTest: " + CYCLES + " kills, " + accepted.size() + " executions accepted, "
                + ended + " told as ended, " + ledger.size() + " lines in the ledger, 0 faults");
    }

    private void assertThatTheCheckSeesFaults(List<String> ledger) {
        String first = ledger.get(0);
        List<String> twice = new ArrayList<>(ledger);
        twice.add(first);
        assertThat(LedgerCheck.faults(file(), twice, accepted)).hasSize(1);
        assertThat(LedgerCheck.faults(file(), ledger, Set.of("another"))).containsExactly("lost: another");
        List<String> more = new ArrayList<>(ledger);
        more.add(first.replaceAll("\\d+$", "99"));
        more.add("began another/a 1");
        assertThat(LedgerCheck.faults(file(), more, accepted)).hasSize(2);
        List<String> mixed = new ArrayList<>(ledger);
        Collections.reverse(mixed);
        assertThat(LedgerCheck.faults(file(), mixed, accepted)).isNotEmpty();
        assertThat(LedgerCheck.faults(file(), ledger.subList(8, ledger.size()), accepted))
                .isNotEmpty();
    }

    private Path file() {
        return folder.resolve("store/state.db");
    }

    /** Gives what it said. */
    private List<String> liveAndDie(Random random) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(LedgerHost.command(folder, Durability.DURABLE, 0))
                .redirectError(folder.resolve("err").toFile())
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            if (random.nextInt(4) == 0) { // while it starts, opens the store, goes on with what was left
                child.waitFor(200 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
                child.toHandle().destroyForcibly();
            }
            int enough = 1 + random.nextInt(50);
            int micros = random.nextInt(20_000);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (said.size() == enough) {
                    child.waitFor(micros, TimeUnit.MICROSECONDS);
                    // By its handle: the process itself would close what it had said before.
                    child.toHandle().destroyForcibly();
                }
            }
            child.waitFor();
        }
        assertThat(child.exitValue())
                .as(() -> "it was killed, and did not fail: " + errors())
                .isEqualTo(128 + 9);
        return said;
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What was said and is not in the store. */
    private List<String> lost(List<String> said) {
        List<String> lost = new ArrayList<>();
        if (said.isEmpty()) {
            return lost;
        }
        try (Store store = Stores.look(file())) {
            for (String line : said) {
                String[] words = line.split(" ", -1);
                ExecutionRow row =
                        store.archive().execution(new ExecutionId(words[1])).orElse(null);
                if (words[0].equals("accepted")) {
                    accepted.add(words[1]);
                } else {
                    ended++;
                }
                if (row == null || (words[0].equals("ended") && row.status() != WorkflowStatus.valueOf(words[2]))) {
                    lost.add(line + ", but there is " + row);
                }
            }
        }
        return lost;
    }

    private List<StoreFault> sound() {
        return new Upkeep(file(), Clock.system(), IdSource.random(), owner -> {})
                .check()
                .faults();
    }
}
