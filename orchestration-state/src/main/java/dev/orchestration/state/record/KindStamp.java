package dev.orchestration.state.record;

/**
 * Which rows of one kind there are: as long as two are equal, nobody has written or removed a row of it in between. Immutable.
 *
 * @param rows how many there are
 * @param latest the greatest revision of them, 0 where there are none
 */
public record KindStamp(long rows, long latest) {}
