package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import java.util.List;
import java.util.function.Consumer;

/** What a store has to ask of its owner, who works meanwhile, to remove something: see {@link Store#removeEnded}. */
public interface OwnerAtWork {
    /** One who does nothing else, so that nobody has to be asked. */
    OwnerAtWork IDLE = new OwnerAtWork() {
        @Override
        public void apart(List<ExecutionId> ids, Consumer<List<ExecutionId>> act) {
            act.accept(ids);
        }

        @Override
        public void rest(long nanos) {}
    };

    /**
     * Runs {@code act} with those of the executions that nobody carries out or is about to take up, and that nobody takes up
     * before it returns.
     *
     * @param ids also none: then it is only asked whether everything that was decided is recorded
     * @throws dev.orchestration.state.OrchestrationException if the owner records nothing at the moment
     */
    void apart(List<ExecutionId> ids, Consumer<List<ExecutionId>> act);

    /**
     * Called outside of every lock and transaction; lets the owner have its turn.
     *
     * @param nanos how long it had to wait just now; it gets about as long
     * @throws dev.orchestration.state.OrchestrationException ({@code CLOSED}) if the owner is about to end: what is left then
     *     is for the next time
     */
    void rest(long nanos);
}
