package dev.orchestration.app;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All commands by name; the class of one is loaded when it is asked for. */
final class Commands {
    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "run",
            "validate",
            "graph",
            "plan",
            "show",
            "list",
            "why",
            "logs",
            "events",
            "history",
            "compare",
            "diff",
            "report",
            "resume",
            "retry",
            "fork",
            "cancel",
            "pause",
            "continue",
            "signal",
            "approve",
            "decide",
            "store",
            "new",
            "project",
            "schedule",
            "serve",
            "schema",
            "config",
            "doctor",
            "completion",
            "version",
            "help");

    /** What is done with the store as a whole, in the order of the help: the second word of {@code store …}. */
    static final List<String> OF_STORE =
            List.of("info", "check", "backup", "prune", "vacuum", "export", "import", "takeover");

    /** What can be begun, in the order of the help: the second word of {@code new …}. */
    static final List<String> OF_NEW = List.of("workflow");

    /** What is done with projects, in the order of the help: the second word of {@code project …}. */
    static final List<String> OF_PROJECT = List.of("new", "list", "show", "status", "docs");

    /** What is asked of the configuration, in the order of the help: the second word of {@code config …}. */
    static final List<String> OF_CONFIG = List.of("get", "path");

    /** What is done with schedules, in the order of the help: the second word of {@code schedule …}. */
    static final List<String> OF_SCHEDULE = List.of("add", "list", "next", "pause", "resume", "remove", "backfill");

    private static final String STORE = "store";
    private static final String NEW = "new";
    private static final String PROJECT = "project";
    private static final String CONFIG = "config";
    private static final String SCHEDULE = "schedule";

    private static final List<String> WITH_A_SECOND = List.of(STORE, NEW, PROJECT, SCHEDULE, CONFIG);

    private Commands() {}

    /** The name of the command that a line begins with: its first word, or two where the first needs a second. */
    static String nameIn(List<String> words) {
        if (words.isEmpty()) {
            return "help";
        }
        String first = words.get(0);
        boolean two = WITH_A_SECOND.contains(first)
                && words.size() > 1
                && !words.get(1).startsWith("-");
        return two ? first + " " + words.get(1) : first;
    }

    /** Every name there is. */
    static List<String> all() {
        return Stream.of(
                        NAMES.stream(),
                        OF_STORE.stream().map(name -> STORE + " " + name),
                        OF_NEW.stream().map(name -> NEW + " " + name),
                        OF_PROJECT.stream().map(name -> PROJECT + " " + name),
                        OF_SCHEDULE.stream().map(name -> SCHEDULE + " " + name),
                        OF_CONFIG.stream().map(name -> CONFIG + " " + name))
                .flatMap(names -> names)
                .toList();
    }

    /** A new command, null if there is none of this name. */
    static @Nullable Command find(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "validate" -> new ValidateCommand();
            case "graph" -> new GraphCommand();
            case "plan" -> new PlanCommand();
            case "show" -> new ShowCommand();
            case "list" -> new ListCommand();
            case "why" -> new WhyCommand();
            case "logs" -> new LogsCommand();
            case "report" -> new ReportCommand();
            case "events" -> new EventsCommand();
            case "history" -> new HistoryCommand();
            case "compare" -> new CompareCommand();
            case "diff" -> new DiffCommand();
            case "resume" -> new ResumeCommand();
            case "retry" -> new RetryCommand();
            case "fork" -> new ForkCommand();
            case "cancel" -> new CancelCommand();
            case "pause" -> new PauseCommand();
            case "continue" -> new ContinueCommand();
            case "signal" -> new SignalCommand();
            case "approve" -> new ApproveCommand();
            case "decide" -> new DecideCommand();
            case STORE -> new StoreCommand();
            case "store info" -> new StoreInfoCommand();
            case "store check" -> new StoreCheckCommand();
            case "store backup" -> new StoreBackupCommand();
            case "store prune" -> new StorePruneCommand();
            case "store vacuum" -> new StoreVacuumCommand();
            case "store export" -> new StoreExportCommand();
            case "store import" -> new StoreImportCommand();
            case "store takeover" -> new StoreTakeoverCommand();
            case NEW -> new NewCommand();
            case "new workflow" -> new NewWorkflowCommand();
            case PROJECT -> new ProjectCommand();
            case "project new" -> new ProjectNewCommand();
            case "project list" -> new ProjectListCommand();
            case "project show" -> new ProjectShowCommand();
            case "project status" -> new ProjectStatusCommand();
            case "project docs" -> new ProjectDocsCommand();
            case CONFIG -> new ConfigCommand();
            case "config get" -> new ConfigGetCommand();
            case "config path" -> new ConfigPathCommand();
            case SCHEDULE -> new ScheduleCommand();
            case "schedule add" -> new ScheduleAddCommand();
            case "schedule list" -> new ScheduleListCommand();
            case "schedule next" -> new ScheduleNextCommand();
            case "schedule pause" -> new SchedulePauseCommand();
            case "schedule resume" -> new ScheduleResumeCommand();
            case "schedule remove" -> new ScheduleRemoveCommand();
            case "schedule backfill" -> new ScheduleBackfillCommand();
            case "serve" -> new ServeCommand();
            case "doctor" -> new DoctorCommand();
            case "completion" -> new CompletionCommand();
            case "schema" -> new SchemaCommand();
            case "version" -> new VersionCommand();
            case "help" -> new HelpCommand();
            default -> null;
        };
    }
}
