package dev.orchestration.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a resource manager should do, written as plainly as possible: exact decimal numbers, lists, everything looked at anew
 * each time. It uses nothing of the main code but the names of types.
 */
final class Model {
    /** A resource; {@code perNano} is null for what is held. */
    static final class Stock {
        final String name;
        final ResourceType type;
        final BigDecimal size;
        final BigDecimal least;
        final BigDecimal most;
        final BigDecimal perNano;
        boolean inService = true;
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal peak = BigDecimal.ZERO;
        int granted;

        Stock(String name, ResourceType type, BigDecimal size, BigDecimal least, BigDecimal most, BigDecimal perNano) {
            this.name = name;
            this.type = type;
            this.size = size;
            this.least = least;
            this.most = most.min(size);
            this.perNano = perNano;
        }

        BigDecimal counted() {
            return used.setScale(6, RoundingMode.CEILING);
        }
    }

    record Want(String requester, Map<String, BigDecimal> named, Map<ResourceType, BigDecimal> typed, Long ttl) {}

    record Wait(int number, Want want, long deadline) {}

    static final class Lease {
        final int number;
        final String requester;
        final Map<String, BigDecimal> amounts;
        Long due;

        Lease(int number, String requester, Map<String, BigDecimal> amounts, Long due) {
            this.number = number;
            this.requester = requester;
            this.amounts = amounts;
            this.due = due;
        }
    }

    final Map<String, Stock> stocks = new LinkedHashMap<>();
    final List<Lease> leases = new ArrayList<>();
    final List<Wait> line = new ArrayList<>();
    final Map<Integer, String> ended = new TreeMap<>();
    private long now;
    private int issued;

    void advance(long nanos) {
        now += nanos;
        for (Stock stock : stocks.values()) {
            if (stock.perNano != null) {
                BigDecimal back = stock.perNano.multiply(BigDecimal.valueOf(nanos));
                stock.used = stock.used.subtract(back).max(BigDecimal.ZERO);
            }
        }
    }

    long now() {
        return now;
    }

    /** What is due, at the beginning of every act. */
    void settle() {
        leases.removeIf(lease -> {
            boolean over = lease.due != null && lease.due <= now;
            if (over) {
                giveBack(lease);
            }
            return over;
        });
        serve();
    }

    boolean canEverFit(Want want) {
        boolean named = want.named.entrySet().stream()
                .allMatch(part ->
                        stocks.containsKey(part.getKey()) && inRange(stocks.get(part.getKey()), part.getValue()));
        return named
                && want.typed.keySet().stream()
                        .allMatch(type -> stocks.values().stream()
                                .anyMatch(stock -> stock.type == type && inRange(stock, typedNeed(want, stock))));
    }

    private static boolean inRange(Stock stock, BigDecimal amount) {
        return amount.compareTo(stock.least) >= 0 && amount.compareTo(stock.most) <= 0;
    }

    /** What a request for any of this stock's type would need of it, with what it needs of it by name. */
    private static BigDecimal typedNeed(Want want, Stock stock) {
        return want.typed.get(stock.type).add(want.named.getOrDefault(stock.name, BigDecimal.ZERO));
    }

    /** The number of the new allocation, null if it cannot be had now. */
    Integer tryTake(Want want) {
        return take(want, line);
    }

    private Integer take(Want want, List<Wait> ahead) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (var part : want.named.entrySet()) {
            if (!fits(stocks.get(part.getKey()), part.getValue(), ahead)) {
                return null;
            }
            amounts.put(part.getKey(), part.getValue());
        }
        for (ResourceType type : want.typed.keySet()) {
            Stock found = stocks.values().stream()
                    .filter(stock -> stock.type == type && inRange(stock, typedNeed(want, stock)))
                    .filter(stock -> fits(stock, typedNeed(want, stock), ahead))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return null;
            }
            amounts.merge(found.name, want.typed.get(type), BigDecimal::add);
        }
        return give(want, amounts);
    }

    private Integer give(Want want, Map<String, BigDecimal> amounts) {
        issued++;
        boolean holds = false;
        for (var part : amounts.entrySet()) {
            Stock stock = stocks.get(part.getKey());
            stock.used = stock.used.add(part.getValue());
            stock.peak = stock.peak.max(stock.counted());
            stock.granted++;
            holds |= stock.perNano == null;
        }
        if (holds) {
            leases.add(new Lease(issued, want.requester, amounts, want.ttl == null ? null : now + want.ttl));
        }
        return issued;
    }

    private static boolean fits(Stock stock, BigDecimal amount, List<Wait> ahead) {
        BigDecimal all = stock.used.add(amount).add(claimed(stock, ahead));
        return stock.inService && all.compareTo(stock.size) <= 0;
    }

    static BigDecimal claimed(Stock stock, List<Wait> ahead) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Wait wait : ahead) {
            sum = sum.add(wait.want.named.getOrDefault(stock.name, BigDecimal.ZERO));
            if (wait.want.typed.containsKey(stock.type) && inRange(stock, typedNeed(wait.want, stock))) {
                sum = sum.add(wait.want.typed.get(stock.type));
            }
        }
        return sum.min(stock.size);
    }

    void enter(int number, Want want, long patience) {
        line.add(new Wait(number, want, now + patience));
        serve();
    }

    void serve() {
        for (int i = 0; i < line.size(); ) {
            Wait wait = line.get(i);
            Integer got = take(wait.want, line.subList(0, i));
            if (got != null) {
                ended.put(wait.number, "SERVED " + got);
                line.remove(i);
            } else if (wait.deadline <= now) {
                ended.put(wait.number, "TOO_LATE");
                line.remove(i);
            } else {
                i++;
            }
        }
    }

    void leave(int number) {
        if (line.removeIf(wait -> wait.number == number)) {
            ended.put(number, "INTERRUPTED");
            serve();
        }
    }

    boolean release(int number) {
        Lease lease = find(number);
        if (lease != null) {
            leases.remove(lease);
            giveBack(lease);
            serve();
        }
        return lease != null;
    }

    Lease find(int number) {
        return leases.stream().filter(each -> each.number == number).findFirst().orElse(null);
    }

    int releaseAll(String requester) {
        for (Wait wait : List.copyOf(line)) {
            if (wait.want.requester.equals(requester)) {
                line.remove(wait);
                ended.put(wait.number, "DISMISSED");
            }
        }
        serve();
        List<Lease> held =
                leases.stream().filter(each -> each.requester.equals(requester)).toList();
        leases.removeAll(held);
        held.forEach(this::giveBack);
        serve();
        return held.size();
    }

    private void giveBack(Lease lease) {
        for (var part : lease.amounts.entrySet()) {
            Stock stock = stocks.get(part.getKey());
            if (stock.perNano == null) {
                stock.used = stock.used.subtract(part.getValue());
            }
        }
    }
}
