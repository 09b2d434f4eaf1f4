package dev.orchestration.workflow.expression;

import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What compiling one text in one environment gave; shared by all workflows with these parameters.
 *
 * @param program null exactly when there are problems
 * @param onLoop whether it has neither comprehension nor {@code matches}
 * @param steps names it reads the output of, whether there are such steps or not
 * @param paths those it must find, to explain what it did not find
 */
record CelCompiled(
        CelRuntime.@Nullable Program program,
        ParameterType type,
        boolean onLoop,
        Set<String> steps,
        List<Path> paths,
        List<String> problems) {
    static CelCompiled failed(List<String> problems, Set<String> steps) {
        return new CelCompiled(null, ParameterType.DYN, false, steps, List.of(), problems);
    }
}
