package dev.orchestration.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/** Times on a clock face as moments. */
final class WallClock {
    private WallClock() {}

    /** When the clock shows it: the first time if it does so twice, the moment of the change if it leaves it out. */
    static Instant instant(LocalDateTime time, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        return offsets.isEmpty() ? rules.getTransition(time).getInstant() : time.toInstant(offsets.get(0));
    }
}
