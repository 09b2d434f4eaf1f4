package dev.orchestration.projects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The templates of the types of projects, which lie beside this class; {@code files.txt} in each names its files. */
final class BuiltInTemplates {
    static final String LIST = "files.txt";

    private BuiltInTemplates() {}

    /** The files of a type by their paths in the project. */
    static Map<String, byte[]> of(ProjectType type) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : paths(type)) {
            files.put(path, resource(type, path));
        }
        return files;
    }

    private static List<String> paths(ProjectType type) {
        return new String(resource(type, LIST), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] resource(ProjectType type, String path) {
        String name = "templates/" + type.wire() + "/" + path;
        try (InputStream in = BuiltInTemplates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
