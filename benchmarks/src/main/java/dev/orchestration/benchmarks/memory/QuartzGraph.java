package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Tasks;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/**
 * A peer: Quartz with its job store in memory. It knows no dependencies, so a counter of open ones for each task triggers
 * what became ready. Adding the jobs is not in the time.
 */
final class QuartzGraph implements Contestant {
    private static final String CONTESTANT = "contestant";

    private final Tasks tasks;
    private final Scheduler scheduler;
    private final int[] inDegrees;
    private AtomicIntegerArray open;
    private CountDownLatch leaves;

    QuartzGraph(Tasks tasks) throws SchedulerException {
        this.tasks = tasks;
        this.inDegrees = tasks.graph().inDegrees();
        this.open = new AtomicIntegerArray(inDegrees);
        this.leaves = new CountDownLatch(tasks.graph().leaves());
        this.scheduler = new StdSchedulerFactory(properties()).getScheduler();
        scheduler.getContext().put(CONTESTANT, this);
        for (int task = 0; task < inDegrees.length; task++) {
            scheduler.addJob(
                    JobBuilder.newJob(Numbered.class)
                            .withIdentity(key(task))
                            .storeDurably()
                            .build(),
                    true);
        }
        scheduler.start();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "benchmark");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(WORKERS));
        return properties;
    }

    private static JobKey key(int task) {
        return JobKey.jobKey(String.valueOf(task));
    }

    @Override
    public void prepare() {
        open = new AtomicIntegerArray(inDegrees);
        leaves = new CountDownLatch(tasks.graph().leaves());
    }

    @Override
    public void run() throws SchedulerException, InterruptedException {
        for (int task = 0; task < inDegrees.length && inDegrees[task] == 0; task++) {
            scheduler.triggerJob(key(task));
        }
        leaves.await();
    }

    @Override
    public void close() throws SchedulerException {
        scheduler.shutdown();
    }

    private void step(int task) throws SchedulerException {
        tasks.run(task);
        int[] dependants = tasks.graph().dependants()[task];
        for (int dependant : dependants) {
            if (open.decrementAndGet(dependant) == 0) {
                scheduler.triggerJob(key(dependant));
            }
        }
        if (dependants.length == 0) {
            leaves.countDown();
        }
    }

    /** Quartz makes one for each run of a job. */
    public static final class Numbered implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            try {
                Object contestant = context.getScheduler().getContext().get(CONTESTANT);
                if (contestant instanceof QuartzGraph graph) {
                    graph.step(Integer.parseInt(context.getJobDetail().getKey().getName()));
                } else {
                    throw new IllegalStateException("the scheduler carries no graph, but " + contestant);
                }
            } catch (SchedulerException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
