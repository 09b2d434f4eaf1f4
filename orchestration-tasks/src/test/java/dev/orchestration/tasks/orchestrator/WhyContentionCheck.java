package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Place;
import dev.orchestration.tasks.why.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A ready step: every single change is done to the real loop, and those that let the step start are those that were said. */
final class WhyContentionCheck {
    private static final int MOST = 5;

    private final long seed;
    private final ExecutionId id;
    private final int node;
    private final Why why;
    private final WhyPlay before;

    WhyContentionCheck(long seed, ExecutionId id, int node, Why why) {
        this.seed = seed;
        this.id = id;
        this.node = node;
        this.why = why;
        this.before = new WhyPlay(seed);
    }

    private boolean startsAfter(Consumer<WhyPlay> act) {
        WhyPlay play = new WhyPlay(seed);
        act.accept(play);
        play.step();
        return play.status(id, node) != TaskStatus.READY;
    }

    void check() {
        assertThat(startsAfter(WhyPlay::step)).as("it starts by itself").isFalse();
        assertThat(said(Change.StepEnds.class).stream()
                        .map(Change.StepEnds::step)
                        .toList())
                .as("ends of attempts")
                .containsExactlyInAnyOrderElementsOf(ends());
        SessionLimits session = before.hosted.get(id).hosting().session();
        int parallel = before.hosted.get(id).hosting().maxParallel();
        knob(
                "max_parallel",
                parallel == Integer.MAX_VALUE ? null : raise -> play -> play.maxParallel(id, parallel + raise),
                of(Change.MaxParallel.class, act -> act.most() - parallel));
        knob(
                "session",
                raise -> play -> raiseSession(play, session.session(), raise),
                of(Change.SessionTasks.class, act -> act.most() - session.maxParallelTasks()));
        int slots = slots();
        knob(
                "workers",
                raise -> play -> play.workers(slots + raise),
                of(Change.Workers.class, act -> act.count() - slots));
        for (String resource : WhyPlay.RESOURCES) {
            double now = before.resource(resource).capacity();
            knob(
                    resource,
                    raise -> play -> play.capacity(resource, raise),
                    of(
                            Change.Capacity.class,
                            act -> act.resource().value().equals(resource)
                                    ? (int) Math.round(act.capacity() - now)
                                    : 0));
        }
        for (Change change : why.changes()) {
            assertThat(startsAfter(play -> doAll(play, change.acts())))
                    .as("after %s", change)
                    .isTrue();
            if (change.acts().size() > 1) {
                assertThat(why.changes()).endsWith(change);
                noneTooMuch(change.acts());
            }
        }
    }

    private static void raiseSession(WhyPlay play, SessionId session, int raise) {
        play.session(
                session,
                limits -> new SessionLimits(
                        limits.session(),
                        limits.maxParallelTasks() + raise,
                        limits.maxParallelWorkflows(),
                        limits.weight()));
    }

    private int slots() {
        List<Integer> slots = new ArrayList<>();
        before.stage.tell(on -> slots.add((Integer) Inside.get(Inside.get(on, "capacity"), "slots")));
        before.step();
        return slots.get(0);
    }

    private List<Place> ends() {
        Set<Place> helpful = new LinkedHashSet<>();
        for (Attempt each : before.running()) {
            if (startsAfter(play -> play.ends(each.execution(), each.row()))) {
                helpful.add(new Place(each.execution(), name(each)));
            }
        }
        return List.copyOf(helpful);
    }

    private static String name(Attempt each) {
        return RowNames.of(each.owner().state(), each.row());
    }

    private <A> List<A> said(Class<A> act) {
        return why.changes().stream()
                .filter(change -> change.acts().size() == 1)
                .map(change -> change.acts().get(0))
                .filter(act::isInstance)
                .map(act::cast)
                .toList();
    }

    private <A> int of(Class<A> act, java.util.function.ToIntFunction<A> raise) {
        return said(act).stream()
                .mapToInt(raise)
                .filter(each -> each > 0)
                .findFirst()
                .orElse(0);
    }

    /** @param said by how much it was said that it must be raised, 0 if nothing was said */
    private void knob(String name, IntFunction<Consumer<WhyPlay>> raised, int said) {
        int enough = 0;
        for (int raise = 1; raised != null && raise <= MOST && enough == 0; raise++) {
            enough = startsAfter(raised.apply(raise)) ? raise : 0;
        }
        if (said <= MOST) {
            assertThat(said).as("%s raised by", name).isEqualTo(enough);
        } else {
            assertThat(enough).as("%s raised by", name).isZero();
        }
    }

    private void noneTooMuch(List<Change.Act> acts) {
        for (Change.Act act : acts) {
            List<Change.Act> rest = acts.stream().filter(each -> each != act).toList();
            assertThat(startsAfter(play -> doAll(play, rest)))
                    .as("without %s", act)
                    .isFalse();
        }
    }

    private void doAll(WhyPlay play, List<Change.Act> acts) {
        acts.forEach(act -> doIt(play, act));
    }

    private void doIt(WhyPlay play, Change.Act act) {
        if (act instanceof Change.StepEnds e) {
            play.ends(
                    e.step().execution(),
                    play.row(e.step().execution(), e.step().step()));
        } else if (act instanceof Change.WaitUntil w) {
            play.stage.after(Duration.ofNanos((w.time() - play.stage.clock.micros()) * 1_000));
        } else if (act instanceof Change.Workers w) {
            play.workers(w.count());
        } else if (act instanceof Change.MaxParallel m) {
            play.maxParallel(m.execution(), m.most());
        } else if (act instanceof Change.SessionTasks s) {
            int now = play.hosted.get(id).hosting().session().maxParallelTasks();
            raiseSession(play, s.session(), s.most() - now);
        } else if (act instanceof Change.Capacity c) {
            String name = c.resource().value();
            play.capacity(
                    name, (int) Math.round(c.capacity() - play.resource(name).capacity()));
        } else {
            throw new AssertionError("nobody can do " + act);
        }
    }
}
