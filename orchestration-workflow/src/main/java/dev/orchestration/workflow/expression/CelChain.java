package dev.orchestration.workflow.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.orchestration.workflow.expression.Path.Root;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code root.a["b"][0].c} taken apart: the root and the links from the root outwards. Immutable. */
final class CelChain {
    /** Stands for an index that is no constant. */
    private static final Object COMPUTED = new Object();

    private final CelExpr root;
    private final List<CelExpr> links;

    private CelChain(CelExpr root, List<CelExpr> links) {
        this.root = root;
        this.links = links;
    }

    static CelChain of(CelExpr node) {
        Deque<CelExpr> links = new ArrayDeque<>();
        CelExpr at = node;
        while (at.getKind() == Kind.SELECT || isIndex(at)) {
            links.addFirst(at);
            at = at.getKind() == Kind.SELECT
                    ? at.select().operand()
                    : at.call().args().get(0);
        }
        return new CelChain(at, List.copyOf(links));
    }

    static boolean isIndex(CelExpr node) {
        return node.getKind() == Kind.CALL
                && node.call().function().equals("_[_]")
                && node.call().target().isEmpty();
    }

    CelExpr root() {
        return root;
    }

    /** Empty if the root is no variable. A leading dot is CEL's "outermost" and there is nothing but outermost. */
    String rootName() {
        if (root.getKind() != Kind.IDENT) {
            return "";
        }
        String name = root.ident().name();
        return name.startsWith(".") ? name.substring(1) : name;
    }

    int size() {
        return links.size();
    }

    CelExpr link(int index) {
        return links.get(index);
    }

    /** A text, a Long, or something else for an index that is no constant of these. */
    Object part(int index) {
        CelExpr link = links.get(index);
        if (link.getKind() == Kind.SELECT) {
            return link.select().field();
        }
        CelExpr key = link.call().args().get(1);
        if (key.getKind() != Kind.CONSTANT) {
            return COMPUTED;
        }
        CelConstant constant = key.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            default -> COMPUTED;
        };
    }

    Optional<String> text(int index) {
        return index < size() && part(index) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean testOnly(int index) {
        CelExpr link = links.get(index);
        return link.getKind() == Kind.SELECT && link.select().testOnly();
    }

    boolean anyTest() {
        for (int i = 0; i < size(); i++) {
            if (testOnly(i)) {
                return true;
            }
        }
        return false;
    }

    boolean constant() {
        for (int i = 0; i < size(); i++) {
            if (part(i) == COMPUTED) {
                return false;
            }
        }
        return true;
    }

    /** How many links from the root on are written with a dot. */
    int dotted() {
        int count = 0;
        while (count < size() && link(count).getKind() == Kind.SELECT) {
            count++;
        }
        return count;
    }

    /** The path this is, as far as its parts are constant; nothing where it only tests, or leads to no root of ours. */
    Optional<Path> path() {
        if (!CelRoots.isRoot(rootName()) || anyTest()) {
            return Optional.empty();
        }
        List<Object> parts = new ArrayList<>();
        while (parts.size() < size() && part(parts.size()) != COMPUTED) {
            parts.add(part(parts.size()));
        }
        Root kind = Root.valueOf(rootName().toUpperCase(Locale.ROOT));
        int named = kind == Root.STEPS
                ? 2
                : kind == Root.CTX || kind == Root.OUTPUT || CelRoots.isOfItem(rootName()) ? 0 : 1;
        if (parts.size() < named || (kind == Root.CTX && parts.isEmpty())) {
            return Optional.empty();
        }
        String name = named == 0 ? "" : parts.get(0).toString();
        String head = kind == Root.STEPS ? name + ".output" : named == 1 ? rootName() + "." + name : rootName();
        int joinable = kind == Root.CTX ? Math.max(1, Math.min(parts.size(), dotted())) : 0;
        List<Object> rest = List.copyOf(parts.subList(named, parts.size()));
        return Optional.of(new Path(kind, head, name, rest, joinable, ParameterType.DYN));
    }
}
