package dev.orchestration.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process did to the files of a store, and what it said, in the order in which the system was asked; read from strace. */
final class DiskTrace {
    static final String CALLS = "pwrite64,write,lseek,fdatasync,fsync,ftruncate,unlink";

    /** A call. What is {@code said} went to standard output, a file of that name. Nobody compares two. */
    @SuppressWarnings("ArrayRecordComponent")
    record Call(String file, Kind kind, long offset, byte[] bytes) {}

    enum Kind {
        WRITE,
        TRUNCATE,
        SYNC,
        UNLINK
    }

    private static final Pattern LINE = Pattern.compile("(\\d+) +(?:<\\.\\.\\. )?(\\w+)(?:\\(| resumed>)(.*)");
    private static final Pattern ON_FILE = Pattern.compile("(\\d+)<([^>]*)>(?:\\(deleted\\))?(.*)");
    private static final Pattern TEXT = Pattern.compile("[^\"]*\"([^\"]*)\"(.*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final List<Call> calls = new ArrayList<>();
    /** By thread, what began and has not returned. */
    private final Map<String, String> unfinished = new HashMap<>();
    /** By descriptor, where the next write goes. */
    private final Map<String, Long> positions = new HashMap<>();

    private DiskTrace() {}

    static List<Call> read(Path trace) throws IOException {
        DiskTrace read = new DiskTrace();
        try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
            lines.forEach(read::line);
        }
        return read.calls;
    }

    /** What is written counts from the beginning of the call, what is synced from its end. */
    private void line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String call = matcher.group(2);
        boolean syncs = call.endsWith("sync");
        if (line.contains("resumed>")) {
            String began = unfinished.remove(matcher.group(1));
            if (syncs && began != null && line.endsWith("= 0")) {
                call(call, began);
            }
        } else if (line.endsWith("<unfinished ...>")) {
            unfinished.put(matcher.group(1), matcher.group(3));
            if (!syncs) {
                call(call, matcher.group(3));
            }
        } else if (!line.contains(" = -1 ")) {
            call(call, matcher.group(3));
        }
    }

    private void call(String call, String arguments) {
        if (call.equals("unlink")) {
            Matcher text = TEXT.matcher(arguments);
            if (text.matches()) {
                calls.add(new Call(name(text.group(1)), Kind.UNLINK, 0, new byte[0]));
            }
            return;
        }
        Matcher on = ON_FILE.matcher(arguments);
        if (!on.matches()) {
            return;
        }
        String file = name(on.group(2));
        String descriptor = on.group(1);
        switch (call) {
            case "lseek" -> positions.put(descriptor, number(on.group(3)));
            case "ftruncate" -> calls.add(new Call(file, Kind.TRUNCATE, number(on.group(3)), new byte[0]));
            case "fsync", "fdatasync" -> calls.add(new Call(file, Kind.SYNC, 0, new byte[0]));
            default -> written(call, file, descriptor, on.group(3));
        }
    }

    private void written(String call, String file, String descriptor, String arguments) {
        Matcher text = TEXT.matcher(arguments);
        if (text.matches()) {
            byte[] bytes = bytes(text.group(1));
            Matcher numbers = NUMBER.matcher(text.group(2));
            numbers.find(); // the length
            long offset = positions.getOrDefault(descriptor, 0L);
            if (call.equals("pwrite64") && numbers.find()) {
                offset = Long.parseLong(numbers.group());
            } else {
                positions.put(descriptor, offset + bytes.length);
            }
            calls.add(new Call(file, Kind.WRITE, offset, bytes));
        }
    }

    private static long number(String arguments) {
        Matcher number = NUMBER.matcher(arguments);
        return number.find() ? Long.parseLong(number.group()) : 0;
    }

    private static String name(String path) {
        String text = new String(bytes(path), StandardCharsets.UTF_8);
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Of {@code \x41\x42}; a text that is not written so stands for itself. */
    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[text.length() / 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text, 4 * i + 2, 4 * i + 4, 16);
        }
        return bytes;
    }
}
