package dev.orchestration.tasks.decide;

/**
 * A node that may start. Which node of an execution goes first is the business of its mode; between executions the rank
 * decides, which means the same in every mode.
 *
 * @param rank how urgent it is: smaller goes first
 * @param order its place in the order of its own execution's mode; means nothing between executions
 * @param seq the how-manieth node of the execution to become ready; settles all ties
 */
public record ReadyNode(long rank, long order, long seq, int node) {}
