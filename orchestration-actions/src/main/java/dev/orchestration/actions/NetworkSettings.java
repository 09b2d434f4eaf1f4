package dev.orchestration.actions;

import dev.orchestration.tasks.action.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the actions of this module are set up.
 *
 * @param httpAllow {@code host:port} of services that {@code http.request} may call although their address is not public
 */
public record NetworkSettings(Set<String> httpAllow, GuardSettings guard, LlmSettings llm) {
    static final String ALLOW = "ORCHESTRATION_HTTP_ALLOW";
    static final String BREAKER_CALLS = "ORCHESTRATION_HTTP_BREAKER_CALLS";
    static final String BREAKER_PERCENT = "ORCHESTRATION_HTTP_BREAKER_PERCENT";
    static final String BREAKER_OPEN = "ORCHESTRATION_HTTP_BREAKER_OPEN";
    static final String RATE = "ORCHESTRATION_HTTP_RATE";
    static final String RATE_WAIT = "ORCHESTRATION_HTTP_RATE_WAIT";
    static final String LLM_BASE_URL = "ORCHESTRATION_LLM_BASE_URL";
    static final String LLM_API_KEY = "ORCHESTRATION_LLM_API_KEY";
    static final String LLM_MODEL = "ORCHESTRATION_LLM_MODEL";
    static final String LLM_PRICES = "ORCHESTRATION_LLM_PRICES";

    private static final Pattern PLACE = Pattern.compile("(?:[a-z0-9._-]+|\\[[0-9a-f:.]+]):[0-9]{1,5}");
    private static final Pattern PRICE = Pattern.compile("(\\S+)=([0-9.]{1,20})/([0-9.]{1,20})");

    /** @throws IllegalArgumentException if an allowed place is not {@code host:port} */
    public NetworkSettings {
        httpAllow = httpAllow.stream()
                .map(place -> place.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        for (String place : httpAllow) {
            if (!PLACE.matcher(place).matches()) {
                throw new IllegalArgumentException("'" + place + "' is not host:port");
            }
        }
    }

    /** Public addresses alone, the usual limits, and no language model. */
    public static NetworkSettings usual() {
        return new NetworkSettings(Set.of(), GuardSettings.usual(), LlmSettings.none());
    }

    public NetworkSettings withHttpAllow(Set<String> places) {
        return new NetworkSettings(places, guard, llm);
    }

    public NetworkSettings withGuard(GuardSettings other) {
        return new NetworkSettings(httpAllow, other, llm);
    }

    public NetworkSettings withLlm(LlmSettings other) {
        return new NetworkSettings(httpAllow, guard, other);
    }

    /**
     * What the environment says.
     *
     * @throws IllegalArgumentException naming the variable that cannot be read; never tells the key
     */
    public static NetworkSettings of(Map<String, String> environment) {
        Function<String, String> said =
                name -> environment.getOrDefault(name, "").strip();
        Set<String> allow = read(ALLOW, said, text -> parts(text).collect(Collectors.toSet()));
        GuardSettings usual = GuardSettings.usual();
        GuardSettings guard = new GuardSettings(
                read(BREAKER_CALLS, said, text -> number(text, usual.breakerCalls())),
                read(BREAKER_PERCENT, said, text -> number(text, usual.failurePercent())),
                read(BREAKER_OPEN, said, text -> duration(text, usual.openFor())),
                read(RATE, said, text -> number(text, usual.rate())),
                usual.ratePeriod(),
                read(RATE_WAIT, said, text -> duration(text, usual.rateWait())));
        String url = said.apply(LLM_BASE_URL);
        String key = said.apply(LLM_API_KEY);
        String model = said.apply(LLM_MODEL);
        LlmSettings llm = new LlmSettings(
                url.isEmpty() ? null : url,
                key.isEmpty() ? null : read(LLM_API_KEY, said, ApiKey::new),
                model.isEmpty() ? null : model,
                read(LLM_PRICES, said, NetworkSettings::prices));
        return read(ALLOW, said, text -> new NetworkSettings(allow, guard, llm));
    }

    private static <T> T read(String variable, Function<String, String> said, Function<String, T> reader) {
        try {
            return reader.apply(said.apply(variable));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    private static Stream<String> parts(String text) {
        return Stream.of(text.split("[,\\s]+", -1)).filter(part -> !part.isEmpty());
    }

    private static int number(String text, int otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }

    private static Duration duration(String text, Duration otherwise) {
        return text.isEmpty() ? otherwise : Durations.parse(text);
    }

    private static Map<String, Price> prices(String text) {
        Map<String, Price> prices = new LinkedHashMap<>();
        parts(text).forEach(part -> {
            Matcher price = PRICE.matcher(part);
            try {
                if (price.matches()) {
                    prices.put(
                            price.group(1), new Price(new BigDecimal(price.group(2)), new BigDecimal(price.group(3))));
                    return;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException(
                    "'" + part + "' is not model=input/output, the prices of a million tokens");
        });
        return prices;
    }
}
