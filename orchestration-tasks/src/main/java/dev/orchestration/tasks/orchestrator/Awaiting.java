package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.ArrayList;
import java.util.List;

/** What somebody waits for. Asked on the loop. */
sealed interface Awaiting {
    /** Whether it cannot come before the attempt has ended. */
    boolean needs(Attempt attempt);

    /** What has to come before it and is known by the plan. */
    default List<Awaiting> before(Roster roster) {
        return List.of();
    }

    /** The attempts in hand without whose end it does not come. */
    List<Attempt> inHand(Roster roster);

    /** As people read it. */
    String label();

    /** The end of one plain task. */
    record OfTask(Hosted queue, int node) implements Awaiting {
        @Override
        public boolean needs(Attempt attempt) {
            return attempt.owner() == queue && attempt.row() == node;
        }

        @Override
        public List<Awaiting> before(Roster roster) {
            ExecutionState state = queue.state();
            List<Awaiting> before = new ArrayList<>();
            for (int i = 0; i < state.plan().dependencyCount(node); i++) {
                int dependency = state.plan().dependency(node, i);
                if (dependency >= 0 && !state.isSettled(dependency)) {
                    before.add(new OfTask(queue, dependency));
                }
            }
            return before;
        }

        @Override
        public List<Attempt> inHand(Roster roster) {
            Attempt attempt = queue.running().get(node);
            return attempt == null ? List.of() : List.of(attempt);
        }

        @Override
        public String label() {
            return "task '" + queue.state().plan().name(node) + "'";
        }
    }

    /** The end of an execution. */
    record OfExecution(ExecutionId id) implements Awaiting {
        @Override
        public boolean needs(Attempt attempt) {
            return attempt.execution().equals(id);
        }

        /** Where it waits for its key, the end of whoever has that; and that of those that its steps wait for. */
        @Override
        public List<Awaiting> before(Roster roster) {
            Hosted hosted = roster.find(id);
            List<Awaiting> before = new ArrayList<>();
            if (hosted != null) {
                roster.needed(hosted).forEach(holder -> before.add(new OfExecution(holder)));
                if (ChildWaits.of(hosted.state()).isAnyOpen()) {
                    addChildren(roster, before);
                }
            }
            return before;
        }

        /** They are asked for their parent: that is known from their first moment on, before the parent has heard of them. */
        private void addChildren(Roster roster, List<Awaiting> before) {
            for (Hosted child : roster.all()) {
                Parent parent = child.state().lifecycle().created().parent();
                if (parent != null && parent.execution().equals(id.value())) {
                    before.add(new OfExecution(child.id()));
                }
            }
        }

        @Override
        public List<Attempt> inHand(Roster roster) {
            Hosted hosted = roster.find(id);
            return hosted == null ? List.of() : hosted.running().all();
        }

        @Override
        public String label() {
            return "execution " + id;
        }
    }

    /** The end of all plain tasks. */
    record OfAllTasks() implements Awaiting {
        @Override
        public boolean needs(Attempt attempt) {
            return attempt.owner().hosting().session().session().equals(QueueHosting.SESSION);
        }

        @Override
        public List<Attempt> inHand(Roster roster) {
            return roster.all().stream()
                    .flatMap(hosted -> hosted.running().all().stream())
                    .filter(this::needs)
                    .toList();
        }

        @Override
        public String label() {
            return "all tasks";
        }
    }
}
