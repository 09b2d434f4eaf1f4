package dev.orchestration.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options that mean the same in every command that has them. */
final class SharedOptions {
    static final String STORE = "--store";
    static final String JSON = "--json";
    static final String QUIET = "--quiet";
    static final String DEBUG = "--debug";
    static final String ALLOW_PATH = "--allow-path";
    static final String WORKERS = "--workers";
    static final String DURABILITY = "--durability";
    static final String OTLP = "--otlp";
    static final String OWN = "--own";
    static final String KEEP = "--keep";

    private SharedOptions() {}

    static void addHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
    }

    static void addStore(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(STORE)
                .type(String.class)
                .paramLabel("FILE")
                .description(
                        "The store's file, or jdbc:postgresql://HOST:PORT/DATABASE, or: memory. Else as configured, else the nearest"
                                + " .orchestration/state.db at or above the current directory.")
                .build());
    }

    /** @param what is printed as JSON */
    static void addOutput(CommandSpec spec, String what) {
        flag(spec, "Print " + what + " as JSON on standard output, and nothing else there.", JSON);
        flag(spec, "Print no progress and no summary; errors only.", QUIET, "-q");
        flag(spec, "Log what happens inside, and print stack traces.", DEBUG);
    }

    static void addWork(CommandSpec spec) {
        addWorkOfAnOwner(spec);
        addOwn(spec);
    }

    /** As {@link #addWork}, for what never hands its work over. */
    static void addWorkOfAnOwner(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(WORKERS)
                .type(Integer.class)
                .paramLabel("N")
                .description(
                        "Carry out at most N steps at once. Else as configured, else one a processor, but at least 4.")
                .build());
        addDurability(spec);
        text(
                spec,
                "URL",
                "Send spans of what is carried out to this collector, with OTLP over HTTP in JSON. Else as configured, else"
                        + " to nobody.",
                OTLP);
        many(spec, "DIR", "Let paths of the definition reach into DIR, too. May be repeated.", ALLOW_PATH);
    }

    static void addOwn(CommandSpec spec) {
        flag(spec, "Refuse if another process owns the store, instead of handing the work over to it.", OWN);
    }

    static void addDurability(CommandSpec spec) {
        text(
                spec,
                "LEVEL",
                "What a commit waits for: durable, the disk; or fast, the system, which a power cut may make forget the"
                        + " last moments. Else as configured, else durable.",
                DURABILITY);
    }

    static void flag(CommandSpec spec, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(boolean.class)
                .description(description)
                .build());
    }

    static void text(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build());
    }

    static void many(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build());
    }

    /** What stands behind the options; how many words there must be, the command checks when it takes them. */
    static void argument(CommandSpec spec, String label, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .index("0..*")
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .build());
    }

    /**
     * As {@link #about}, for a word that a second one follows, with what each of those is for.
     *
     * @param synopsis the second word as the usage line has it
     */
    static void aboutSeveral(
            CommandSpec spec, String synopsis, String header, String first, List<String> seconds, String... examples) {
        about(spec, header + ": " + String.join(", ", seconds), examples);
        spec.usageMessage().customSynopsis("orchestrate " + first + " " + synopsis + " [OPTIONS] [ARGUMENTS]");
        int widest = seconds.stream().mapToInt(String::length).max().orElse(0);
        List<String> footer = new ArrayList<>(List.of("", "Commands:"));
        for (String second : seconds) {
            CommandSpec each = CommandSpec.create();
            Objects.requireNonNull(Commands.find(first + " " + second)).describe(each);
            String what = each.usageMessage().header()[0];
            footer.add("  " + second + " ".repeat(widest - second.length() + 2) + what);
        }
        footer.addAll(List.of(spec.usageMessage().footer()));
        spec.usageMessage().footer(footer.toArray(String[]::new));
    }

    /** What the command is for, and how it is used. */
    static void about(CommandSpec spec, String header, String... examples) {
        spec.usageMessage().header(header, "");
        String[] footer = new String[examples.length + 2];
        footer[0] = "";
        footer[1] = "Examples:";
        for (int i = 0; i < examples.length; i++) {
            footer[i + 2] = "  " + examples[i];
        }
        spec.usageMessage().footer(footer);
    }
}
