package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds for how long each node of a schedule lacked what. What a node lacks follows from its profile and from what is in use
 * at that moment, so one pass over the moments at which something changes charges all profiles, and a node's share is what
 * was charged to its profile between its becoming ready and its start: O(m × p + n) for m moments, p profiles, n nodes.
 */
final class WaitingTimes {
    private static final double ROUNDING = 1e-9;

    /** What all nodes of one profile that wait have lacked so far. */
    private static final class Account {
        final List<ResourceRequest> requests;
        final Map<Lack, Long> charged = new TreeMap<>();
        int waiting;

        Account(List<ResourceRequest> requests) {
            this.requests = requests.stream()
                    .sorted(Comparator.comparing(ResourceRequest::resource))
                    .toList();
        }
    }

    private record Moment(long at, int order, Runnable act) {}

    private final ExecutionPlan plan;
    private final Places places;
    private final Map<ResourceId, Resource> resources = new HashMap<>();
    private final Map<ResourceId, Double> used = new HashMap<>();
    private final Map<Integer, Account> accounts = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Map<String, Map<Lack, Long>> waited = new HashMap<>();
    private int running;

    /**
     * How many nodes may run at once.
     *
     * @param lack what is lacking when so many run
     */
    record Places(int most, Lack lack) {}

    WaitingTimes(ExecutionPlan plan, Places places, List<Resource> resources) {
        this.plan = plan;
        this.places = places;
        resources.forEach(resource -> this.resources.put(resource.id(), resource));
    }

    /**
     * By name of a node or an item, what it lacked and how long.
     *
     * @param attempts of which the first of each node or item counts
     * @param ready by node, when the last dependency ended
     */
    Map<String, Map<Lack, Long>> of(List<Schedule.Stint> attempts, long[] ready) {
        Set<String> seen = new HashSet<>();
        for (Schedule.Stint stint : attempts) {
            moments.add(new Moment(stint.end(), 0, () -> use(stint, -1)));
            moments.add(new Moment(stint.start(), 3, () -> use(stint, 1)));
            if (seen.add(stint.name()) && ready[stint.node()] < stint.start()) {
                follow(stint, ready[stint.node()]);
            }
        }
        Moment[] sorted = moments.toArray(Moment[]::new);
        Arrays.sort(sorted, Comparator.comparingLong(Moment::at).thenComparingInt(Moment::order));
        long before = 0;
        for (Moment moment : sorted) {
            if (moment.at() > before) {
                charge(moment.at() - before);
                before = moment.at();
            }
            moment.act().run();
        }
        return waited;
    }

    private void use(Schedule.Stint stint, int sign) {
        if (stint.start() == stint.end()) {
            return; // it would end before it starts
        }
        running += sign;
        stint.held().forEach((id, amount) -> used.merge(id, sign * amount, Double::sum));
    }

    private void follow(Schedule.Stint stint, long ready) {
        int node = stint.node();
        Account account = accounts.computeIfAbsent(
                plan.profile(node), profile -> new Account(plan.spec(node).resources()));
        Map<Lack, Long> before = new TreeMap<>();
        moments.add(new Moment(ready, 1, () -> {
            account.waiting++;
            before.putAll(account.charged);
        }));
        moments.add(new Moment(stint.start(), 2, () -> {
            account.waiting--;
            Map<Lack, Long> own = new TreeMap<>(account.charged);
            before.forEach((lack, time) -> own.merge(lack, -time, Long::sum));
            own.values().removeIf(time -> time == 0);
            waited.put(stint.name(), own);
        }));
    }

    private void charge(long time) {
        for (Account account : accounts.values()) {
            if (account.waiting > 0) {
                account.charged.merge(lack(account), time, Long::sum);
            }
        }
    }

    /** A rate tells its state to nobody, so it is what is lacking where nothing else is. */
    private Lack lack(Account account) {
        if (running >= places.most()) {
            return places.lack();
        }
        Lack rate = Lack.TURN;
        for (ResourceRequest request : account.requests) {
            Resource resource = resources.get(request.resource());
            if (resource != null && resource.isRate()) {
                rate = rate.equals(Lack.TURN) ? Lack.of(request.resource()) : rate;
            } else if (resource != null
                    && used.getOrDefault(request.resource(), 0.0) + request.amount() > resource.capacity() + ROUNDING) {
                return Lack.of(request.resource());
            }
        }
        return rate;
    }
}
