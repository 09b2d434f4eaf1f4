package dev.orchestration.core;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The types in sources that others can see: public ones that are not inside of one that is not, and what they say of themselves. */
final class PublicTypes {
    private PublicTypes() {}

    /** Those of these files that have no javadoc. */
    static List<String> withoutComment(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Visit(comments, found).scan(unit, null);
            }
        }
        return found;
    }

    private static final class Visit extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees comments;
        private final List<String> found;

        Visit(DocTrees comments, List<String> found) {
            this.comments = comments;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!isPublic(type)) {
                return null;
            }
            if (comments.getDocComment(getCurrentPath()) == null) {
                found.add(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + type.getSimpleName());
            }
            return super.visitClass(type, null);
        }

        /** What is inside of an interface is public without saying so. */
        private boolean isPublic(ClassTree type) {
            TreePath around = getCurrentPath().getParentPath();
            boolean inInterface = around.getLeaf().getKind() == Tree.Kind.INTERFACE;
            boolean member = around.getLeaf() instanceof ClassTree || around.getLeaf() instanceof CompilationUnitTree;
            return member && (inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC));
        }
    }
}
