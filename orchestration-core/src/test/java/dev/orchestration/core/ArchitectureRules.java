package dev.orchestration.core;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The rules of the house that a machine can hold, each with its reason. Packages are matched from {@code orchestration}
 * on, so that the same rules can be shown to reject the classes under {@code wrong.orchestration}.
 */
final class ArchitectureRules {
    static final ArchRule MODULES_FOLLOW_THE_ARROWS = classes()
            .should(new ModuleArrows.FollowTheArrows())
            .because("a host that wants one module gets that module and what stands below it");

    static final ArchRule INTERNAL_STAYS_INTERNAL = classes()
            .should(new ModuleArrows.LeaveInternalsAlone())
            .because("what lies in a package 'internal' may change without asking other modules");

    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("..orchestration.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a ring can only be understood, tested and moved all at once");

    static final ArchRule JDBC_ONLY_IN_THE_STORE = only(
                    "..orchestration.store..", "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..")
            .because("the layout of the store is one module's secret");

    static final ArchRule GRAPH_LIBRARY_ONLY_BEHIND_THE_DAG = only("..orchestration.workflow.dag..", "org.jgrapht..")
            .because("WorkflowDAG is ours; the library behind it can change");

    static final ArchRule CEL_ONLY_BEHIND_EXPRESSIONS = only(
                    "..orchestration.workflow.expression..", "dev.cel..", "com.google.protobuf..")
            .because("CEL is slow to load and needs our limits around it");

    static final ArchRule THE_OUTSIDE_ONLY_IN_ACTIONS = only(
                    "..orchestration.actions..", "io.github.resilience4j..", "dev.langchain4j..", "java.net.http..")
            .because("a host that calls nobody has none of these libraries");

    static final ArchRule GUICE_ONLY_IN_CORE = only("..orchestration.core..", "com.google.inject..")
            .because("a class is built with new in its test; only the roof wires");

    static final ArchRule NO_FIELD_INJECTION = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("com.google.inject.Inject")
            .because("what a class needs stands in its constructor");

    static final ArchRule THREADS_AND_PROCESSES_ONLY_LIVE = noClasses()
            .that()
            .resideOutsideOfPackages("..orchestration..live..", "..orchestration.app..")
            .should()
            .dependOnClassesThat(startSomething())
            .orShould()
            .callConstructorWhere(target(owner(are(assignableToThread()))))
            .orShould()
            .callMethodWhere(called(Runtime.class, "exec"))
            .because("everything else runs the same under a simulated clock, without a thread or process of its own");

    static final ArchRule TIME_COMES_IN = noClasses()
            .that()
            .doNotHaveSimpleName("SystemClock")
            .should()
            .callMethodWhere(called("java\\.time\\..*", "now"))
            .orShould()
            .callMethodWhere(called("java\\.time\\.Clock", "system.*"))
            .orShould()
            .callMethodWhere(called(System.class, "currentTimeMillis|nanoTime"))
            .orShould()
            .callConstructor(Date.class)
            .because("time is a parameter: dev.orchestration.state.Clock");

    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(called(Thread.class, "sleep"))
            .orShould()
            .callMethodWhere(called(TimeUnit.class, "sleep"))
            .because("a wait has an end that somebody signals, or it is a timer of the loop");

    static final ArchRule ONLY_THE_COMMAND_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackage("..orchestration.app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output belongs to the application that embeds the engine");

    static final ArchRule DECIDING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..orchestration.tasks.decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..", "java.nio..", "java.util.concurrent..", "org.slf4j..", "com.google.inject..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, UUID.class, Timer.class, HashMap.class, HashSet.class)
            .because(
                    "the same plan, state and signals give the same events, today, in a replay, and inside another engine");

    private ArchitectureRules() {}

    private static ArchRule only(String home, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> startSomething() {
        return JavaClass.Predicates.belongToAnyOf(
                        ProcessBuilder.class,
                        Timer.class,
                        TimerTask.class,
                        Executors.class,
                        ScheduledExecutorService.class,
                        ThreadPoolExecutor.class,
                        ForkJoinPool.class)
                .as("start a thread or process");
    }

    private static DescribedPredicate<JavaClass> assignableToThread() {
        return JavaClass.Predicates.assignableTo(Thread.class);
    }

    private static DescribedPredicate<JavaCall<?>> called(Class<?> type, String method) {
        return called(type.getName().replace(".", "\\."), method);
    }

    private static DescribedPredicate<JavaCall<?>> called(String type, String method) {
        return target(owner(nameMatching(type))).and(target(nameMatching(method)));
    }
}
