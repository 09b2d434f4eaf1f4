package dev.orchestration.app.view;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Place;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.StepWait;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a step does not run, told to a person: one line for each obstacle, then what would let it go. */
public final class WhyText {
    private static final int MOST = 6;

    private final Why why;
    private final Places places;
    private final Mentions mentions;

    private WhyText(Why why, Places places, ZoneId zone) {
        this.why = why;
        this.places = places;
        this.mentions = new Mentions(why, zone);
    }

    /** The lines, wrapped at {@code width} columns. */
    public static String of(Why why, Places places, Style style, int width, ZoneId zone) {
        WhyText text = new WhyText(why, places, zone);
        Wrapped out = new Wrapped(width);
        out.line("", style.markColumn(Mark.of(why.status())) + " ", text.headline());
        List<Obstacle> obstacles = why.obstacles();
        for (Obstacle each : obstacles.subList(0, Math.min(obstacles.size(), 20))) {
            out.line("  ", "- ", text.obstacle(each));
        }
        if (obstacles.size() > 20) {
            out.line("  ", "- ", "and " + (obstacles.size() - 20) + " more; --json has all");
        }
        if (obstacles.isEmpty()) {
            out.line("  ", "- ", "nothing holds it: it starts as soon as its engine looks");
        }
        String first = "lets it go: ";
        for (Change change : why.changes().subList(0, Math.min(why.changes().size(), MOST))) {
            out.line("  ", first, text.change(change));
            first = "        or: ";
        }
        if (why.changes().size() > MOST) {
            out.line("  ", first, "one of " + (why.changes().size() - MOST) + " more; --json has all");
        }
        return out.toString();
    }

    private String headline() {
        boolean orphaned = why.status() == TaskStatus.RUNNING
                && why.obstacles().stream().anyMatch(each -> !(each instanceof Obstacle.Running))
                && why.obstacles().stream().noneMatch(each -> each instanceof Obstacle.Items);
        return mentions.step(why.place()) + " is "
                + (orphaned ? "interrupted; it ran" : why.status().wire()) + " since " + mentions.when(why.since());
    }

