package dev.orchestration.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The truth about files, for comparison with what examples/census.yaml finds by other means. */
record FileCount(long files, long lines, long words) {
    static final FileCount NONE = new FileCount(0, 0, 0);

    private static final Set<String> LEFT_OUT = Set.of(".git", ".orchestration", "target", "node_modules");
    private static final Map<String, String> LANGUAGES = Map.of(
            "java",
            "Java",
            "md",
            "Markdown",
            "yaml",
            "YAML",
            "yml",
            "YAML",
            "json",
            "JSON",
            "xml",
            "XML",
            "sh",
            "Shell",
            "py",
            "Python");

    FileCount plus(FileCount other) {
        return new FileCount(files + other.files, lines + other.lines, words + other.words);
    }

    static Map<String, FileCount> byLanguage(Path root) throws IOException, InterruptedException {
        Map<String, FileCount> counts = new TreeMap<>();
        for (Path file : files(root)) {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String language = language(file.getFileName().toString(), text);
            FileCount count = language.equals("binary") ? new FileCount(1, 0, 0) : of(text);
            counts.merge(language, count, FileCount::plus);
        }
        return counts;
    }

    private static FileCount of(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        long count = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
        long words = lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[ \t]+")))
                .filter(word -> !word.isEmpty())
                .count();
        return new FileCount(1, count, words);
    }

    private static String language(String name, String text) {
        int dot = name.lastIndexOf('.');
        String known = dot < 0 ? null : LANGUAGES.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (dot < 0
                && text.startsWith("#!")
                && text.lines().findFirst().orElse("").contains("sh")) {
            return "Shell";
        }
        return text.indexOf('\0') >= 0 ? "binary" : "other text";
    }

    private static List<Path> files(Path root) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", root.toString(), "ls-files", "-z")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String tracked = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() == 0 && !tracked.isEmpty()) {
            return Arrays.stream(tracked.split("\0"))
                    .map(root::resolve)
                    .filter(FileCount::counts)
                    .toList();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> Stream.iterate(path, at -> !at.equals(root), Path::getParent)
                            .noneMatch(at -> LEFT_OUT.contains(at.getFileName().toString())))
                    .filter(FileCount::counts)
                    .toList();
        }
    }

    private static boolean counts(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && path.toString().indexOf('\n') < 0;
    }
}
