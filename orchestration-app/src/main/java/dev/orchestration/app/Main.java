package dev.orchestration.app;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** PLACEHOLDER, only to try the launcher; replaced by the command's own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(answer(arguments));
    }

    /** Answers one command line without ending the JVM. */
    static int answer(String... arguments) {
        PrintStream out = System.out;
        if (arguments.length == 0 || arguments[0].equals("version")) {
            out.println("placeholder");
            return 0;
        }
        if (!arguments[0].equals("run")) {
            out.println(String.join("|", arguments));
            return 2;
        }
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + arguments[1]);
                Statement statement = store.createStatement()) {
            statement.execute("create table if not exists placeholder(id integer)");
            return 0;
        } catch (SQLException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
