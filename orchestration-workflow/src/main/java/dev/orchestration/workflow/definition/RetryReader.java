package dev.orchestration.workflow.definition;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Nearest;
import dev.orchestration.tasks.RetryPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code max_retries} and {@code retry}. */
final class RetryReader {
    private static final int MOST = 1_000_000;
    static final Set<String> KEYS = Set.of("initial", "multiplier", "max", "jitter", "on", "max_retries");

    private final Fields fields;
    private final FaultList faults;

    RetryReader(Fields fields) {
        this.fields = fields;
        this.faults = fields.faults();
    }

    /** The policy; what is not said comes from {@code base}. */
    RetryPolicy read(RetryPolicy base) {
        int retries = fields.whole("max_retries", 0, MOST, base.maxRetries());
        SourceMap map = fields.map("retry");
        if (map == null) {
            return new RetryPolicy(retries, base.initial(), base.multiplier(), base.max(), base.jitter(), base.on());
        }
        Fields retry = new Fields(map, "'retry' of " + fields.owner(), faults);
        retry.rejectOthers(KEYS, Set.of());
        if (retry.has("max_retries") && fields.has("max_retries")) {
            retry.error(FaultCode.BAD_VALUE, "max_retries", "'max_retries' is said twice, here and beside 'retry'");
        }
        return policy(retry, retry.whole("max_retries", 0, MOST, retries), base);
    }

    private static RetryPolicy policy(Fields retry, int retries, RetryPolicy base) {
        Duration initial = orElse(retry.duration("initial", false), base.initial());
        Duration max = retry.duration("max", false);
        if (max != null && max.compareTo(initial) < 0) {
            retry.error(FaultCode.BAD_VALUE, "max", "'max' is shorter than the first backoff, " + initial);
        }
        // A first backoff above the default bound raises the bound.
        Duration bound = orElse(max, base.max().compareTo(initial) < 0 ? initial : base.max());
        return new RetryPolicy(
                retries,
                initial,
                retry.number("multiplier", factor -> factor >= 1, "at least 1", base.multiplier()),
                bound,
                retry.number("jitter", share -> share >= 0 && share <= 1, "from 0 to 1", base.jitter()),
                retry.has("on") ? kinds(retry) : base.on());
    }

    private static Set<ErrorKind> kinds(Fields retry) {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        for (SourceScalar item : retry.texts("on")) {
            ErrorKind kind = kind(String.valueOf(item.json()));
            if (kind == null) {
                List<String> legal = RetryPolicy.RETRYABLE.stream()
                        .map(ErrorKind::wire)
                        .sorted()
                        .toList();
                retry.faults()
                        .error(
                                FaultCode.BAD_VALUE,
                                item.place(),
                                item.described() + " is no kind of failure that is retried; those are "
                                        + String.join(", ", legal)
                                        + Nearest.suggestion(String.valueOf(item.json()), legal));
            } else {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static @Nullable ErrorKind kind(String wire) {
        return RetryPolicy.RETRYABLE.stream()
                .filter(kind -> kind.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }

    private static Duration orElse(@Nullable Duration duration, Duration otherwise) {
        return duration == null ? otherwise : duration;
    }
}
