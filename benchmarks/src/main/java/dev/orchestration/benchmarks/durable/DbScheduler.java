package dev.orchestration.benchmarks.durable;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.work.Tasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * db-scheduler, set up for its best: it locks and fetches in one statement, and looks at once where it was told of something.
 * It knows no order, so each task schedules the next of its chain.
 */
final class DbScheduler implements Contestant {
    private static final List<String> TABLE = List.of(
            "create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,"
                    + " execution_time timestamp with time zone not null, picked boolean not null, picked_by text,"
                    + " last_success timestamp with time zone, last_failure timestamp with time zone,"
                    + " consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,"
                    + " priority smallint, primary key (task_name, task_instance))",
            "create index execution_time_idx on scheduled_tasks (execution_time)",
            "create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Tasks tasks;
    private final int chains;
    private final HikariDataSource database;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;
    private volatile CountDownLatch open = new CountDownLatch(0);

    /**
     * Makes the table and starts it.
     *
     * @param chains how many {@code tasks} has
     * @param threads that run them
     */
    DbScheduler(Tasks tasks, int chains, int threads, String url) throws SQLException {
        this.tasks = tasks;
        this.chains = chains;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(Math.min(threads + 4, 32));
        this.database = new HikariDataSource(config);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : TABLE) {
                statement.execute(each);
            }
        }
        this.task = com.github.kagkarlsson.scheduler.task.helper.Tasks.oneTime("task", Void.class)
                .execute(this::carryOut);
        this.scheduler = Scheduler.create(database, task)
                .threads(threads)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .enableImmediateExecution()
                .build();
        scheduler.start();
    }

    private void carryOut(TaskInstance<Void> instance, ExecutionContext context) {
        int number = Integer.parseInt(instance.getId());
        tasks.run(number);
        if (number + chains < tasks.graph().size()) {
            context.getSchedulerClient().scheduleIfNotExists(instance(number + chains), Instant.now());
        }
        open.countDown();
    }

    private TaskInstance<Void> instance(int number) {
        return task.instance(String.valueOf(number));
    }

    @Override
    public String label() {
        return "db-scheduler, PostgreSQL";
    }

    /** The first tasks of all chains lie there when the time begins. */
    @Override
    public void prepare() {
        scheduler.pause();
        open = new CountDownLatch(tasks.graph().size());
        scheduler.scheduleBatch(IntStream.range(0, chains).<TaskInstance<?>>mapToObj(this::instance), Instant.now());
    }

    @Override
    public void run() throws InterruptedException {
        CountDownLatch all = open;
        scheduler.resume();
        scheduler.triggerCheckForDueExecutions();
        if (!all.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new WrongResultException(label() + " left " + all.getCount() + " undone");
        }
    }

    /** It deletes a task once it is done. */
    @Override
    public void check() throws SQLException {
        tasks.finish();
        long since = System.nanoTime();
        while (left() > 0) {
            if (System.nanoTime() - since > LONGEST.toNanos()) {
                throw new WrongResultException(label() + " still has tasks that it has run");
            }
            Thread.onSpinWait();
        }
    }

    private long left() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from scheduled_tasks")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        scheduler.stop();
        database.close();
    }
}
