package dev.orchestration.tasks.decide;

/**
 * A schedule of a whole plan by the parallel scheme (Kelley 1963; Kolisch 1996): time goes from end to end of what runs, and
 * at each time whatever is ready and fits starts, in a given order. It can run backwards, from the last node to the first.
 * Nothing of it is carried out; its times tell in which order to start. Takes O((n + e) log n).
 */
final class ListSchedule {
    /** How many ready nodes that do not fit are looked past; bounds the work at one time in wide plans. */
    private static final int LOOK_AHEAD = 64;

    private final ExecutionPlan plan;
    private final Demands demands;
    private final boolean backwards;
    private final int[] order;
    private final int[] place;
    private final int[] open;
    private final PlaceSet ready;
    private final long[] ends;
    private final NodeHeap running;

    private ListSchedule(ExecutionPlan plan, Demands demands, int[] order, boolean backwards) {
        int size = plan.size();
        this.plan = plan;
        this.demands = demands;
        this.backwards = backwards;
        this.order = order;
        this.place = new int[size];
        this.open = new int[size];
        this.ready = new PlaceSet(size);
        this.ends = new long[size];
        this.running = new NodeHeap(ends);
        for (int i = 0; i < size; i++) {
            place[order[i]] = i;
        }
        for (int node = 0; node < size; node++) {
            open[node] = backwards ? plan.dependantCount(node) : plan.dependencyCount(node);
            if (open[node] == 0) {
                ready.add(place[node]);
            }
        }
    }

    /** When each node ends, in microseconds, if the ready ones start in {@code order}. */
    static long[] forwards(ExecutionPlan plan, Demands demands, int[] order) {
        return new ListSchedule(plan, demands, order, false).run();
    }

    /** As {@link #forwards} with every edge reversed: the time from the node's start to the end of everything. */
    static long[] backwards(ExecutionPlan plan, Demands demands, int[] order) {
        return new ListSchedule(plan, demands, order, true).run();
    }

    private long[] run() {
        start(0);
        while (!running.isEmpty()) {
            long now = ends[running.peek()];
            while (!running.isEmpty() && ends[running.peek()] == now) {
                end(running.poll());
            }
            start(now);
        }
        return ends;
    }

    private void start(long now) {
        int passed = 0;
        for (int at = ready.next(0);
                at >= 0 && passed <= LOOK_AHEAD && demands.hasFreeSlot();
                at = ready.next(at + 1)) {
            int node = order[at];
            if (demands.take(node)) {
                ready.remove(at);
                ends[node] = now + plan.estimate(node);
                running.add(node);
            } else {
                passed++;
            }
        }
    }

    private void end(int node) {
        demands.giveBack(node);
        int followers = backwards ? plan.dependencyCount(node) : plan.dependantCount(node);
        for (int i = 0; i < followers; i++) {
            int follower = backwards ? plan.dependency(node, i) : plan.dependant(node, i);
            if (--open[follower] == 0) {
                ready.add(place[follower]);
            }
        }
    }
}
