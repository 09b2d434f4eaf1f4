package dev.orchestration.workflow.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CEL for one set of declared parameters. Loading this class loads CEL, which costs about 0.3 s once. Immutable and
 * thread-safe.
 */
final class CelEnvironment {
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(SimpleReader.LONGEST)
            .maxParseRecursionDepth(64)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(10_000)
            .build();

    /**
     * The older of CEL's two runtimes: the planner cannot take single functions out of the standard ones, which the
     * budget needs, fails on a null in a map, and is slower on nested maps.
     */
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .addFunctionBindings(CelFunctions.bindings(OPTIONS))
            .build();

    private final Map<String, ParameterType> types;
    private final boolean item;
    private final CelCompiler compiler;

    /**
     * @param item whether the texts are of a step with {@code for_each}
     * @param early whether nothing but parameters is known yet
     */
    CelEnvironment(Map<String, ParameterType> types, boolean item, boolean early) {
        this.types = types;
        this.item = item;
        StructType parameters = CelRoots.parameters(types);
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new OneType(parameters))
                .addFunctionDeclarations(CelFunctions.declarations())
                .addVar("parameters", parameters);
        if (!early) {
            CelRoots.TYPES.forEach(builder::addVar);
        }
        if (item) {
            CelRoots.OF_ITEMS.forEach(builder::addVar);
        }
        this.compiler = builder.build();
    }

    CelCompiled compile(String text) {
        CelValidationResult read = compiler.parse(text);
        if (read.hasError()) {
            return CelCompiled.failed(first(read), Set.of());
        }
        try {
            CelRewriter rewriter = new CelRewriter(types, item);
            CelAbstractSyntaxTree tree = rewriter.rewrite(read.getAst());
            if (!rewriter.problems().isEmpty()) {
                return CelCompiled.failed(rewriter.problems(), rewriter.steps());
            }
            CelValidationResult checked = compiler.check(tree);
            if (checked.hasError()) {
                return CelCompiled.failed(messages(checked), rewriter.steps());
            }
            return new CelCompiled(
                    RUNTIME.createProgram(checked.getAst()),
                    type(checked.getAst().getResultType()),
                    rewriter.onLoop(),
                    rewriter.steps(),
                    rewriter.paths(),
                    List.of());
        } catch (CelValidationException | CelEvaluationException e) {
            return CelCompiled.failed(List.of(String.valueOf(e.getMessage())), Set.of());
        }
    }

    private static ParameterType type(CelType type) {
        if (type.equals(SimpleType.BOOL)) {
            return ParameterType.BOOL;
        }
        if (type.equals(SimpleType.INT)) {
            return ParameterType.INT;
        }
        return switch (type.kind()) {
            case STRING -> ParameterType.STRING;
            case LIST -> ParameterType.LIST;
            case MAP -> ParameterType.MAP;
            default -> ParameterType.DYN;
        };
    }

    /** Where the reader stumbles first; what it says of the rest follows from that. */
    private static List<String> first(CelValidationResult result) {
        return result.getErrors().stream()
                .min(Comparator.comparingInt(issue -> issue.getSourceLocation().getColumn()))
                .map(CelEnvironment::message)
                .stream()
                .toList();
    }

    private static List<String> messages(CelValidationResult result) {
        return result.getErrors().stream()
                .map(CelEnvironment::message)
                .distinct()
                .toList();
    }

    /** One issue with its column, and without the list of all candidates, which runs over several lines. */
    private static String message(CelIssue issue) {
        String message = issue.getMessage();
        int candidates = message.indexOf(" (candidates:");
        int container = message.indexOf(" (in container '')");
        int end = candidates >= 0 ? candidates : container >= 0 ? container : message.length();
        int column = issue.getSourceLocation().getColumn();
        return CelWords.of(message.substring(0, end)) + (column < 0 ? "" : " (at character " + (column + 1) + ")");
    }

    private record OneType(StructType type) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.of(type);
        }

        @Override
        public Optional<CelType> findType(String name) {
            return name.equals(type.name()) ? Optional.of(type) : Optional.empty();
        }
    }
}
