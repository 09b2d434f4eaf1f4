package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Does to the ledger and to the model whatever a seed draws, and compares what can be seen of both. */
final class ModelPlay {
    private static final List<String> NAMES = List.of("cpu", "gpu", "memory", "api", "burst");
    private static final Duration FOREVER = Duration.ofDays(1);

    private final long seed;
    private final Random random;
    private final Model model = new Model();
    private final ManualClock clock = new ManualClock(Counter.START);
    private final Desk desk = new Desk(clock, new Changes());
    private final Map<Integer, Waiter> waiters = new LinkedHashMap<>();
    private int acts;

    ModelPlay(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        add(new Resource(id("cpu"), ResourceType.COMPUTE, 4));
        add(new Resource(id("gpu"), ResourceType.COMPUTE, 2.5).withLimits(ResourceLimits.between(0.5, 2)));
        add(new Resource(id("memory"), ResourceType.MEMORY, 1));
        add(Counter.rate("api", 10, 3));
        add(Counter.rate("burst", 1, 6)
                .every(Duration.ofMillis(100))
                .withLimits(new ResourceLimits(0.2, 5, 1, 6.0, "x")));
    }

    private void add(Resource resource) {
        desk.act(ledger -> ledger.register(resource));
        ResourceLimits limits = resource.limits();
        boolean rate = resource.period() != null;
        model.stocks.put(
                resource.id().value(),
                new Model.Stock(
                        resource.id().value(),
                        resource.type(),
                        decimal(limits.burstLimit() == null ? resource.capacity() : limits.burstLimit()),
                        decimal(limits.minValue()),
                        decimal(Math.min(limits.maxValue(), 1e6)),
                        rate
                                ? decimal(resource.capacity())
                                        .divide(BigDecimal.valueOf(
                                                resource.period().toNanos()))
                                : null));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value);
    }

    void act() {
        acts++;
        model.settle();
        int dice = random.nextInt(100);
        if (dice < 35) {
            take();
        } else if (dice < 50) {
            enter();
        } else if (dice < 70) {
            release();
        } else if (dice < 75) {
            String requester = requester();
            assertThat(desk.<Integer>act(ledger -> ledger.releaseAll(requester)))
                    .isEqualTo(model.releaseAll(requester));
        } else if (dice < 80) {
            renew();
        } else if (dice < 85) {
            setStatus();
        } else if (dice < 90) {
            interrupt();
        } else {
            long nanos = random.nextInt(400) * 1_000_000L;
            clock.advance(Duration.ofNanos(nanos));
            model.advance(nanos);
        }
    }

    private String requester() {
        return "r" + random.nextInt(4);
    }

    private Model.Want want() {
        Map<String, BigDecimal> named = new TreeMap<>();
        Map<ResourceType, BigDecimal> typed = new TreeMap<>();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(22), 1);
            if (random.nextInt(3) > 0) {
                named.put(NAMES.get(random.nextInt(NAMES.size())), amount);
            } else {
                typed.put(random.nextBoolean() ? ResourceType.COMPUTE : ResourceType.API_QUOTA, amount);
            }
        }
        Long ttl = random.nextInt(3) == 0 ? (1 + random.nextInt(1_000)) * 1_000_000L : null;
        return new Model.Want(requester(), named, typed, ttl);
    }

    private static AllocationRequest request(Model.Want want) {
        ResourceVector amounts = ResourceVector.nothing();
        for (var part : want.named().entrySet()) {
            amounts = amounts.plus(id(part.getKey()), part.getValue().doubleValue());
        }
        for (var part : want.typed().entrySet()) {
            amounts = amounts.plus(part.getKey(), part.getValue().doubleValue());
        }
        AllocationRequest request = AllocationRequest.of(amounts, want.requester());
        return want.ttl() == null ? request : request.expiringAfter(Duration.ofNanos(want.ttl()));
    }

    private void take() {
        Model.Want want = want();
        AllocationRequest request = request(want);
        List<String> why = desk.act(ledger -> new Refusals(ledger.pools()).whyNever(request.amounts()));
        assertThat(why.isEmpty()).as("%s can ever fit", request).isEqualTo(model.canEverFit(want));
        if (!why.isEmpty()) {
            assertThatThrownBy(() -> desk.act(ledger -> ledger.tryTake(request)))
                    .isInstanceOf(OrchestrationException.class);
            return;
        }
        Integer number = model.tryTake(want);
        ResourceAllocation got = desk.act(ledger -> ledger.tryTake(request));
        assertThat(got == null ? null : got.allocationId())
                .as("%s", request)
                .isEqualTo(number == null ? null : "alloc-" + number);
    }

    private void enter() {
        Model.Want want = want();
        if (model.canEverFit(want)) {
            Duration patience = random.nextInt(3) == 0 ? FOREVER : Duration.ofMillis(random.nextInt(500));
            model.enter(acts, want, patience.toNanos());
            waiters.put(acts, desk.act(ledger -> ledger.waiters().enter(request(want), patience, () -> {})));
        }
    }

    private int someNumber() {
        boolean live = !model.leases.isEmpty() && random.nextInt(8) > 0;
        return live ? model.leases.get(random.nextInt(model.leases.size())).number : random.nextInt(200);
    }

    private void release() {
        int number = someNumber();
        assertThat(desk.<Boolean>act(ledger -> ledger.release(ledger.leases().find(number))))
                .isEqualTo(model.release(number));
    }

    private void renew() {
        int number = someNumber();
        Duration ttl = Duration.ofMillis(1 + random.nextInt(1_000));
        Model.Lease lease = model.find(number);
        assertThat(desk.<Boolean>act(ledger -> ledger.renew(ledger.leases().find(number), ttl)))
                .isEqualTo(lease != null);
        if (lease != null) {
            lease.due = model.now() + ttl.toNanos();
        }
    }

    private void setStatus() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean in = random.nextInt(3) > 0;
        desk.act(ledger -> ledger.setStatus(id(name), in ? ResourceStatus.AVAILABLE : ResourceStatus.MAINTENANCE));
        model.stocks.get(name).inService = in;
        model.serve();
    }

    private void interrupt() {
        if (!model.line.isEmpty()) {
            int number = model.line.get(random.nextInt(model.line.size())).number();
            desk.act(ledger -> ledger.waiters().look(waiters.get(number), true));
            model.leave(number);
        }
    }

    void compare() {
        model.settle();
        List<ResourceUsage> usages = desk.act(
                ledger -> ledger.pools().all().stream().map(Pool::usage).toList());
        for (ResourceUsage usage : usages) {
            assertThat(usage.current()).as(told()).isBetween(0.0, usage.capacity());
            assertThat(usage).as(told()).isEqualTo(expected(usage));
        }
        assertThat(desk.act(ledger -> ledger.leases().all()).stream().map(each -> each.allocationId() + each.amounts()))
                .as(told())
                .containsExactlyElementsOf(
                        model.leases.stream().map(ModelPlay::shown).toList());
        waiters.forEach((number, waiter) ->
                assertThat(outcome(waiter)).as(told()).isEqualTo(model.ended.getOrDefault(number, "WAITING")));
    }

    private String told() {
        return "seed " + seed + ", act " + acts;
    }

    private ResourceUsage expected(ResourceUsage usage) {
        Model.Stock stock = model.stocks.get(usage.resource().value());
        long holders = model.leases.stream()
                .filter(lease -> stock.perNano == null && lease.amounts.containsKey(stock.name))
                .count();
        BigDecimal claimed = Model.claimed(stock, model.line);
        BigDecimal free = stock.size.subtract(stock.counted()).subtract(claimed).max(BigDecimal.ZERO);
        return new ResourceUsage(
                usage.resource(),
                stock.size.doubleValue(),
                stock.counted().doubleValue(),
                stock.peak.doubleValue(),
                stock.inService ? free.doubleValue() : 0,
                claimed.doubleValue(),
                (int) holders,
                stock.granted,
                clock.micros());
    }

    private static String shown(Model.Lease lease) {
        Map<String, Double> amounts = new TreeMap<>();
        lease.amounts.forEach((name, amount) -> amounts.put(name, amount.doubleValue()));
        return "alloc-" + lease.number + amounts;
    }

    private static String outcome(Waiter waiter) {
        return switch (waiter.state()) {
            case SERVED -> "SERVED " + waiter.allocation().number();
            default -> waiter.state().name();
        };
    }

    /** Nobody holds or waits for anything: everything is there again. */
    void end() {
        for (String name : NAMES) {
            desk.act(ledger -> ledger.setStatus(id(name), ResourceStatus.AVAILABLE));
        }
        for (int i = 0; i < 4; i++) {
            String requester = "r" + i;
            desk.act(ledger -> ledger.releaseAll(requester));
        }
        clock.advance(FOREVER);
        for (ResourceUsage usage : desk.act(
                ledger -> ledger.pools().all().stream().map(Pool::usage).toList())) {
            assertThat(usage.current() + usage.claimed() + usage.allocations())
                    .as(told())
                    .isZero();
        }
        assertThat(desk.<Boolean>act(ledger -> ledger.waiters().isEmpty())).isTrue();
        assertThat(desk.<Integer>act(ledger -> ledger.leases().size())).isZero();
    }
}
