package dev.orchestration.tasks.decide;

/**
 * A node that may start, with its place in the order.
 *
 * @param rank smaller goes first
 * @param order smaller goes first among equal ranks
 * @param seq the how-manieth node of the execution to become ready; settles all ties
 */
public record ReadyNode(long rank, long order, long seq, int node) implements Comparable<ReadyNode> {
    @Override
    public int compareTo(ReadyNode other) {
        int byRank = Long.compare(rank, other.rank);
        int byOrder = byRank != 0 ? byRank : Long.compare(order, other.order);
        return byOrder != 0 ? byOrder : Long.compare(seq, other.seq);
    }
}
