package dev.orchestration.benchmarks;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Child;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Stopwatch;
import dev.orchestration.benchmarks.measure.SyncedAppends;
import dev.orchestration.benchmarks.measure.Table;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** What the machine is worth at the moment, without any code of ours: absolute figures mean little without it. */
final class Calibration implements Benchmark {
    @Override
    public String name() {
        return "calibration";
    }

    @Override
    public String about() {
        return "what this machine is worth at the moment: start of a JVM, one process, one sync of a file";
    }

    @Override
    public List<Table> run() throws Exception {
        Table table = new Table("Calibration", "What this machine is worth at the moment, without code of ours.");
        Series hello = Stopwatch.repeat(2, 9, () -> millisOf(helloCommand()));
        Series fork = Stopwatch.repeat(20, 51, () -> millisOf(List.of("/bin/true")));
        Series sync = Stopwatch.repeat(1, 5, SyncedAppends::perSecond);
        table.add(new Line("start-up", "JVM hello", "ms", hello, null));
        table.add(new Line("one process", "/bin/true, started and waited for", "ms", fork, null));
        table.add(new Line("one durable write", "append " + SyncedAppends.BYTES + " bytes + fdatasync (REF)", "/s", sync, null));
        return List.of(table);
    }

    private static List<String> helloCommand() throws URISyntaxException {
        Path classes = Path.of(
                Hello.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of(Child.java(), "-cp", classes.toString(), Hello.class.getName());
    }

    private static double millisOf(List<String> command) throws Exception {
        return Stopwatch.nanos(() -> Child.quietly(command)) / 1e6;
    }
}
