package dev.orchestration.tasks.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list that a map goes through.
 *
 * @param count how many elements it has
 * @param recorded the list itself, where reading it again could give another one; it is recorded, so it must fit into an
 *     event; null elsewhere
 */
public record ItemList(int count, @Nullable List<?> recorded) {}
