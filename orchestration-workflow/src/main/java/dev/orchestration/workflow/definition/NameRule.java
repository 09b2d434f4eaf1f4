package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;

/** The rule for names of workflows, steps, parameters and resources. */
final class NameRule {
    static final int MAX_LENGTH = 200;

    private NameRule() {}

    /** Tells what is wrong with {@code name}, if anything. */
    static void check(String name, String what, Place place, FaultList faults) {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            faults.error(FaultCode.BAD_NAME, place, "the name " + Quoted.of(name) + " of " + what + " " + problem);
        }
    }

    private static String problem(String name) {
        if (name.isBlank()) {
            return "is blank";
        }
        if (name.length() > MAX_LENGTH) {
            return "has more than " + MAX_LENGTH + " characters";
        }
        if (name.contains("{{")) {
            return "must not contain {{";
        }
        return hasHidden(name) ? "has a character that cannot be seen (control, or direction of writing)" : "";
    }

    private static boolean hasHidden(String name) {
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            char letter = name.charAt(at);
            boolean plain = letter >= ' ' && letter <= '~';
            if (!plain && Quoted.isHidden(name.codePointAt(at))) {
                return true;
            }
        }
        return false;
    }
}
