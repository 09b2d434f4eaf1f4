package dev.orchestration.core.schedule;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedules of a store, a row each. Several processes may write; a change that another one made meanwhile is seen, and not
 * undone. Thread-safe.
 */
final class ScheduleBook {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBook.class);
    private static final String STATE = "state";
    /** Shown beside the rule where people look at the table; what counts is within the state. */
    private static final String LAST = "last";

    private final Records records;
    private final Clock clock;

    ScheduleBook(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Grows with each change, and with those of other records. */
    long revision() {
        return records.revision();
    }

    /** Another one after each change. */
    KindStamp stamp() {
        return records.stamp(Records.SCHEDULE);
    }

    /** All by name, but those that cannot be read, which are told in the log. */
    List<RegisteredSchedule> all() {
        List<RegisteredSchedule> all = new ArrayList<>();
        for (RecordRow row : records.all(Records.SCHEDULE)) {
            try {
                all.add(read(row));
            } catch (OrchestrationException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
        return all;
    }

    Optional<RegisteredSchedule> find(String name) {
        return records.find(Records.SCHEDULE, name).map(ScheduleBook::read);
    }

    /** @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name */
    RegisteredSchedule require(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    private OrchestrationException unknown(String name) {
        List<String> known =
                records.all(Records.SCHEDULE).stream().map(RecordRow::key).toList();
        return new OrchestrationException(
                ErrorCode.UNKNOWN_SCHEDULE,
                "there is no schedule " + Quoted.of(name) + Nearest.suggestionOrKnown(name, known));
    }

    /** Says false, and adds nothing, if there is one of this name. */
    boolean add(RegisteredSchedule schedule) {
        return records.add(Records.SCHEDULE, schedule.schedule().name(), write(schedule), clock.micros());
    }

    /**
     * Changes one, as it is by now.
     *
     * @param change gives null where nothing is to be changed
     * @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name any more
     */
    RegisteredSchedule change(String name, UnaryOperator<@Nullable RegisteredSchedule> change) {
        while (true) {
            RecordRow row = records.find(Records.SCHEDULE, name).orElseThrow(() -> unknown(name));
            RegisteredSchedule before = read(row);
            RegisteredSchedule after = change.apply(before);
            if (after == null || after.equals(before)) {
                return before;
            }
            if (records.replace(row, write(after), clock.micros())) {
                return after;
            }
        }
    }

    /** Says false if there is none. */
    boolean remove(String name) {
        while (true) {
            Optional<RecordRow> row = records.find(Records.SCHEDULE, name);
            if (row.isEmpty()) {
                return false;
            }
            if (records.remove(row.get())) {
                return true;
            }
        }
    }

    private static String write(RegisteredSchedule schedule) {
        Map<String, Object> json = new LinkedHashMap<>(schedule.schedule().json());
        json.put(LAST, schedule.state().last().toString());
        json.put(STATE, schedule.state().json());
        return Json.write(json);
    }

    @SuppressWarnings("unchecked") // a map that was read as JSON has text keys
    private static RegisteredSchedule read(RecordRow row) {
        try {
            Map<String, Object> json = new LinkedHashMap<>((Map<String, Object>) Json.read(row.json()));
            json.remove(LAST);
            Map<String, Object> state = (Map<String, Object>) Objects.requireNonNull(json.remove(STATE), STATE);
            return new RegisteredSchedule(Schedule.of(json), ScheduleState.of(state));
        } catch (RuntimeException e) { // whatever another version, or somebody by hand, has written there
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "the schedule " + Quoted.of(row.key()) + " cannot be read, and is not fired: " + e.getMessage()
                            + "; remove it, and add it again",
                    e);
        }
    }
}
