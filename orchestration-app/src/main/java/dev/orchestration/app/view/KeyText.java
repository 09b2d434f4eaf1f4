package dev.orchestration.app.view;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Obstacle;
import java.util.List;
import java.util.Map;

/** What is told of the keys of {@code concurrency}. */
final class KeyText {
    private static final int MOST = 5;

    private KeyText() {}

    /** That an execution waits for its key, as it was recorded when it began to. */
    static String waits(Event.Noted queued) {
        Map<?, ?> told = queued.json() instanceof Map<?, ?> map ? map : Map.of();
        List<?> executions = told.get("executions") instanceof List<?> list ? list : List.of();
        long before = told.get("before") instanceof Long count ? count : executions.size();
        long limit = told.get("limit") instanceof Long most ? most : 1;
        return "pending: " + key(String.valueOf(told.get("workflow")), String.valueOf(told.get("key")))
                + " is taken by " + named(executions, before) + limited(limit);
    }

    /** That an execution waits for its key now. */
    static String of(Obstacle.KeyTaken o) {
        return "waits for " + key(o.workflow(), o.key()) + ", which "
                + named(o.holders(), o.holders().size())
                + (o.holders().size() == 1 ? " holds" : " hold") + limited(o.limit())
                + (o.before() == 0 ? "" : "; " + o.before() + " more before it");
    }

    private static String key(String workflow, String key) {
        return (key.isEmpty() ? "the only key" : "the key '" + Printable.line(key) + "'") + " of workflow "
                + Printable.line(workflow);
    }

    private static String limited(long limit) {
        return limit == 1 ? "" : " (" + limit + " may at once)";
    }

    private static String named(List<?> executions, long all) {
        StringBuilder text = new StringBuilder(all == 1 ? "execution " : "executions ");
        int named = 0;
        for (Object each : executions.subList(0, Math.min(MOST, executions.size()))) {
            text.append(named++ == 0 ? "" : ", ").append(Printable.line(String.valueOf(each)));
        }
        return all > named ? text + " and " + (all - named) + " more" : text.toString();
    }
}
