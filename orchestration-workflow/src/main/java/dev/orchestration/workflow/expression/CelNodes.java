package dev.orchestration.workflow.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes nodes of one expression, and copies of nodes with other nodes in them. Not thread-safe. */
final class CelNodes {
    /** Far above the ids that 8,192 code points can have, macros expanded. */
    private long nextId = 1L << 40;

    long newId() {
        return nextId++;
    }

    CelExpr ident(String name) {
        return CelExpr.ofIdent(nextId++, name);
    }

    CelExpr constant(Object value) {
        CelConstant constant =
                value instanceof Long number ? CelConstant.ofValue(number) : CelConstant.ofValue(value.toString());
        return CelExpr.ofConstant(nextId++, constant);
    }

    CelExpr call(String function, CelExpr... args) {
        return replacing(nextId++, function, args);
    }

    /** A call in the place of the node that had this id, so that errors are told at that node's place. */
    static CelExpr replacing(long id, String function, CelExpr... args) {
        return CelExpr.ofCall(id, Optional.empty(), function, ImmutableList.copyOf(args));
    }

    CelExpr list(List<CelExpr> elements) {
        return CelExpr.ofList(nextId++, ImmutableList.copyOf(elements), ImmutableList.of());
    }

    static CelExpr withOperand(CelExpr select, CelExpr operand) {
        CelSelect old = select.select();
        return CelExpr.ofSelect(select.id(), operand, old.field(), old.testOnly());
    }

    static CelExpr withIndexed(CelExpr index, CelExpr container, CelExpr key) {
        return CelExpr.ofCall(index.id(), Optional.empty(), index.call().function(), ImmutableList.of(container, key));
    }

    /** A copy of a call, list, map or comprehension with each node right below it replaced. */
    static CelExpr inside(CelExpr node, UnaryOperator<CelExpr> visit) {
        return switch (node.getKind()) {
            case CALL ->
                CelExpr.ofCall(
                        node.id(),
                        node.call().target().map(visit),
                        node.call().function(),
                        all(node.call().args(), visit));
            case LIST ->
                CelExpr.ofList(
                        node.id(),
                        all(node.list().elements(), visit),
                        node.list().optionalIndices());
            case MAP -> CelExpr.ofMap(node.id(), entries(node.map().entries(), visit));
            case COMPREHENSION -> comprehension(node, visit);
            default -> node;
        };
    }

    private static ImmutableList<CelExpr> all(List<CelExpr> nodes, UnaryOperator<CelExpr> visit) {
        return nodes.stream().map(visit).collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<CelMap.Entry> entries(List<CelMap.Entry> entries, UnaryOperator<CelExpr> visit) {
        return entries.stream()
                .map(entry -> entry.toBuilder()
                        .setKey(visit.apply(entry.key()))
                        .setValue(visit.apply(entry.value()))
                        .build())
                .collect(ImmutableList.toImmutableList());
    }

    private static CelExpr comprehension(CelExpr node, UnaryOperator<CelExpr> visit) {
        CelComprehension loop = node.comprehension();
        CelComprehension copy = loop.toBuilder()
                .setIterRange(visit.apply(loop.iterRange()))
                .setAccuInit(visit.apply(loop.accuInit()))
                .setLoopCondition(visit.apply(loop.loopCondition()))
                .setLoopStep(visit.apply(loop.loopStep()))
                .setResult(visit.apply(loop.result()))
                .build();
        return node.toBuilder().setComprehension(copy).build();
    }
}
