package wrong.orchestration.tasks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One class for each rule that a class of tasks could break. */
public final class WrongTasks {
    private WrongTasks() {}

    static final class AsksTheDatabase {
        static String catalog(Connection connection) throws SQLException {
            return connection.getCatalog();
        }
    }

    static final class StartsThreads {
        static Thread thread(Runnable work) {
            return new Thread(work);
        }
    }

    static final class StartsPools {
        static ExecutorService pool() {
            return Executors.newCachedThreadPool();
        }
    }

    static final class StartsProcesses {
        static Process process() throws IOException {
            return new ProcessBuilder("true").start();
        }
    }

    static final class ReadsTheCalendar {
        static Instant now() {
            return Instant.now();
        }
    }

    static final class ReadsTheMillis {
        static long now() {
            return System.currentTimeMillis();
        }
    }

    static final class Sleeps {
        static void nap() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class Prints {
        static void hello() {
            System.out.println("hello");
        }
    }
}
