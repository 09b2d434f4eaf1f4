package dev.orchestration.core.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events a handler wants.
 *
 * @param name as people say it
 * @param families from which there may be some
 */
record EventPattern(String name, Set<EventFamily> families, Predicate<OrchestrationEvent> wanted) {
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
        Set<EventFamily> families = EnumSet.allOf(EventFamily.class);
        families.removeIf(family -> !text.equals(ALL) && !text.startsWith(family.wire() + "."));
        return new EventPattern(
                text,
                families,
                event -> text.equals(ALL) || text.equals(event.type()) || text.equals(familyOf(event.family())));
    }

    /** The events of this class. */
    static EventPattern of(Class<? extends OrchestrationEvent> type) {
        Set<EventFamily> families = EnumSet.allOf(EventFamily.class);
        families.removeIf(family -> !type.isAssignableFrom(family.events()));
        return new EventPattern(type.getSimpleName(), families, type::isInstance);
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
