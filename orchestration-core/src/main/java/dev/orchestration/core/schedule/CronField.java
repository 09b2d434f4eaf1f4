package dev.orchestration.core.schedule;

import dev.orchestration.state.Quoted;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One field of a cron expression, as the set of its values. */
enum CronField {
    SECOND("second", 0, 59, ""),
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of the month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** 7 is Sunday, too. */
    DAY_OF_WEEK("day of the week", 0, 7, "sun mon tue wed thu fri sat");

    private final String shown;
    private final int first;
    private final int last;
    /** Apart by spaces. */
    private final String names;

    CronField(String shown, int first, int last, String names) {
        this.shown = shown;
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /** What is wrong with one field; the expression gathers them. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message);
        }
    }

    BitSet parse(String text) throws Fault {
        BitSet values = new BitSet(last + 1);
        for (String part : text.split(",", -1)) {
            add(part, values);
        }
        if (this == DAY_OF_WEEK && values.get(7)) {
            values.clear(7);
            values.set(0);
        }
        return values;
    }

    boolean isAll(BitSet values) {
        return values.cardinality() == (this == DAY_OF_WEEK ? 7 : last - first + 1);
    }

    private void add(String part, BitSet values) throws Fault {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int from = first;
        int to = this == DAY_OF_WEEK ? 6 : last;
        if (!range.equals("*")) {
            int dash = range.indexOf('-', 1);
            from = value(dash < 0 ? range : range.substring(0, dash), part);
            to = dash < 0 ? from : value(range.substring(dash + 1), part);
            if (dash < 0 && slash >= 0) {
                throw fault(
                        part,
                        "a step needs a range, as in " + from + "-" + last + part.substring(slash) + " or *"
                                + part.substring(slash));
            }
            if (to < from) {
                throw fault(part, "it runs backwards; write " + to + "-" + from + ", or two parts with a comma");
            }
        }
        int step = slash < 0 ? 1 : step(part, part.substring(slash + 1));
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int step(String part, String text) throws Fault {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1) {
            throw fault(part, "a step is a whole number from 1 on");
        }
        return Integer.parseInt(text);
    }

    private int value(String text, String part) throws Fault {
        int name = names().indexOf(text.toLowerCase(Locale.ROOT));
        if (name >= 0 && !text.isEmpty()) {
            return name + first;
        }
        if (!text.matches("\\d{1,4}")) {
            throw fault(
                    part,
                    "write numbers from " + first + " to " + last + named()
                            + ", ranges 1-5, lists 1,3, steps */2 or *");
        }
        int value = Integer.parseInt(text);
        if (value < first || value > last) {
            throw fault(part, "it has values from " + first + " to " + last);
        }
        return value;
    }

    private String named() {
        List<String> all = names();
        return names.isEmpty() ? "" : ", names " + all.get(0) + " to " + all.get(all.size() - 1);
    }

    private List<String> names() {
        return List.of(names.split(" ", -1));
    }

    private Fault fault(String part, String remedy) {
        return new Fault(shown + " " + Quoted.of(part) + ": " + remedy);
    }

    /** The values as Quartz writes them, to whom Sunday is 1. */
    String quartz(BitSet values) {
        if (isAll(values)) {
            return "*";
        }
        int shift = this == DAY_OF_WEEK ? 1 : 0;
        return values.stream().mapToObj(value -> String.valueOf(value + shift)).collect(Collectors.joining(","));
    }
}
