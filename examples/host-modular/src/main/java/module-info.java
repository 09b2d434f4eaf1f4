/** An application that is a Java module. */
module example.modular {
    requires dev.orchestration.core;
    requires dev.orchestration.tasks;

    // The jars of the engine are automatic modules, so what they use of the JDK is named by the application.
    requires java.management;
    requires java.sql;
    requires jdk.management;
    requires jdk.unsupported;

    // Records of parameters are made by the engine.
    opens example.host to
            dev.orchestration.tasks;
}
