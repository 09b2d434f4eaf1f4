package dev.orchestration.app;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completions for fish: a line for each command and option, which fish shows with what it is for. */
final class FishScript {
    private final StringBuilder out = new StringBuilder("# Completions of orchestrate for fish.\n");

    private FishScript() {}

    static String of(CommandSpec root) {
        FishScript script = new FishScript();
        script.commands(root, "__fish_use_subcommand");
        root.subcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            String seen = "__fish_seen_subcommand_from " + name;
            String words = String.join(" ", spec.subcommands().keySet());
            String here = words.isEmpty() ? seen : seen + "; and not __fish_seen_subcommand_from " + words;
            script.options(spec, here);
            script.commands(spec, here);
            spec.subcommands()
                    .forEach((word, inner) ->
                            script.options(inner.getCommandSpec(), seen + "; and __fish_seen_subcommand_from " + word));
        });
        return script.out.toString();
    }

    private void commands(CommandSpec spec, String when) {
        for (var command : spec.subcommands().entrySet()) {
            CommandLine line = command.getValue();
            begin(when);
            out.append(" -f -a ").append(command.getKey());
            describe(line.getCommandSpec().usageMessage().header()[0]);
        }
    }

    private void options(CommandSpec spec, String when) {
        for (OptionSpec option : spec.options()) {
            begin(when);
            for (String name : option.names()) {
                out.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
            }
            if (option.arity().max() > 0) {
                out.append(" -r");
            }
            describe(option.description().length == 0 ? "" : option.description()[0]);
        }
    }

    private void begin(String when) {
        out.append("complete -c ")
                .append(CompletionCommand.PROGRAM)
                .append(" -n '")
                .append(when)
                .append('\'');
    }

    private void describe(String text) {
        out.append(" -d '")
                .append(text.replace("\\", "\\\\").replace("'", "\\'"))
                .append("'\n");
    }
}
