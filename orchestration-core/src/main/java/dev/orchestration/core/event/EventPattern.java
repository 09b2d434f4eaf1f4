package dev.orchestration.core.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which events a handler wants.
 *
 * @param name as people say it
 */
record EventPattern(String name, Predicate<OrchestrationEvent> wanted) {
    private static final String ALL = "*";

    /**
     * The events of one type, all of a family ({@code task.*}), or all ({@code *}).
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if there is no such type, with the nearest
     */
    static EventPattern of(String text) {
        List<String> known = known();
        if (!known.contains(text)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    Quoted.of(text) + " is no type of events" + Nearest.suggestionOrKnown(text, known));
        }
        return new EventPattern(
                text, event -> text.equals(ALL) || text.equals(event.type()) || text.equals(familyOf(event.family())));
    }

    /** The events of this class. */
    static EventPattern of(Class<? extends OrchestrationEvent> type) {
        return new EventPattern(type.getSimpleName(), type::isInstance);
    }

    private static String familyOf(EventFamily family) {
        return family.wire() + ".*";
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(List.of(ALL));
        for (EventFamily family : EventFamily.values()) {
            known.add(familyOf(family));
        }
        known.addAll(EventFamily.types());
        return known;
    }
}
