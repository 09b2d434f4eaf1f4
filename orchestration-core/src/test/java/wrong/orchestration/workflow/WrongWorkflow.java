package wrong.orchestration.workflow;

import com.google.inject.Injector;
import dev.cel.common.CelAbstractSyntaxTree;
import jakarta.inject.Inject;
import org.jgrapht.Graph;
import wrong.orchestration.tasks.internal.Hidden;

/** One class for each rule that a class of workflow could break. */
public final class WrongWorkflow {
    private WrongWorkflow() {}

    static final class LooksInside {
        static Hidden hidden() {
            return new Hidden();
        }
    }

    static final class DrawsGraphs {
        static int size(Graph<String, String> graph) {
            return graph.vertexSet().size();
        }
    }

    static final class CallsTheOutside {
        static int status(java.net.http.HttpResponse<String> response) {
            return response.statusCode();
        }
    }

    static final class EvaluatesByItself {
        static boolean isChecked(CelAbstractSyntaxTree expression) {
            return expression.isChecked();
        }
    }

    static final class WiresByItself {
        static String text(Injector injector) {
            return injector.getInstance(String.class);
        }
    }

    static final class IsInjected {
        @Inject
        String injected;
    }
}
