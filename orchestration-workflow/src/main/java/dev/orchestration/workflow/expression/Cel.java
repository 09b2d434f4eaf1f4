package dev.orchestration.workflow.expression;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The way into CEL. Environments are kept by parameter types and compiled texts by environment and text, the most recently
 * used of each, since compiling costs 0.2 to 0.6 ms. Thread-safe; two threads may compile one text at once.
 */
final class Cel {
    /**
     * @param item whether {@code item} and {@code index} are known
     * @param early whether nothing but parameters is known yet
     */
    private record Known(Map<String, ParameterType> parameters, boolean item, boolean early) {}

    private static final Cache<Known, Texts> ENVIRONMENTS = new Cache<>(32);

    private Cel() {}

    static Parsed compile(String text, Names names) {
        CelCompiled compiled = ENVIRONMENTS
                .get(new Known(names.parameters(), names.hasItem(), names.isBeforeTheStart()), Texts::new)
                .get(text);
        List<String> problems = new ArrayList<>();
        for (String step : compiled.steps()) {
            if (!names.hasStep(step)) {
                problems.add(PathReader.unknownStep(step, names));
            }
        }
        compiled.problems().forEach(problem -> problems.add(problem + hint(problem, names)));
        if (compiled.program() == null || !problems.isEmpty()) {
            return new Parsed(
                    null,
                    problems.stream().map(problem -> text + ": " + problem).toList());
        }
        return Parsed.of(new CelExpression(text, compiled.program(), compiled, names.parameters()));
    }

    private static String hint(String problem, Names names) {
        String marker = "undeclared reference to '";
        int start = problem.indexOf(marker) + marker.length();
        int end = problem.indexOf('\'', start);
        if (start < marker.length() || end < 0) {
            return "";
        }
        String name = problem.substring(start, end);
        if (CelRoots.isOfItem(name)) {
            return Path.NO_ITEM;
        }
        if (names.hasStep(name)) {
            return "; in an expression write steps[\"" + name + "\"].output";
        }
        return names.parameter(name) == null ? "" : "; in an expression write parameters." + name;
    }

    private static final class Texts {
        private final CelEnvironment environment;
        private final Cache<String, CelCompiled> compiled = new Cache<>(1_000);

        Texts(Known known) {
            this.environment = new CelEnvironment(known.parameters(), known.item(), known.early());
        }

        CelCompiled get(String text) {
            return compiled.get(text, environment::compile);
        }
    }

    /** The most recently used values by key; made outside the lock. */
    private static final class Cache<K, V> {
        private final Object lock = new Object();

        @GuardedBy("lock")
        private final Map<K, V> values;

        Cache(int most) {
            this.values = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                    return size() > most;
                }
            };
        }

        V get(K key, Function<K, V> make) {
            synchronized (lock) {
                V known = values.get(key);
                if (known != null) {
                    return known;
                }
            }
            V made = make.apply(key);
            synchronized (lock) {
                values.put(key, made);
            }
            return made;
        }
    }
}
