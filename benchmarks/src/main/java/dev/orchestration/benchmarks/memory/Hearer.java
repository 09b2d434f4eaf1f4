package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The one listener: counts what it hears. Executions must follow one another. */
final class Hearer implements ExecutionListener {
    private final BlockingQueue<Integer> endsByExecution = new LinkedBlockingQueue<>();
    private int ends;

    @Override
    public void committed(ExecutionId execution, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.AttemptEnded) {
                ends++;
            } else if (event instanceof Event.ExecutionEnded) {
                endsByExecution.add(ends);
                ends = 0;
            }
        }
    }

    /** Waits for the last event of the next execution, which comes after its end was told to who awaits it. */
    void requireEnds(int expected) throws InterruptedException {
        int heard = endsByExecution.take();
        if (heard != expected) {
            throw new WrongResultException("the listener heard of " + heard + " ends of " + expected);
        }
    }
}
