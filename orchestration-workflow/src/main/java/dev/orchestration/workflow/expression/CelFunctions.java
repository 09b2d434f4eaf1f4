package dev.orchestration.workflow.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions an expression may call: CEL's own, each of which first draws what it costs from the {@link Budget};
 * arithmetic of whole numbers with others, which CEL lacks; and three that only {@link CelRewriter} can write.
 */
final class CelFunctions {
    /** {@code (container, parts, joinable) → bool}: whether the path leads to something. */
    static final String HAS = "@has";
    /** {@code (container, parts, joinable) → dyn}: what the path leads to. */
    static final String GET = "@get";
    /** {@code (container, size) → container}: draws the size of a literal inside a comprehension. */
    static final String MADE = "@made";

    private static final Set<String> DEEP = Set.of("equals", "_==_", "not_equals", "_!=_");
    private static final int LONGEST_PATTERN = 1_000;
    private static final Set<String> MATCHES = Set.of("matches", "matches_string");

    /** What a command prints ends with a line's end, which is no part of the number in it. */
    private static final Map<String, String> NUMBERS =
            Map.of("string_to_int64", "a whole number", "string_to_double", "a number");

    private static final String TRIM = "trim";

    private CelFunctions() {}

    static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> all = new ArrayList<>();
        CelType whole = SimpleType.INT;
        CelType number = SimpleType.DOUBLE;
        for (Mixed mixed : Mixed.values()) {
            String operator = mixed.function();
            all.add(CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    CelOverloadDecl.newGlobalOverload(operator + "int_double", number, whole, number),
                    CelOverloadDecl.newGlobalOverload(operator + "double_int", number, number, whole)));
        }
        CelType any = SimpleType.DYN;
        CelType parts = ListType.create(any);
        CelType same = TypeParamType.create("A");
        all.add(CelFunctionDecl.newFunctionDeclaration(
                HAS, CelOverloadDecl.newGlobalOverload(HAS, SimpleType.BOOL, any, parts, SimpleType.INT)));
        all.add(CelFunctionDecl.newFunctionDeclaration(
                GET, CelOverloadDecl.newGlobalOverload(GET, any, any, parts, SimpleType.INT)));
        all.add(CelFunctionDecl.newFunctionDeclaration(
                MADE, CelOverloadDecl.newGlobalOverload(MADE, same, same, SimpleType.INT)));
        all.add(CelFunctionDecl.newFunctionDeclaration(
                TRIM, CelOverloadDecl.newMemberOverload(TRIM, SimpleType.STRING, SimpleType.STRING)));
        return all;
    }

    static List<CelFunctionBinding> bindings(CelOptions options) {
        List<CelFunctionBinding> all = new ArrayList<>();
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        CelStandardFunctions standard = CelStandardFunctions.newBuilder().build();
        for (CelFunctionBinding binding : standard.newFunctionBindings(equality, options)) {
            all.add(binding.isStrict() ? budgeted(binding) : binding);
        }
        for (Mixed mixed : Mixed.values()) {
            String operator = mixed.function();
            all.add(CelFunctionBinding.from(
                    operator + "int_double", Long.class, Double.class, (a, b) -> mixed.of(a.doubleValue(), b)));
            all.add(CelFunctionBinding.from(
                    operator + "double_int", Double.class, Long.class, (a, b) -> mixed.of(a, b.doubleValue())));
        }
        all.add(CelFunctionBinding.from(TRIM, String.class, text -> {
            Budget.current().draw(1 + text.length());
            return text.strip();
        }));
        ImmutableList<Class<?>> path = ImmutableList.of(Object.class, List.class, Long.class);
        all.add(CelFunctionBinding.from(HAS, path, args -> find(args) != Path.MISSING));
        all.add(CelFunctionBinding.from(GET, path, CelFunctions::get));
        all.add(CelFunctionBinding.from(MADE, Object.class, Long.class, (made, size) -> {
            Budget.current().draw(Budget.ELEMENT * size);
            return made;
        }));
        return all;
    }

    private static CelFunctionBinding budgeted(CelFunctionBinding binding) {
        String id = binding.getOverloadId();
        CelFunctionOverload standard = binding.getDefinition();
        CelFunctionOverload own = id.equals("add_list")
                ? args -> GrowingList.concatenation((List<?>) args[0], (List<?>) args[1])
                : args -> {
                    draw(id, args);
                    return NUMBERS.containsKey(id) ? number(id, standard, args) : standard.apply(args);
                };
        return CelFunctionBinding.from(id, binding.getArgTypes(), own);
    }

    private static Object number(String id, CelFunctionOverload standard, Object[] args) {
        String text = String.valueOf(args[0]).strip();
        try {
            return standard.apply(new Object[] {text});
        } catch (CelEvaluationException | RuntimeException e) {
            throw new ExpressionException(Quoted.of(text) + " is not " + NUMBERS.get(id), e);
        }
    }

    private static void draw(String id, Object[] args) {
        Budget budget = Budget.current();
        if (DEEP.contains(id)) {
            budget.drawDeep(args[0]);
        } else if (id.equals("in_list")) {
            budget.drawDeep(args[1]);
        } else if (MATCHES.contains(id)) {
            drawMatch(budget, length(args[0]), length(args[1]));
        } else {
            long cost = 1;
            for (Object arg : args) {
                cost += length(arg);
            }
            budget.draw(cost);
        }
    }

    /** Compiling a pattern takes more than linear time and matching is linear in the text and in the pattern. */
    private static void drawMatch(Budget budget, long text, long pattern) {
        if (pattern > LONGEST_PATTERN) {
            throw new Budget.Exceeded("a pattern of more than " + LONGEST_PATTERN + " characters");
        }
        budget.draw(4 * (text + pattern) * (1 + pattern / 64));
    }

    private static long length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof CelByteString bytes ? bytes.size() : 0;
    }

    private static Object find(Object[] args) {
        List<?> parts = (List<?>) args[1];
        int joinable = ((Long) args[2]).intValue();
        if (joinable == 0 || !(args[0] instanceof Map<?, ?> flat)) {
            return found(args[0], parts);
        }
        for (int used = joinable; used > 0; used--) {
            Object value = found(flat, List.of(Path.key(parts, used)));
            if (value != Path.MISSING) {
                return found(value, parts.subList(used, parts.size()));
            }
        }
        return Path.MISSING;
    }

    private static Object found(Object from, List<?> parts) {
        Object found = Path.descend(from, parts);
        return found == null ? Path.MISSING : found;
    }

    private static Object get(Object[] args) {
        Object found = find(args);
        if (found == Path.MISSING) {
            throw new ExpressionException(
                    "ctx." + Path.key((List<?>) args[1], ((List<?>) args[1]).size()) + ": the context has no such key");
        }
        return found;
    }
}
