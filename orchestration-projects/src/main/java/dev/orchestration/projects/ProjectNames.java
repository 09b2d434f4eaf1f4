package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says which names a project may have: those that are the name of one folder on every system, and nothing else anywhere.
 * Also which texts may describe it. Stateless.
 */
final class ProjectNames {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?");

    /** Windows takes these, with any ending, for devices. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|com[0-9]|lpt[0-9])(\\..*)?");

    private ProjectNames() {}

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if no project may be called so */
    static String check(String name) {
        if (name.isEmpty()) {
            throw refused("a project needs a name");
        }
        if (name.length() > LONGEST_NAME) {
            throw refused("the name " + Quoted.of(name) + " has " + name.length() + " characters; at most "
                    + LONGEST_NAME + " are allowed");
        }
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw refused(
                    "the name " + Quoted.of(name) + " cannot be that of a folder everywhere; use letters and digits"
                            + " (a to z, 0 to 9), with '-', '_' and single '.' between them");
        }
        if (DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            throw refused("the name " + Quoted.of(name) + " is that of a device on Windows; take another one");
        }
        return name;
    }

    /**
     * A text in one line, at most 1,000 characters, that no template of the engine can be hidden in.
     *
     * @param what it is, as in "the {what} has …"
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is none
     */
    static String checkText(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw refused(
                    "the " + what + " has " + text.length() + " characters; at most " + LONGEST_TEXT + " are allowed");
        }
        if (text.codePoints().anyMatch(Quoted::isHidden)) {
            throw refused("the " + what + " " + Quoted.of(text)
                    + " holds a line break or a character that does not show;" + " write one line of plain text");
        }
        if (text.contains("{{") || text.contains("}}")) {
            throw refused("the " + what + " " + Quoted.of(text)
                    + " holds '{{' or '}}', which begin and end templates; leave" + " them out");
        }
        return text;
    }

    private static OrchestrationException refused(String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, why);
    }
}