    private String obstacle(Obstacle each) {
        if (each instanceof Obstacle.Ended o) {
            String reason = o.reason() == null ? "" : ": " + Printable.line(o.reason());
            return "it has ended, " + o.status().wire() + reason + WhyWords.failure(o.error());
        } else if (each instanceof Obstacle.Running o) {
            return "nothing: it runs, attempt " + o.attempt() + " since " + mentions.when(o.since());
        } else if (each instanceof Obstacle.ExecutionOver o) {
            return "its execution is " + o.status().wire() + (o.at() == null ? "" : " since " + mentions.when(o.at()));
        } else if (each instanceof Obstacle.Paused o) {
            return "its execution is paused since " + mentions.when(o.since()) + ": " + Printable.line(o.reason());
        } else if (each instanceof Obstacle.Pausing o) {
            return "its execution pauses as soon as nothing of it runs: " + Printable.line(o.reason());
        } else if (each instanceof Obstacle.Interrupted) {
            return "its execution is interrupted: no living process carries it out";
        } else if (each instanceof Obstacle.Cancelling o) {
            return "its execution is being cancelled since " + mentions.when(o.since()) + " by "
                    + Printable.line(o.by()) + ": " + Printable.line(o.reason());
        } else if (each instanceof Obstacle.SessionFull o) {
            return "its session " + Printable.line(o.session().value())
                    + (o.limit() == 0 ? "" : " carries out " + o.limit() + " at once, and")
                    + " is full: "
                    + o.inside().stream()
                            .limit(Mentions.MOST)
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))
                    + (o.before() == 0 ? "" : "; " + o.before() + " more before it");
        } else if (each instanceof Obstacle.SessionWaits o) {
            return SessionText.waits(o);
        } else if (each instanceof Obstacle.KeyTaken o) {
            return KeyText.of(o);
        } else if (each instanceof Obstacle.Dependency o) {
            return "waits for " + Printable.line(o.step()) + ", " + o.status().wire()
                    + (o.since() == null ? "" : " since " + mentions.when(o.since()));
        } else if (each instanceof Obstacle.NotSubmitted o) {
            return "waits for " + Printable.line(o.task()) + ", which was never submitted";
        } else if (each instanceof Obstacle.BlockedBy o) {
            return "blocked for good by " + Printable.line(o.step()) + ", "
                    + o.status().wire() + " since " + mentions.when(o.since());
        } else {
            return atPresent(each);
        }
    }

    private String atPresent(Obstacle each) {
        if (each instanceof Obstacle.BackingOff o) {
            return "attempt " + o.failedAttempts() + " failed; the next is due " + mentions.due(o.until())
                    + WhyWords.failure(o.error());
        } else if (each instanceof Obstacle.BetweenPasses o) {
            return "until did not hold after pass " + o.passes() + "; the next is due " + mentions.due(o.until());
        } else if (each instanceof Obstacle.Items o) {
            return "goes through " + o.count() + " elements: " + o.ended() + " ended, " + o.running() + " running, "
                    + o.waiting() + " waiting, " + o.ready() + " ready, " + o.queued() + " not begun"
                    + (o.running() > 0 ? "" : "; what keeps the first of them:");
        } else if (each instanceof Obstacle.ItemsFull o) {
            return "max_parallel " + o.limit() + " of " + mentions.step(o.map()) + " is used up by "
                    + mentions.places(o.now()) + (o.before() == 0 ? "" : "; " + o.before() + " more before it");
        } else if (each instanceof Obstacle.Sleeping o) {
            return (o.expires() ? "waits, and times out " : "sleeps; it wakes ") + mentions.due(o.until());
        } else if (each instanceof Obstacle.AwaitsSignal o) {
            return "waits for the signal " + Printable.line(o.name()) + orFails(o.until());
        } else if (each instanceof Obstacle.AwaitsApproval o) {
            return "waits for approval: " + Printable.line(o.message()) + orFails(o.until());
        } else if (each instanceof Obstacle.AwaitsExecution o) {
            return "waits for "
                    + (o.execution() == null ? "an execution that is about to begin" : "execution " + o.execution())
                    + (o.workflow() == null ? "" : " of " + Printable.line(o.workflow()))
                    + (o.status() == null ? "" : ", which is " + o.status().wire())
                    + orFails(o.until());
        } else if (each instanceof Obstacle.Undecided o) {
            return "was interrupted at " + mentions.when(o.since()) + ", and somebody has to decide what becomes of it";
        } else if (each instanceof Obstacle.OneByOne o) {
            return "its execution is sequential, and now it is the turn of " + mentions.places(o.now());
        } else if (each instanceof Obstacle.MaxParallel o) {
            return "max_parallel " + o.limit() + " of its execution is used up by " + mentions.places(o.now());
        } else if (each instanceof Obstacle.SessionTasks o) {
            return "max_parallel_tasks " + o.limit() + " of its session is used up by " + mentions.places(o.now());
        } else if (each instanceof Obstacle.Workers o) {
            return "all " + o.slots() + " workers are busy with " + mentions.places(o.now());
        } else if (each instanceof Obstacle.Resource o) {
            return "needs " + WhyWords.amount(o.needed()) + " of resource "
                    + Printable.line(o.resource().value()) + ", of which "
                    + WhyWords.amount(o.available()) + "/" + WhyWords.amount(o.capacity()) + " is free"
                    + (o.holders().isEmpty() ? "" : "; held by " + mentions.holders(o.holders()))
                    + SessionText.kept(o.sessions());
        } else if (each instanceof Obstacle.ReservedForSession o) {
            return SessionText.reserved(o);
        } else if (each instanceof Obstacle.Reserved o) {
            return "what it needs is kept for " + mentions.step(o.forStep()) + ", which is before it and lacks "
                    + o.lacking().stream().map(id -> Printable.line(id.value())).collect(Collectors.joining(", "));
        } else if (each instanceof Obstacle.Ahead o) {
            int all = o.own() + o.others();
            return all + (all == 1 ? " ready step goes" : " ready steps go") + " before it (" + o.own()
                    + " of its own execution, " + o.others() + " of others): " + mentions.places(o.first())
                    + (all > o.first().size() ? ", …" : "");
        }
        throw new IllegalStateException("nobody has said how to tell of " + each);
    }

    private String orFails(@Nullable Long until) {
        return until == null ? "" : "; it fails " + mentions.due(until);
    }

    private String change(Change change) {
        return change.acts().stream().map(this::act).collect(Collectors.joining(", and "));
    }

    private String act(Change.Act act) {
        if (act instanceof Change.StepEnds a) {
            return "the end of " + mentions.step(a.step());
        } else if (act instanceof Change.ItemsEnd a) {
            return "the end of " + (a.count() == 1 ? "one" : a.count()) + " of the " + a.of() + " elements of "
                    + mentions.step(a.map()) + " before it";
        } else if (act instanceof Change.StepsSettle a) {
            return "the end of " + mentions.places(a.steps());
        } else if (act instanceof Change.TasksSubmitted a) {
            return "submitting " + Printable.line(String.join(", ", a.tasks()));
        } else if (act instanceof Change.ExecutionEnds a) {
            return "the end of execution " + a.execution();
        } else if (act instanceof Change.SessionEnds a) {
            return "the end of " + SessionText.session(a.session(), a.name()) + ", which its application closes";
        } else if (act instanceof Change.WaitUntil a) {
            return "waiting until " + mentions.when(a.time());
        } else if (act instanceof Change.Workers a) {
            return "--workers " + a.count();
        } else if (act instanceof Change.MaxParallel a) {
            return "max_parallel " + a.most() + " of execution " + a.execution();
        } else if (act instanceof Change.SessionTasks a) {
            return "max_parallel_tasks " + a.most() + " of session "
                    + Printable.line(a.session().value());
        } else if (act instanceof Change.SessionWorkflows a) {
            return "max_parallel_workflows " + a.most() + " of session "
                    + Printable.line(a.session().value());
        } else if (act instanceof Change.Capacity a) {
            return "capacity " + WhyWords.amount(a.capacity()) + " of resource "
                    + Printable.line(a.resource().value());
        } else if (act instanceof Change.Resume a) {
            return places.command(WaitLines.goOn(why), a.execution().value());
        } else if (act instanceof Change.Retry a) {
            return places.command("retry", a.execution().value());
        } else if (act instanceof Change.OpenEngine) {
            return "the application opening an engine on this store again";
        } else if (act instanceof Change.Decide a) {
            return answer(StepWait.DECISION, "", a.step());
        } else if (act instanceof Change.Signal a) {
            return answer(Event.WaitOpened.SIGNAL, a.name(), new Place(a.execution(), ""));
        } else if (act instanceof Change.Approve a) {
            return answer(Event.WaitOpened.APPROVAL, "", a.step());
        }
        throw new IllegalStateException("nobody has said how to tell of " + act);
    }

    private String answer(String kind, String name, Place place) {
        return WaitLines.answer(kind, name, place.step(), place.execution().value(), places);
    }
}
