package dev.orchestration.tasks.orchestrator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workers that do nothing until the test ends an attempt by hand. */
final class HandWorkers implements Workers {
    private final Map<String, AttemptOrder> orders = new LinkedHashMap<>();
    final List<String> askedToEnd = new ArrayList<>();
    final List<String> started = new ArrayList<>();

    @Override
    public void start(AttemptOrder order, Reports reports) {
        AttemptOrder before = orders.put(order.key().execution() + ":" + order.label(), order);
        if (before != null) {
            throw new AssertionError(order.label() + " runs twice at once");
        }
        started.add(order.label() + "/" + order.key().attempt());
    }

    @Override
    public void end(AttemptKey key, EndReason reason) {
        askedToEnd.add(reason + " " + find(key).label());
    }

    private AttemptOrder find(AttemptKey key) {
        return orders.values().stream()
                .filter(order -> order.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    AttemptOrder take(String label) {
        String name = orders.keySet().stream()
                .filter(key -> key.endsWith(":" + label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not running, but " + orders.keySet()));
        return orders.remove(name);
    }

    List<String> running() {
        return orders.values().stream().map(AttemptOrder::label).toList();
    }

    void forget() {
        orders.clear();
    }

    @Override
    public void close() {
        orders.clear();
    }
}
