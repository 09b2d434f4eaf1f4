package wrong.orchestration.state.first;

import wrong.orchestration.state.second.PointsBack;
import wrong.orchestration.tasks.WrongTasks;

/** Breaks two rules: state imports tasks, and two packages import each other. */
public final class ImportsUpwards {
    public PointsBack back() {
        return new PointsBack();
    }

    public Class<?> upwards() {
        return WrongTasks.class;
    }
}
