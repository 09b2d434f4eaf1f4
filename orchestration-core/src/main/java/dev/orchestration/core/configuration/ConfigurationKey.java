package dev.orchestration.core.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every setting there is. Its order is that in which settings are shown. */
public enum ConfigurationKey {
    STORE(
            "store",
            ValueForm.STORE,
            "the nearest .orchestration/state.db",
            "ORCHESTRATION_STORE",
            "--store",
            "Where the state is: a file, `memory`, or, not in a project's file, a PostgreSQL database"),
    DURABILITY(
            "durability",
            ValueForm.words("durable", "fast"),
            "durable",
            "ORCHESTRATION_DURABILITY",
            "--durability",
            "What a commit waits for: the disk, or the system, which a power cut may make forget the last moments"),
    WORKERS(
            "workers",
            ValueForm.whole(1, 100_000),
            "one a processor, but at least 4",
            "ORCHESTRATION_WORKERS",
            "--workers",
            "How many steps are carried out at once"),
    MODE(
            "mode",
            ValueForm.words("sequential", "parallel", "priority", "resource_aware"),
            "resource_aware",
            "ORCHESTRATION_MODE",
            "--mode",
            "Who starts next, of workflows that do not say so themselves; the option wins over these, too"),
    ALLOW_PATH(
            "allow_path",
            ValueForm.PATHS,
            "none",
            "ORCHESTRATION_ALLOW_PATH",
            "--allow-path",
            "Folders into which paths of definitions may reach, beside the working directory"),
    KEEP(
            "keep",
            ValueForm.DURATION,
            "for ever",
            "ORCHESTRATION_KEEP",
            "--keep",
            "How long `serve` keeps executions that have ended, at least 1m"),
    LOG_LEVEL(
            "log_level",
            ValueForm.words("error", "warn", "info", "debug", "trace"),
            "warn",
            "ORCHESTRATION_LOG_LEVEL",
            "--debug",
            "What is logged on standard error; --debug means debug, and prints stack traces"),
    COLOURS(
            "colours",
            ValueForm.words("auto", "always", "never"),
            "auto",
            "NO_COLOR",
            null,
            "Whether output has colours: on terminals, everywhere, nowhere. NO_COLOR that is not empty means never"),
    HTTP_ALLOW(
            "http.allow",
            ValueForm.listMatching("host:port", "(?i)(?:[a-z0-9._-]+|\\[[0-9a-f:.]+]):[0-9]{1,5}"),
            "none",
            "ORCHESTRATION_HTTP_ALLOW",
            null,
            "Services, as host:port, that http.request may call although their address is not public"),
    HTTP_BREAKER_CALLS(
            "http.breaker_calls",
            ValueForm.whole(1, 1_000_000),
            "20",
            "ORCHESTRATION_HTTP_BREAKER_CALLS",
            null,
            "Of so many last calls to a host the share of failures is counted"),
    HTTP_BREAKER_PERCENT(
            "http.breaker_percent",
            ValueForm.whole(1, 100),
            "50",
            "ORCHESTRATION_HTTP_BREAKER_PERCENT",
            null,
            "From this share of failures on the host is not called for a while"),
    HTTP_BREAKER_OPEN(
            "http.breaker_open",
            ValueForm.DURATION,
            "30s",
            "ORCHESTRATION_HTTP_BREAKER_OPEN",
            null,
            "How long that while is"),
    HTTP_RATE(
            "http.rate",
            ValueForm.whole(1, 1_000_000),
            "50",
            "ORCHESTRATION_HTTP_RATE",
            null,
            "So many calls a second are made to one host"),
    HTTP_RATE_WAIT(
            "http.rate_wait",
            ValueForm.DURATION,
            "10s",
            "ORCHESTRATION_HTTP_RATE_WAIT",
            null,
            "A call that would have to wait longer for its turn fails"),
    LLM_BASE_URL(
            "llm.base_url",
            ValueForm.matching("a URL that begins with http:// or https://", "https?://[^\\s/]+\\S*"),
            "none",
            "ORCHESTRATION_LLM_BASE_URL",
            null,
            "Where llm.chat finds its model, up to and without /chat/completions"),
    LLM_MODEL(
            "llm.model", ValueForm.TEXT, "none", "ORCHESTRATION_LLM_MODEL", null, "The model of steps that name none"),
    LLM_PRICES(
            "llm.prices",
            ValueForm.listMatching("model=input/output", "\\S+=[0-9.]{1,20}/[0-9.]{1,20}"),
            "none",
            "ORCHESTRATION_LLM_PRICES",
            null,
            "What a million tokens cost, as model=input/output"),
    TRACES_OTLP(
            "traces.otlp",
            ValueForm.matching("a URL that begins with http:// or https://", "https?://[^\\s/]+\\S*"),
            "none",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "--otlp",
            "Where spans of what is carried out are sent, with OTLP over HTTP in JSON");

    private static final List<ConfigurationKey> ALL = List.of(values());

    /**
     * A project's file may come from somebody else: it does not say where keys and calls go, nor what it may read, nor what is
     * removed.
     */
    private static final List<ConfigurationKey> NOT_OF_PROJECTS =
            List.of(ALLOW_PATH, KEEP, HTTP_ALLOW, LLM_BASE_URL, TRACES_OTLP);

    private final String key;
    private final ValueForm form;
    private final String usual;
    private final String variable;
    private final @Nullable String flag;
    private final String description;

    ConfigurationKey(
            String key, ValueForm form, String usual, String variable, @Nullable String flag, String description) {
        this.key = key;
        this.form = form;
        this.usual = usual;
        this.variable = variable;
        this.flag = flag;
        this.description = description;
    }

    /** All keys, in their order. */
    public static List<ConfigurationKey> all() {
        return ALL;
    }

    /** The key of this name. */
    public static Optional<ConfigurationKey> find(String name) {
        return ALL.stream().filter(each -> each.key.equals(name)).findFirst();
    }

    /** The names of all keys, in their order. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ConfigurationKey::key).toList();
    }

    /** Its name in files; what stands after a dot is in a map of its own there. */
    public String key() {
        return key;
    }

    /** What it may be, for people. */
    public String type() {
        return form.described();
    }

    /** What holds where nothing is said, for people. */
    public String usual() {
        return usual;
    }

    /** The environment variable that holds it. */
    public String variable() {
        return variable;
    }

    /** The option of commands that gives it, null for none. */
    public @Nullable String flag() {
        return flag;
    }

    /** What it is for, in one sentence without its full stop. */
    public String description() {
        return description;
    }

    /** Whether the file of a project may say it: such a file may have come with somebody else's work. */
    public boolean isForProjects() {
        return !NOT_OF_PROJECTS.contains(this);
    }

    ValueForm form() {
        return form;
    }

    /** Whether actions for the network are set up by it. */
    boolean isOfNetwork() {
        return key.startsWith("http.") || key.startsWith("llm.");
    }

    /** Whether the module that uses it reads its variable itself, when it is first needed. */
    boolean isReadByItsModule() {
        return isOfNetwork() || this == TRACES_OTLP;
    }
}
