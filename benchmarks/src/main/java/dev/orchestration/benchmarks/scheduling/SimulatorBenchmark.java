package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.JmhRun;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.scheduling.SimulatedLayers.Player;
import java.util.List;
import java.util.Map;

/** Goal 9. */
public final class SimulatorBenchmark implements Benchmark {
    private static final JmhRun RUN = new JmhRun(SimulatedLayers.class, 2, 3, 3, 500, "2g");

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public String about() {
        return "goal 9: simulated completions a second";
    }

    @Override
    public List<Table> run() throws Exception {
        Table table = new Table(
                "Goal 9: simulated completions a second",
                "100,000 tasks of 1 to 100 ms in 100 layers, 3 dependencies each (seed " + SimulatedLayers.SEED + "), "
                        + SimulatedLayers.SLOTS
                        + " slots; the order of the mode is planned in the time. Every schedule is"
                        + " checked. 2 JVMs each, of the limit the faster one counts.");
        for (Player player : Player.values()) {
            Progress.tell("simulator: " + player.label());
            var forked = RUN.with(Map.of("player", player.name()));
            boolean ours = player != Player.BARE;
            Series rate = (ours ? forked.all() : forked.fastest()).map(seconds -> SimulatedLayers.SIZE / seconds);
            Comparison goal = ours ? new Comparison("itself", rate.median(), " /s", Bound.atLeast(200_000)) : null;
            table.add(new Line("100,000 tasks", player.label(), "/s", rate, goal));
        }
        return List.of(table);
    }
}
