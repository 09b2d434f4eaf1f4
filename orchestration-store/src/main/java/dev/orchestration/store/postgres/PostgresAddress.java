package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which database, and how to be let in. Its text is {@link #name()}; the password is in neither. Immutable.
 *
 * <p>Understood is {@code jdbc:postgresql://[USER[:PASSWORD]@]HOST[:PORT][,HOST…]/DATABASE[?SETTING=VALUE&…]}. The settings
 * are those of the driver; {@code currentSchema} says in which schema the tables are.
 */
public final class PostgresAddress {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final String SCHEMA = "currentSchema";
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    private final String place;
    private final Map<String, String> settings;

    private PostgresAddress(String place, Map<String, String> settings) {
        this.place = place;
        this.settings = settings;
    }

    /** Whether {@code text} names a PostgreSQL database rather than a file. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads an address.
     *
     * @param environment {@code PGUSER} and {@code PGPASSWORD} stand in for what the text does not say; failing them the
     *     driver looks into {@code ~/.pgpass}
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is none; the message does not repeat the text, which may
     *     hold a password
     */
    public static PostgresAddress parse(String text, Map<String, String> environment) {
        if (!text.startsWith(SCHEME + "//")) {
            throw wrong("it does not begin with " + SCHEME + "//");
        }
        String rest = text.substring(SCHEME.length() + 2);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> settings = new TreeMap<>();
        environment.forEach((key, value) -> standIn(settings, key, value));
        if (question >= 0) {
            Arrays.stream(rest.substring(question + 1).split("&", -1))
                    .filter(setting -> !setting.isEmpty())
                    .forEach(setting -> put(settings, setting));
        }
        return new PostgresAddress(checked(withoutUser(place, settings)), settings);
    }

    private static void standIn(Map<String, String> settings, String variable, String value) {
        if (variable.equals("PGUSER") && !value.isEmpty()) {
            settings.put(USER, value);
        } else if (variable.equals("PGPASSWORD") && !value.isEmpty()) {
            settings.put(PASSWORD, value);
        }
    }

    private static void put(Map<String, String> settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw wrong("a setting behind the '?' has the form NAME=VALUE");
        }
        settings.put(setting.substring(0, equals), decoded(setting.substring(equals + 1)));
    }

    /** Takes the user, and the password, from before the last at sign. */
    private static String withoutUser(String place, Map<String, String> settings) {
        int at = place.lastIndexOf('@');
        if (at < 0) {
            return place;
        }
        String who = place.substring(0, at);
        int colon = who.indexOf(':');
        settings.put(USER, decoded(colon < 0 ? who : who.substring(0, colon)));
        if (colon >= 0) {
            settings.put(PASSWORD, decoded(who.substring(colon + 1)));
        }
        return place.substring(at + 1);
    }

    private static String checked(String place) {
        int slash = place.indexOf('/');
        if (slash < 1 || slash == place.length() - 1 || place.indexOf('/', slash + 1) >= 0) {
            throw wrong("there is no host, or no database");
        }
        return place;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("a '%' must be followed by two hexadecimal digits; write %25 for the sign itself");
        }
    }

    private static OrchestrationException wrong(String why) {
        return new OrchestrationException(
                ErrorCode.BAD_PARAMETERS,
                "this is no address of a PostgreSQL database: " + why
                        + "; write jdbc:postgresql://HOST:PORT/DATABASE, with USER@ before the host if need be");
    }

    /** Whether {@code text}, an address, gives a password away to whoever sees it. */
    public static boolean tellsPassword(String text) {
        return text.startsWith(SCHEME)
                && parse(text, Map.of()).settings.keySet().stream()
                        .anyMatch(setting ->
                                setting.toLowerCase(java.util.Locale.ROOT).contains(PASSWORD));
    }

    /** What people call it: hosts, database and schema. */
    public String name() {
        String schema = settings.get(SCHEMA);
        return SCHEME + "//" + place + (schema == null ? "" : "?" + SCHEMA + "=" + schema);
    }

    /** A name for a folder: letters, digits, dots and dashes. */
    public String folderName() {
        String schema = settings.get(SCHEMA);
        String all = schema == null ? place : place + "-" + schema;
        return all.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** For the driver; without anything secret. */
    String url() {
        return SCHEME + "//" + place;
    }

    /** For the driver beside the {@link #url()}; holds the password. */
    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    @Nullable
    String user() {
        return settings.get(USER);
    }

    @Override
    public String toString() {
        return name();
    }
}
