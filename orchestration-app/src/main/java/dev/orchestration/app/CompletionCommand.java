package dev.orchestration.app;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import java.util.List;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate completion bash|zsh|fish}. */
final class CompletionCommand implements Command {
    static final String PROGRAM = "orchestrate";
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print a script by which a shell completes commands and options",
                "orchestrate completion bash > ~/.local/share/bash-completion/completions/orchestrate",
                "orchestrate completion fish > ~/.config/fish/completions/orchestrate.fish");
        SharedOptions.argument(spec, "SHELL", "bash, zsh or fish.");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public int run(Arguments arguments) {
        List<String> words = arguments.words();
        String shell = words.isEmpty() ? "" : words.get(0);
        if (words.size() != 1 || !SHELLS.contains(shell)) {
            throw new UsageException("say for which shell: " + String.join(", ", SHELLS)
                    + (shell.isEmpty() || SHELLS.contains(shell)
                            ? ""
                            : "; not " + Quoted.of(shell) + Nearest.suggestion(shell, SHELLS)));
        }
        CommandSpec all = all();
        arguments
                .caller()
                .out()
                .print(shell.equals("fish") ? FishScript.of(all) : AutoComplete.bash(PROGRAM, new CommandLine(all)));
        return ExitCodes.DONE;
    }

    /** All commands as one tree, which the dispatcher does without. */
    static CommandSpec all() {
        CommandSpec root = CommandSpec.create().name(PROGRAM);
        for (String name : Commands.all()) {
            int blank = name.indexOf(' ');
            CommandSpec parent = blank < 0
                    ? root
                    : Objects.requireNonNull(root.subcommands().get(name.substring(0, blank)))
                            .getCommandSpec();
            String word = name.substring(blank + 1);
            CommandSpec spec = CommandSpec.create().name(word);
            Objects.requireNonNull(Commands.find(name)).describe(spec);
            SharedOptions.addHelp(spec);
            parent.addSubcommand(word, spec);
        }
        return root;
    }
}
