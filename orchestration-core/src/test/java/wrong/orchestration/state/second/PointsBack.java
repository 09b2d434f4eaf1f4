package wrong.orchestration.state.second;

import wrong.orchestration.state.first.ImportsUpwards;

public final class PointsBack {
    public ImportsUpwards forth() {
        return new ImportsUpwards();
    }
}
