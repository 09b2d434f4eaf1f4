package dev.orchestration.workflow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.orchestration.state.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes over a parsed expression once: collects the steps it reads, finds unknown parameters, and writes what our scope
 * means and CEL does not have: {@code parameters["a"]} is {@code parameters.a} (so it has a type), {@code ctx.a.b} is the
 * longest key that fits, {@code default(x, y)} is y where the path x leads to nothing. For one text; not thread-safe.
 */
final class CelRewriter {
    private final Map<String, ParameterType> parameters;
    private final boolean item;
    private final CelNodes nodes = new CelNodes();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> steps = new LinkedHashSet<>();
    private final List<Path> paths = new ArrayList<>();
    private boolean onLoop = true;
    private int comprehensions;
    private int optional;

    CelRewriter(Map<String, ParameterType> parameters, boolean item) {
        this.parameters = parameters;
        this.item = item;
    }

    CelAbstractSyntaxTree rewrite(CelAbstractSyntaxTree parsed) {
        return CelAbstractSyntaxTree.newParsedAst(visit(parsed.getExpr()), parsed.getSource());
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Set<String> steps() {
        return Set.copyOf(steps);
    }

    /** Those it must find, in the order they are written. */
    List<Path> paths() {
        return List.copyOf(paths);
    }

    /** Whether there was neither a comprehension nor {@code matches}. */
    boolean onLoop() {
        return onLoop;
    }

    private CelExpr visit(CelExpr node) {
        return switch (node.getKind()) {
            case SELECT, IDENT -> chain(node);
            case CALL -> call(node);
            case LIST -> literal(node, node.list().elements().size());
            case MAP -> literal(node, node.map().entries().size());
            case COMPREHENSION -> comprehension(node);
            case STRUCT -> {
                problems.add(node.struct().messageName() + "{…}: there are no message types");
                yield node;
            }
            default -> node;
        };
    }

    private CelExpr call(CelExpr node) {
        CelCall call = node.call();
        if (CelChain.isIndex(node)) {
            return chain(node);
        }
        if (call.function().equals("default")
                && call.target().isEmpty()
                && call.args().size() == 2) {
            return withDefault(node);
        }
        onLoop &= !call.function().equals("matches");
        return CelNodes.inside(node, this::visit);
    }

    private CelExpr chain(CelExpr node) {
        CelChain chain = CelChain.of(node);
        return switch (chain.rootName()) {
            case "parameters" -> parameter(node, chain);
            case "steps" -> step(node, chain);
            case "ctx" -> ctx(node, chain);
            default -> {
                remember(chain);
                yield rebuilt(
                        node, chain.root(), chain.root().getKind() == Kind.IDENT ? chain.root() : visit(chain.root()));
            }
        };
    }

    private CelExpr parameter(CelExpr node, CelChain chain) {
        Optional<String> name = chain.text(0);
        if (name.isEmpty()) {
            CelExpr untyped = nodes.call("dyn", nodes.ident("parameters"));
            return rebuilt(node, chain.root(), untyped);
        }
        if (!parameters.containsKey(name.get())) {
            problems.add("parameters." + name.get() + ": there is no parameter \"" + name.get() + "\""
                    + Nearest.suggestion(name.get(), parameters.keySet()));
            return node;
        }
        remember(chain);
        CelExpr link = chain.link(0);
        CelExpr field = CelExpr.ofSelect(link.id(), chain.root(), name.get(), chain.testOnly(0));
        return rebuilt(node, link, field);
    }

    private CelExpr step(CelExpr node, CelChain chain) {
        Optional<String> name = chain.text(0);
        if (name.isEmpty() || chain.text(1).filter("output"::equals).isEmpty()) {
            problems.add("steps must be followed by the name of a step and .output: steps[\"name\"].output");
            return node;
        }
        steps.add(name.get());
        remember(chain);
        return rebuilt(node, chain.root(), chain.root());
    }

    private CelExpr ctx(CelExpr node, CelChain chain) {
        remember(chain);
        int dotted = chain.dotted();
        if (dotted < 2) {
            return rebuilt(node, chain.root(), chain.root());
        }
        CelExpr last = chain.link(dotted - 1);
        String function = chain.testOnly(dotted - 1) ? CelFunctions.HAS : CelFunctions.GET;
        return rebuilt(node, last, lookup(last.id(), function, chain, dotted, dotted));
    }

    private CelExpr lookup(long id, String function, CelChain chain, int count, int joinable) {
        List<CelExpr> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(nodes.constant(chain.part(i)));
        }
        CelExpr root = chain.rootName().equals("parameters") ? nodes.call("dyn", chain.root()) : chain.root();
        return CelNodes.replacing(id, function, root, nodes.list(parts), nodes.constant((long) joinable));
    }

    private CelExpr withDefault(CelExpr node) {
        CelExpr path = node.call().args().get(0);
        CelChain chain = CelChain.of(path);
        if (!isRoot(chain.rootName()) || !chain.constant() || chain.anyTest()) {
            problems.add("default(x, y): x must be a path, such as ctx.a or steps[\"name\"].output.rows");
            return node;
        }
        optional++;
        CelExpr present = visit(path);
        optional--;
        CelExpr otherwise = visit(node.call().args().get(1));
        int joinable = chain.rootName().equals("ctx") ? chain.dotted() : 0;
        CelExpr has = lookup(nodes.newId(), CelFunctions.HAS, chain, chain.size(), joinable);
        return CelNodes.replacing(node.id(), "_?_:_", has, nodes.call("dyn", present), nodes.call("dyn", otherwise));
    }

    /** The chain {@code node} with its part {@code old} replaced, and the indexes of the links outside of it visited. */
    private CelExpr rebuilt(CelExpr node, CelExpr old, CelExpr replacement) {
        if (node == old) {
            return replacement;
        }
        if (node.getKind() == Kind.SELECT) {
            return CelNodes.withOperand(node, rebuilt(node.select().operand(), old, replacement));
        }
        List<CelExpr> args = node.call().args();
        return CelNodes.withIndexed(node, rebuilt(args.get(0), old, replacement), visit(args.get(1)));
    }

    private boolean isRoot(String name) {
        return CelRoots.isRoot(name) && (item || !CelRoots.isOfItem(name));
    }

    private void remember(CelChain chain) {
        if (optional == 0 && isRoot(chain.rootName())) {
            chain.path().ifPresent(paths::add);
        }
    }

    private CelExpr comprehension(CelExpr node) {
        onLoop = false;
        CelComprehension loop = node.comprehension();
        for (String variable : List.of(loop.iterVar(), loop.iterVar2())) {
            if (isRoot(variable)) {
                problems.add("\"" + variable + "\" is taken; name the variable otherwise");
            }
        }
        comprehensions++;
        CelExpr copy = CelNodes.inside(node, this::visit);
        comprehensions--;
        return copy;
    }

    /** Inside a comprehension a literal is made again in every pass, so it must draw on the budget. */
    private CelExpr literal(CelExpr node, int size) {
        CelExpr copy = CelNodes.inside(node, this::visit);
        return comprehensions == 0 || size < 2
                ? copy
                : nodes.call(CelFunctions.MADE, copy, nodes.constant((long) size));
    }
}
