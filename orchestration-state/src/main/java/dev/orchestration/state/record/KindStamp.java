package dev.orchestration.state.record;

/**
 * Which rows of one kind there are: as long as two are equal, so are the rows. Immutable.
 *
 * @param rows how many there are
 * @param latest the greatest revision of them, 0 where there are none
 */
public record KindStamp(long rows, long latest) {}
