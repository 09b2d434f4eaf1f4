package dev.orchestration.tasks.why;

import dev.orchestration.tasks.orchestrator.Scene;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A limit that somebody could raise.
 *
 * @param scene with the limit raised by so much
 * @param act by which it would be raised by so much
 * @param raises from the smallest to the largest that makes sense to try
 */
record Knob(Turned scene, DoubleFunction<Change.Act> act, List<Double> raises) {
    /** A scene in which the limit is higher. */
    interface Turned {
        Scene by(Scene scene, double raise);
    }
}
