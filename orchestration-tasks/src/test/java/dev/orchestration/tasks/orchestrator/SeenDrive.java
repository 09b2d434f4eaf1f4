package dev.orchestration.tasks.orchestrator;

/** A drive as it is, of which a test can see what it drives. */
final class SeenDrive implements Drive {
    private final Drive real;
    volatile Steps steps;

    SeenDrive(Drive real) {
        this.real = real;
    }

    @Override
    public void begin(Steps loop, boolean waits) {
        steps = loop;
        real.begin(loop, waits);
    }

    @Override
    public int posted(long reading) {
        return real.posted(reading);
    }

    @Override
    public void postedInPassing() {
        real.postedInPassing();
    }

    @Override
    public void due(long nanos) {
        real.due(nanos);
    }

    @Override
    public void beforeWaiting() {
        real.beforeWaiting();
    }
}
