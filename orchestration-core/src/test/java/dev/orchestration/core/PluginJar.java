package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar with a plug-in, compiled and packed as somebody else would do it. */
final class PluginJar {
    private static final String SERVICE = "META-INF/services/dev.orchestration.tasks.action.ActionProvider";

    private PluginJar() {}

    /**
     * Makes the jar.
     *
     * @param name of the provider's class, in the package {@code plugin}
     * @param body of the class
     */
    static Path in(Path folder, String name, String version, String body) throws IOException {
        Path source =
                Files.createDirectories(folder.resolve(name + "-source/plugin")).resolve(name + ".java");
        Files.writeString(source, """
                package plugin;
                import dev.orchestration.tasks.action.*;
                public final class %s implements ActionProvider {
                    %s
                }
                """.formatted(name, body));
        Path classes = compiled(folder.resolve(name + "-classes"), List.of(), source);
        return packed(classes, folder.resolve(name + "-" + version + ".jar"), "plugin." + name, version);
    }

    /** The folder with the classes of these sources. */
    static Path compiled(Path classes, List<String> options, Path... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
        arguments.addAll(options);
        if (options.isEmpty()) {
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        }
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        int faults = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(faults).as("compiling " + List.of(sources)).isZero();
        return classes;
    }

    private static Path packed(Path classes, Path jar, String provider, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            out.putNextEntry(new JarEntry(SERVICE));
            out.write(provider.getBytes(StandardCharsets.UTF_8));
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
