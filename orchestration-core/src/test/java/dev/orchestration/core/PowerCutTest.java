package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.DiskTrace.Call;
import dev.orchestration.core.DiskTrace.Kind;
import dev.orchestration.core.FileUnderPower.Cut;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Durability;
import dev.orchestration.store.Stores;
import dev.orchestration.store.Upkeep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut at many points of a real run, as a disk with a cache would see it: every call to the system is recorded, and
 * the files are rebuilt with what was not synced lost, kept, or torn. Skipped where there is no strace, but not in CI.
 */
@Tag("child-jvm")
@Timeout(3_600)
class PowerCutTest {
    /** The campaign is {@code -Dorchestration.power.cuts=500}; see CONTRIBUTING.md. */
    private static final int CUTS = Integer.getInteger("orchestration.power.cuts", 30);

    private static final int EXECUTIONS = 25;

    @TempDir
    Path folder;

    private final Map<ExecutionId, List<Commit>> whole = new HashMap<>();
    private List<Call> calls;
    private int images;
    private int lost;

    @BeforeEach
    void straceIsThere() throws IOException, InterruptedException {
        boolean there = false;
        try {
            there = new ProcessBuilder("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=none", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            System.out.println("no strace here: " + e.getMessage());
        }
        if (!there) {
            assertThat(System.getenv("CI"))
                    .as("in CI nothing is skipped: no strace that may look at a process")
                    .isNotEqualTo("true");
        }
        Assumptions.assumeTrue(there, "no strace that may look at a process");
    }

    @Test
    void whatWasAcknowledgedSurvivesEveryPowerCut() throws Exception {
        cutManyTimes(Durability.DURABLE);
        assertThat(lost).as("acknowledged and lost").isZero();
    }

    /** The same eyes see that the last moments are lost here, which shows that they see. */
    @Test
    void theFastProfileLosesTheLastMomentsAndNothingBeforeThem() throws Exception {
        cutManyTimes(Durability.FAST);
        assertThat(lost).as("acknowledged and lost").isPositive();
    }

    private void cutManyTimes(Durability durability) throws Exception {
        long seed = Long.getLong("orchestration.power.seed", new Random().nextLong());
        record(durability);
        Random random = new Random(seed);
        int first = firstWordSaid();
        TreeSet<Integer> points = new TreeSet<>();
        while (points.size() < Math.min(CUTS, (calls.size() - first) / 2)) {
            points.add(first + random.nextInt(calls.size() - first));
        }
        Map<String, FileUnderPower> files = new HashMap<>();
        List<String> said = new ArrayList<>();
        for (int at = 0; at < calls.size(); at++) {
            if (points.contains(at)) {
                for (Cut cut : Cut.values()) {
                    look(files, said, cut, random, durability + ", seed " + seed + ", cut at call " + at + ", " + cut);
                }
            }
            take(calls.get(at), files, said);
        }
        System.out.println("PowerCutTest: " + durability + ", seed " + seed + ": " + calls.size() + " calls, " + images
                + " images, " + lost + " acknowledgements lost");
    }

    private static void take(Call call, Map<String, FileUnderPower> files, List<String> said) {
        if (call.file().equals("said")) {
            said.add(new String(call.bytes(), StandardCharsets.UTF_8).strip());
        } else if (call.kind() == Kind.UNLINK) {
            files.remove(call.file());
        } else {
            files.computeIfAbsent(call.file(), name -> new FileUnderPower()).take(call);
        }
    }

    /** Runs the host application under strace, to its end. */
    private void record(Durability durability) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-y", "-qq", "--seccomp-bpf", "-xx", "-s", "100000"));
        command.addAll(List.of(
                "-e", "trace=" + DiskTrace.CALLS, "-o", folder.resolve("trace").toString()));
        command.addAll(LedgerHost.command(folder, durability, EXECUTIONS));
        Process child = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("said").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(child.waitFor()).as(() -> "see " + folder.resolve("err")).isZero();
        calls = DiskTrace.read(folder.resolve("trace")).stream()
                .filter(call -> call.file().equals("said") || call.file().matches("state\\.db(-wal)?"))
                .toList();
        try (Store store = Stores.look(folder.resolve("store/state.db"))) {
            for (ExecutionRow row : store.archive().newestExecutions(EXECUTIONS)) {
                store.archive().replay(row.id(), whole.computeIfAbsent(row.id(), id -> new ArrayList<>())::add);
            }
        }
        assertThat(whole).hasSize(EXECUTIONS);
    }

    private int firstWordSaid() {
        for (int at = 0; at < calls.size(); at++) {
            if (calls.get(at).file().equals("said")) {
                return at;
            }
        }
        throw new AssertionError("nothing was said");
    }

    private void look(Map<String, FileUnderPower> files, List<String> said, Cut cut, Random random, String when)
            throws IOException {
        Path place = Files.createDirectory(folder.resolve("image-" + images++));
        for (Map.Entry<String, FileUnderPower> file : files.entrySet()) {
            Files.write(place.resolve(file.getKey()), file.getValue().after(cut, random));
        }
        Path image = place.resolve("state.db");
        try (Store store = Stores.own(image, Clock.system(), IdSource.random())) {
            lost += lost(store, said, when);
            store.archive().newestExecutions(EXECUTIONS).forEach(row -> assertIsTheBeginning(store, row.id(), when));
        } catch (OrchestrationException e) {
            throw new AssertionError(when, e);
        }
        assertThat(new Upkeep(image, Clock.system(), IdSource.random(), owner -> {})
                        .check()
                        .faults())
                .as(when)
                .isEmpty();
    }

    /** How much was said and is not there; nothing that was said later is there then. */
    private static int lost(Store store, List<String> said, String when) {
        int lost = 0;
        boolean missing = false;
        for (String line : said) {
            String[] words = line.split(" ", -1);
            ExecutionRow row =
                    store.archive().execution(new ExecutionId(words[1])).orElse(null);
            boolean there = row != null && (words[0].equals("accepted") || row.status() == WorkflowStatus.COMPLETED);
            lost += there ? 0 : 1;
            if (words[0].equals("accepted")) {
                assertThat(there && missing)
                        .as(when + ": " + line + " is there, and one before it is not")
                        .isFalse();
                missing |= !there;
            }
        }
        return lost;
    }

    private void assertIsTheBeginning(Store store, ExecutionId id, String when) {
        List<Commit> there = new ArrayList<>();
        store.archive().replay(id, there::add);
        List<Commit> all = whole.get(id);
        assertThat(all).as(when).isNotNull();
        assertThat(there).as(when).isEqualTo(all.subList(0, Math.min(there.size(), all.size())));
    }
}
