package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.StreamEnd;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings what commands ask to the loop, once each, and has their answers recorded with what was done. Thread-safe. */
final class ReceiptDesk {
    private final FrontDesk desk;
    private final Archive archive;

    ReceiptDesk(FrontDesk desk, Archive archive) {
        this.desk = desk;
        this.archive = archive;
    }

    /** Has the loop do it for a newcomer, which is refused if the command has its answer. */
    void post(Hosted hosted, @Nullable Receipt receipt, Consumer<Loop> act) {
        desk.post(new Message() {
            @Override
            void deliver(Loop on) {
                try {
                    on.roster().requireUnanswered(receipt);
                } catch (AnsweredException e) {
                    refuse(e);
                    return;
                }
                act.accept(on);
            }

            @Override
            void refuse(OrchestrationException why) {
                hosted.refuse(why);
            }
        });
    }

    /**
     * Asks the loop, and waits for what it says.
     *
     * @throws AnsweredException if the command has its answer, recorded or not yet
     */
    <T> @Nullable T ask(@Nullable Receipt receipt, Function<Loop, @Nullable T> question) {
        return desk.ask(on -> {
            on.roster().requireUnanswered(receipt);
            return question.apply(on);
        });
    }

    /** How much is recorded in the stream to which an answer is added; read here, as the loop does not wait for it. */
    StreamEnd recorded(@Nullable Receipt receipt) {
        return receipt == null ? StreamEnd.EMPTY : archive.end(StreamEnd.ENGINE);
    }

    /** The command has its answer with this step; nothing is noted where there is no receipt. */
    static void answer(Loop on, @Nullable Receipt receipt, ExecutionId execution, StreamEnd recorded) {
        if (receipt != null) {
            on.roster().note(receipt.done(on.now(), execution), recorded);
        }
    }
}
