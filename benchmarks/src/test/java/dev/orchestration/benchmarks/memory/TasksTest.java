package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tasks see every fault of who runs them; and nobody who is measured has one. */
class TasksTest {
    private final Tasks chain = Tasks.empty(TaskGraph.chain(3));

    @Test
    void anOrderThatIsRightPasses() {
        run(0, 1, 2);
        chain.finish();
    }

    @Test
    void aTaskBeforeItsDependencyIsSeen() {
        run(0, 2, 1);

        assertThatThrownBy(chain::finish).hasMessage("task 2 ran before its dependency 1");
    }

    @Test
    void aTaskThatRunsTwiceIsSeen() {
        run(0, 1, 1, 2);

        assertThatThrownBy(chain::finish).hasMessage("task 1 ran twice");
    }

    @Test
    void aTaskThatDoesNotRunIsSeen() {
        run(0, 1);

        assertThatThrownBy(chain::finish).hasMessage("task 2 did not run");
    }

    @Test
    void whatRanInTheRoundBeforeHasToRunAgain() {
        run(0, 1, 2);
        chain.finish();

        assertThatThrownBy(chain::finish).hasMessage("task 0 did not run");
    }

    @ParameterizedTest
    @EnumSource
    void everyContestantRunsEveryTaskOnceInOrderTwice(Who who) throws Exception {
        Tasks tasks = Tasks.empty(TaskGraph.layered(1_000));
        Contestant contestant = who.with(tasks);
        for (int round = 0; round < 2; round++) {
            contestant.prepare();
            contestant.run();
            contestant.settle();
            tasks.finish();
        }
        contestant.close();
    }

    private void run(int... order) {
        for (int task : order) {
            chain.run(task);
        }
    }
}
