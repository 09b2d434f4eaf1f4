package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import java.util.Locale;

/** A caller with what variables and files say. */
record Configured(Caller caller, Configuration configuration) {
    /** @throws dev.orchestration.state.OrchestrationException if it cannot be used as it is */
    static Configured of(Caller caller) {
        Configuration configuration = Configuration.of(caller.environment(), caller.directory());
        return new Configured(coloured(caller, configuration), configuration);
    }

    /** Nothing was looked at. */
    static Configured not(Caller caller) {
        return new Configured(caller, Configuration.none());
    }

    /** Sets up what holds for the whole program, before it does anything. */
    void setUp(boolean debug, boolean quiet) {
        configuration
                .text(ConfigurationKey.LOG_LEVEL)
                .ifPresent(level -> System.setProperty(StandardErrorLogging.LEVEL, level.toUpperCase(Locale.ROOT)));
        if (debug) {
            System.setProperty(StandardErrorLogging.LEVEL, "DEBUG");
        }
        if (!quiet) {
            configuration.warnings().forEach(warning -> caller.err().line("warning: " + warning));
        }
    }

    private static Caller coloured(Caller caller, Configuration configuration) {
        String said = configuration.text(ConfigurationKey.COLOURS).orElse("auto");
        return said.equals("auto")
                ? caller
                : new Caller(
                        caller.in(),
                        caller.asks(),
                        coloured(caller.out(), said),
                        coloured(caller.err(), said),
                        caller.environment(),
                        caller.directory(),
                        caller.clock());
    }

    private static Channel coloured(Channel channel, String said) {
        Style style = channel.style();
        return new Channel(channel.stream(), new Style(style.terminal(), said.equals("always"), style.symbols()));
    }
}
