package dev.orchestration.core;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which module may import which, and how a class is known to belong to one: by its package after {@code orchestration}. */
final class ModuleArrows {
    private static final Pattern MODULE = Pattern.compile("(?:^|\\.)orchestration\\.(\\w+)");

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("state", Set.of()),
            entry("resources", Set.of("state")),
            entry("tasks", Set.of("resources", "state")),
            entry("actions", Set.of("tasks", "resources", "state")),
            entry("workflow", Set.of("tasks", "resources", "state")),
            entry("store", Set.of("state")),
            entry("docs", Set.of("workflow", "tasks", "resources", "state")),
            entry("projects", Set.of("docs", "workflow", "tasks", "resources", "state")),
            entry("core", Set.of("projects", "docs", "workflow", "tasks", "resources", "store", "state")),
            entry("testing", Set.of("core", "projects", "docs", "workflow", "tasks", "resources", "store", "state")));

    private ModuleArrows() {}

    static Optional<String> moduleOf(JavaClass type) {
        Matcher found = MODULE.matcher(type.getPackageName());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static boolean isAllowed(String from, String to) {
        return from.equals(to) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
    }

    /** A module that the table does not know may import nothing, so a new one must be entered. */
    static final class FollowTheArrows extends BetweenModules {
        FollowTheArrows() {
            super("import only what the table of modules allows");
        }

        @Override
        boolean isBroken(String from, String to, JavaClass target) {
            return !isAllowed(from, to);
        }
    }

    static final class LeaveInternalsAlone extends BetweenModules {
        LeaveInternalsAlone() {
            super("leave the internal packages of other modules alone");
        }

        @Override
        boolean isBroken(String from, String to, JavaClass target) {
            return !from.equals(to) && (target.getPackageName() + ".").contains(".internal.");
        }
    }

    private abstract static class BetweenModules extends ArchCondition<JavaClass> {
        BetweenModules(String description) {
            super(description);
        }

        abstract boolean isBroken(String from, String to, JavaClass target);

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            moduleOf(type)
                    .ifPresent(from -> type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> isBroken(from, dependency))
                            .forEach(dependency -> events.add(
                                    SimpleConditionEvent.violated(dependency, dependency.getDescription()))));
        }

        private boolean isBroken(String from, Dependency dependency) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            return moduleOf(target).filter(to -> isBroken(from, to, target)).isPresent();
        }
    }
}
