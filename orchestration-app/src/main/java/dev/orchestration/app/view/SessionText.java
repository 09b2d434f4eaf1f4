package dev.orchestration.app.view;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Obstacle;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is told of sessions that take resources ahead. */
final class SessionText {
    private SessionText() {}

    /** That the session of an execution has not got them yet. */
    static String waits(Obstacle.SessionWaits o) {
        return "its " + session(o.session(), o.name())
                + " is pending: it has not got all the resources that it takes ahead"
                + (o.lacking().isEmpty() ? "" : "; not enough is left of " + resources(o.lacking()))
                + kept(o.sessions());
    }

    /** That a resource is kept for one that waits. */
    static String reserved(Obstacle.ReservedForSession o) {
        return "what it needs is kept for " + session(o.session(), o.name())
                + ", which takes resources ahead before any step does"
                + (o.lacking().isEmpty() ? "" : ", and lacks " + resources(o.lacking()));
    }

    /** Who keeps how much, behind a semicolon; nothing where nobody does. */
    static String kept(List<Obstacle.Kept> all) {
        if (all.isEmpty()) {
            return "";
        }
        String some = all.stream()
                .limit(Mentions.MOST)
                .map(each -> session(each.session(), each.name()) + " (" + WhyWords.amount(each.amount()) + " of "
                        + Printable.line(each.resource().value()) + ")")
                .collect(Collectors.joining(", "));
        return "; kept by "
                + (all.size() <= Mentions.MOST ? some : some + " and " + (all.size() - Mentions.MOST) + " more");
    }

    static String session(SessionId id, @Nullable String name) {
        return "session " + (name == null ? "" : Printable.line(name) + " ")
                + (name == null ? Printable.line(id.value()) : "(" + Printable.line(id.value()) + ")");
    }

    private static String resources(List<ResourceId> all) {
        return all.stream().map(id -> Printable.line(id.value())).collect(Collectors.joining(", "));
    }
}
