package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of which resources somebody wants, all or nothing: of named ones, and of any one of a type. What is asked of one
 * resource, or of one type, adds up; the whole amount of a type comes from one resource. Immutable, so one vector can be made
 * once and asked for often, with whatever manager.
 */
public final class ResourceVector {
    private static final ResourceVector NOTHING =
            new ResourceVector(new TreeMap<>(), new EnumMap<>(ResourceType.class));

    private final ResourceId[] ids;
    private final ResourceType[] types;

    /** In millionths: of the named ones in the order of their ids, then of the types in the order they are declared. */
    private final long[] amounts;

    /** @param typed in the order of the types */
    private ResourceVector(SortedMap<ResourceId, Long> named, Map<ResourceType, Long> typed) {
        ids = named.keySet().toArray(ResourceId[]::new);
        types = typed.keySet().toArray(ResourceType[]::new);
        amounts = new long[ids.length + types.length];
        int i = 0;
        for (long amount : named.values()) {
            amounts[i++] = amount;
        }
        for (long amount : typed.values()) {
            amounts[i++] = amount;
        }
    }

    /** Asks for nothing. */
    public static ResourceVector nothing() {
        return NOTHING;
    }

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if an amount is none */
    public static ResourceVector of(ResourceId id, double amount) {
        return NOTHING.plus(id, amount);
    }

    /** Any one resource of this type that has as much. */
    public static ResourceVector of(ResourceType type, double amount) {
        return NOTHING.plus(type, amount);
    }

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if an amount is none */
    public static ResourceVector of(Map<ResourceId, Double> amounts) {
        TreeMap<ResourceId, Long> named = new TreeMap<>();
        amounts.forEach((id, amount) -> named.put(id, Amounts.millionths(amount, "an amount of " + id)));
        return new ResourceVector(named, new EnumMap<>(ResourceType.class));
    }

    public ResourceVector plus(ResourceId id, double amount) {
        SortedMap<ResourceId, Long> named = named();
        named.merge(id, Amounts.millionths(amount, "an amount of " + id), Amounts::sum);
        return new ResourceVector(named, typed());
    }

    public ResourceVector plus(ResourceType type, double amount) {
        Map<ResourceType, Long> typed = typed();
        typed.merge(type, Amounts.millionths(amount, "an amount of type " + type.wire()), Amounts::sum);
        return new ResourceVector(named(), typed);
    }

    private SortedMap<ResourceId, Long> named() {
        SortedMap<ResourceId, Long> named = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            named.put(ids[i], amounts[i]);
        }
        return named;
    }

    private Map<ResourceType, Long> typed() {
        Map<ResourceType, Long> typed = new EnumMap<>(ResourceType.class);
        for (int i = 0; i < types.length; i++) {
            typed.put(types[i], amounts[ids.length + i]);
        }
        return typed;
    }

    public boolean isNothing() {
        return amounts.length == 0;
    }

    /** What is asked of named resources, in the order of their ids. */
    public Map<ResourceId, Double> byResource() {
        TreeMap<ResourceId, Double> all = new TreeMap<>();
        named().forEach((id, amount) -> all.put(id, Amounts.units(amount)));
        return Collections.unmodifiableMap(all);
    }

    /** What is asked of any one resource of a type, in the order of the types. */
    public Map<ResourceType, Double> byType() {
        EnumMap<ResourceType, Double> all = new EnumMap<>(ResourceType.class);
        typed().forEach((type, amount) -> all.put(type, Amounts.units(amount)));
        return Collections.unmodifiableMap(all);
    }

    int size() {
        return amounts.length;
    }

    /** How many of its parts name a resource; they come first. */
    int countNamed() {
        return ids.length;
    }

    ResourceId id(int part) {
        return ids[part];
    }

    ResourceType type(int part) {
        return types[part - ids.length];
    }

    /** In millionths. */
    long amount(int part) {
        return amounts[part];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceVector that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(types, that.types)
                && Arrays.equals(amounts, that.amounts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(ids), Arrays.hashCode(types), Arrays.hashCode(amounts));
    }

    /** For example {@code {gpu: 1, any memory: 0.5}}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            String what = i < ids.length ? ids[i].value() : "any " + type(i).wire();
            parts.add(what + ": " + Amounts.text(amounts[i]));
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
