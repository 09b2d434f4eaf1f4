package dev.orchestration.app.view;

import dev.orchestration.tasks.action.Printable;
import java.util.List;

/** Names in one line of bounded length. */
final class NameList {
    private static final int SHOWN = 20;

    private NameList() {}

    /** The first ones, and how many more there are. */
    static String of(List<String> names, String separator) {
        int shown = names.size() <= SHOWN + 1 ? names.size() : SHOWN;
        String list = String.join(
                separator, names.subList(0, shown).stream().map(Printable::line).toList());
        return shown < names.size() ? list + separator + "and " + (names.size() - shown) + " more" : list;
    }
}
