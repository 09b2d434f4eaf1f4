package dev.orchestration.docs.rasp;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a page that is written anew each time, between two marks; everything else is the user's. Stateless. */
final class MarkedSection {
    private static final String BEGIN = "<!-- orchestrate:begin — written by `orchestrate project docs`;"
            + " what stands outside of the marks stays -->";
    private static final String END = "<!-- orchestrate:end -->";
    private static final Pattern BEGINS = Pattern.compile("^<!-- orchestrate:begin\\b.*$", Pattern.MULTILINE);
    private static final Pattern ENDS = Pattern.compile("^<!-- orchestrate:end\\b.*$", Pattern.MULTILINE);

    private MarkedSection() {}

    /**
     * The page with {@code body} between its marks.
     *
     * @param page null if there is none yet
     * @param title of a page that is new
     * @param shown what to call the page in a refusal
     * @throws OrchestrationException ({@code WRONG_STATE}) if it cannot be told what is the user's: a mark is missing, or there
     *     are several
     */
    static String put(@Nullable String page, String title, String body, String shown) {
        String section = BEGIN + "\n" + body.strip() + "\n" + END;
        if (page == null || page.isBlank()) {
            return "# " + title + "\n\n" + section + "\n";
        }
        Matcher begin = BEGINS.matcher(page);
        Matcher end = ENDS.matcher(page);
        boolean begins = begin.find();
        boolean ends = end.find();
        if (!begins && !ends) {
            return page + (page.endsWith("\n") ? "\n" : "\n\n") + section + "\n";
        }
        if (!begins || !ends || end.start() < begin.end()) {
            throw unclear(shown, "has one mark without the other");
        }
        int from = begin.start();
        int to = end.end();
        if (begin.find() || end.find()) {
            throw unclear(shown, "has several marked sections");
        }
        boolean windows = to > 0 && page.charAt(to - 1) == '\r';
        return page.substring(0, from) + section + (windows ? "\r" : "") + page.substring(to);
    }

    private static OrchestrationException unclear(String shown, String what) {
        return new OrchestrationException(
                ErrorCode.WRONG_STATE,
                shown + " " + what
                        + ", so nothing was written; leave one line '<!-- orchestrate:begin -->' and one line '" + END
                        + "' in it, or none");
    }
}
