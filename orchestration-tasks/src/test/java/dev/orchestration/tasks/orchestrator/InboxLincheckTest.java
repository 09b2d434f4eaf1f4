package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Whatever threads tell the inbox at once they could have told one after the other, while one at a time drains it. */
class InboxLincheckTest {
    /** Whose inside is not looked at, so that the switches of threads are tried where we could be wrong. */
    private static final String[] LIBRARY = {"java.util.ArrayList", "java.util.ImmutableCollections"};

    private static final class Numbered extends Message {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        void deliver(Loop loop) {
            throw new UnsupportedOperationException();
        }
    }

    /** With room for all, until the owner closes it. */
    @Param(name = "number", gen = IntGen.class, conf = "1:3")
    @Param(name = "most", gen = IntGen.class, conf = "1:2")
    public static class Roomy {
        private final Inbox inbox = new Inbox(100);
        private boolean closed;

        @Operation
        public boolean post(@Param(name = "number") int number) {
            return inbox.post(new Numbered(number));
        }

        @Operation
        public boolean postFromOutside(@Param(name = "number") int number) {
            return inbox.postFromOutside(new Numbered(number));
        }

        @Operation(nonParallelGroup = "owner")
        public String drain(@Param(name = "most") int most) {
            List<Message> drained = new ArrayList<>();
            if (!closed) {
                inbox.drain(drained, most);
            }
            return numbers(drained);
        }

        @Operation(nonParallelGroup = "owner")
        public String close() {
            closed = true;
            return numbers(inbox.close());
        }

        /** The owner's, as others may be told no while the owner just takes messages out. */
        @Operation(nonParallelGroup = "owner")
        public boolean hasMessages() {
            return inbox.hasMessages();
        }

        private static String numbers(List<Message> messages) {
            StringBuilder numbers = new StringBuilder();
            messages.forEach(message -> numbers.append(((Numbered) message).number));
            return numbers.toString();
        }
    }

    /**
     * With room for two of those outside. Who is just coming counts, so that two who come at once may keep a third away
     * before they are there: the answers are not those of one after the other, but never are there too many, and no place
     * is lost.
     */
    public static class Narrow {
        private static final int LIMIT = 2;

        private final Inbox inbox = new Inbox(LIMIT);

        @Operation
        public void post() {
            inbox.post(new Numbered(0));
        }

        @Operation
        public void postFromOutside() {
            tries();
        }

        @Operation(nonParallelGroup = "owner")
        public void drain() {
            inbox.drain(new ArrayList<>(), 1);
        }

        private boolean tries() {
            try {
                return inbox.postFromOutside(new Numbered(1));
            } catch (OrchestrationException e) {
                return false;
            }
        }

        @Validate
        public void itHasRoomForTwoOfThoseOutside() {
            List<Message> left = new ArrayList<>();
            inbox.drain(left, 100);
            inbox.drain(left, 100);
            int outside = 0;
            for (Message message : left) {
                outside += message.counted ? 1 : 0;
            }
            if (outside > LIMIT || !tries() || !tries() || tries()) {
                throw new IllegalStateException("there were " + outside + ", or a place was lost");
            }
        }
    }

    private static void check(Class<?> model) {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(80)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LIBRARY)
                        .allMethods()
                        .treatAsAtomic())
                .check(model);
        new StressOptions()
                .iterations(3)
                .invocationsPerIteration(150)
                .threads(3)
                .actorsPerThread(2)
                .check(model);
    }

    @Test
    void messagesKeepTheOrderInWhichTheyCameAndAClosedInboxLosesNone() {
        check(Roomy.class);
    }

    @Test
    void theLimitHolds() {
        check(Narrow.class);
    }
}
