package dev.orchestration.app.view;

import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Place;
import dev.orchestration.tasks.why.Why;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** How a {@link WhyText} mentions steps and times: as seen from the step that is asked about, and from when it was asked. */
final class Mentions {
    /** How many of several are named. */
    static final int MOST = 5;

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter LONG_AGO = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Why why;
    private final ZoneId zone;

    Mentions(Why why, ZoneId zone) {
        this.why = why;
        this.zone = zone;
    }

    String places(List<Place> all) {
        String some = all.stream().limit(MOST).map(this::step).collect(Collectors.joining(", "));
        return all.size() <= MOST ? some : some + " and " + (all.size() - MOST) + " more";
    }

    String holders(List<Obstacle.Holder> all) {
        String some = all.stream()
                .limit(MOST)
                .map(each -> step(each.place()) + " (" + WhyWords.amount(each.amount()) + ")")
                .collect(Collectors.joining(", "));
        return all.size() <= MOST ? some : some + " and " + (all.size() - MOST) + " more";
    }

    /** Of another execution with that. */
    String step(Place place) {
        boolean own = place.execution().equals(why.place().execution());
        return Printable.line(place.step()) + (own ? "" : " of execution " + place.execution());
    }

    String due(long time) {
        long left = time - why.asOf();
        return "at " + clock(time) + (left > 0 ? ", in " + DurationText.of(left) : ", now");
    }

    String when(long time) {
        return clock(time) + " (" + DurationText.of(Math.abs(why.asOf() - time))
                + (time > why.asOf() ? " from now" : "") + ")";
    }

    private String clock(long time) {
        Instant at = Times.instant(time);
        boolean today = at.atZone(zone)
                .toLocalDate()
                .equals(Times.instant(why.asOf()).atZone(zone).toLocalDate());
        return (today ? TODAY : LONG_AGO).withZone(zone).format(at);
    }
}
