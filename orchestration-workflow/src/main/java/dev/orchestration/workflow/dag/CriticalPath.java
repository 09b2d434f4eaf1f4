package dev.orchestration.workflow.dag;

import java.time.Duration;
import java.util.List;

/**
 * The chain of tasks that takes longest, and so decides how soon all can be done.
 *
 * @param names in the order they run
 * @param length the sum of their durations
 */
public record CriticalPath(List<String> names, Duration length) {}
