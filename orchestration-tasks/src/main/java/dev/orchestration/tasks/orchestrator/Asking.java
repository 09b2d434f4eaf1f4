package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.decide.Ask;
import org.jspecify.annotations.Nullable;

/** Brings what people ask to the executions that are carried out here. Thread-safe. */
final class Asking {
    private final FrontDesk desk;
    private final Archive archive;

    Asking(FrontDesk desk, Archive archive) {
        this.desk = desk;
        this.archive = archive;
    }

    /** As {@link OwnerDesk#ask}; null if the execution is not carried out here. */
    @Nullable
    Hosted ask(ExecutionId id, Ask ask, @Nullable Receipt receipt) {
        StreamEnd recorded = receipt == null ? StreamEnd.EMPTY : archive.end(StreamEnd.ENGINE);
        return desk.ask(on -> {
            on.roster().requireUnanswered(receipt);
            Hosted hosted = on.roster().find(id);
            if (hosted != null) {
                hosted.decide(ask.signal(hosted.state(), on.now()));
                if (receipt != null) {
                    on.roster().note(receipt.done(on.now(), id), recorded);
                }
            }
            return hosted;
        });
    }
}
