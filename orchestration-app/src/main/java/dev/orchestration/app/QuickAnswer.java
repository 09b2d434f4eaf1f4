package dev.orchestration.app;

import org.jspecify.annotations.Nullable;

/**
 * The answers that need no engine and no library. The list of commands stands here a second time, as reading it from the
 * commands would load them all; a test holds the two together.
 */
final class QuickAnswer {
    static final String HELP = """
            Usage: orchestrate COMMAND [OPTIONS] [ARGUMENTS]
            Carries out workflows: durably, in parallel, from a file.

            Commands:
              run         Carry out a workflow
              validate    Tell every fault of workflow files
              graph       Draw a workflow as Mermaid, DOT, GraphML, SVG or PNG
              plan        Tell what a workflow would do, and predict when it ends
              show        Show one execution
              list        List executions, newest first
              why         Say what keeps a step from running, and what would let it go
              logs        Print what the steps of an execution printed
              events      Print what was recorded of an execution
              history     Tell who wrote what into the context of an execution, and when
              compare     Tell how two executions differ: states, values, durations
              diff        Tell how two definitions differ: of files, or of executions
              report      Write an execution as one HTML page
              resume      Go on with an interrupted or paused execution
              retry       Try again what failed in an execution
              fork        Run part of an execution anew, in a new one that keeps the rest
              cancel      End an execution
              pause       Let nothing new of an execution start
              continue    Go on with a paused execution
              signal      Send a signal to an execution
              approve     Approve or reject what a step asks
              decide      Decide about a step that was interrupted
              store       Look after the store: info, check, backup, prune, vacuum, export, import, takeover
              new         Begin something new: workflow
              project     Begin projects and tell where they stand: new, list, show, status, docs
              schedule    Say when workflows are to run: add, list, next, pause, resume, remove, backfill
              serve       Own the store: fire schedules, carry on what is recorded and what others ask
              schema      Print the JSON Schema of workflow files
              config      Show every setting and where it comes from: get, path
              doctor      Tell whether this machine and its store are fit for work
              completion  Print a script by which a shell completes commands and options
              version     Print the version
              help        Print help on a command

            orchestrate help COMMAND tells the options of a command, with examples.
            State is kept in the file named by --store, else by ORCHESTRATION_STORE, else in the nearest
            .orchestration/state.db at or above the current directory; run creates it there. This and other
            settings may stand in files: orchestrate config.
            Exit codes: 0 done, 1 the work failed, 2 wrong usage or definition, 130 interrupted.
            """;

    private QuickAnswer() {}

    /** What to print for {@code arguments}; null if it takes more than that. */
    static @Nullable String to(String... arguments) {
        if (arguments.length == 0) {
            return HELP;
        }
        if (arguments.length > 1) {
            return null;
        }
        return switch (arguments[0]) {
            case "help", "--help", "-h" -> HELP;
            case "version", "--version", "-V" -> "orchestrate " + version() + " (Java " + java() + ")\n";
            default -> null;
        };
    }

    /** The version of the jar; {@code development} where the classes come from no jar. */
    static String version() {
        String version = QuickAnswer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String java() {
        return System.getProperty("java.version", "unknown");
    }
}
