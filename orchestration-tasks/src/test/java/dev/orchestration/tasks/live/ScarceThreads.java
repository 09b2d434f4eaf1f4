package dev.orchestration.tasks.live;

import java.util.concurrent.ThreadFactory;

/** Makes threads; while they are scarce, none can be started. */
final class ScarceThreads implements ThreadFactory {
    volatile boolean areScarce;

    @Override
    public Thread newThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                requireMore();
                super.start();
            }
        };
    }

    Worker.WorkerThread worker(Worker worker, String name) {
        return new Worker.WorkerThread(worker, name) {
            @Override
            public synchronized void start() {
                requireMore();
                super.start();
            }
        };
    }

    private void requireMore() {
        if (areScarce) {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
