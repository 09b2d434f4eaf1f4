package dev.orchestration.workflow.definition;

import java.util.Comparator;

/**
 * One thing that is wrong with a definition.
 *
 * @param file as the person named it
 * @param line from 1; 0 where the fault has no place
 * @param column from 1; 0 where the fault has no place
 * @param code short and stable, for programs
 * @param message the fault and its remedy, for people
 */
public record Fault(String file, int line, int column, String code, String message) {
    /** By place, then by message. */
    public static final Comparator<Fault> BY_PLACE =
            Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column).thenComparing(Fault::message);

    /** {@code file:line:column: message [code]}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line + ":" + column : "") + ": " + message + " [" + code + "]";
    }
}
