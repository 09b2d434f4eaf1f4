package dev.orchestration.tasks.action.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads comma-separated values strictly by RFC 4180 (lines may also end in a single newline): what is not exactly that is
 * refused with its line, never guessed. All values are texts.
 */
final class CsvReader {
    private final String text;
    private final List<String> fields = new ArrayList<>();
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
    }

    /** One object a record, by the names of the first record. */
    static List<Map<String, Object>> read(String text) throws FormatException {
        CsvReader reader = new CsvReader(text);
        List<Map<String, Object>> rows = new ArrayList<>();
        if (reader.atEnd()) {
            return rows;
        }
        List<String> names = reader.header();
        while (!reader.atEnd()) {
            rows.add(reader.row(names));
        }
        return rows;
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private List<String> header() throws FormatException {
        List<String> names = List.copyOf(nextRecord());
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new FormatException("line 1: the column '" + name + "' occurs twice");
            }
        }
        return names;
    }

    private Map<String, Object> row(List<String> names) throws FormatException {
        int start = line;
        List<String> values = nextRecord();
        if (values.size() != names.size()) {
            throw new FormatException(
                    "line " + start + " has " + values.size() + " fields, the header " + names.size());
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), values.get(i));
        }
        return row;
    }

    private List<String> nextRecord() throws FormatException {
        fields.clear();
        do {
            fields.add(!atEnd() && text.charAt(at) == '"' ? quoted() : plain());
        } while (skip(","));
        if (!skip("\r\n") && !skip("\n") && !atEnd()) {
            throw new FormatException("line " + line + ": there is text after a closing quote");
        }
        line++;
        return fields;
    }

    private boolean skip(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    private String plain() throws FormatException {
        int start = at;
        while (!atEnd() && text.charAt(at) != ',' && text.charAt(at) != '\n' && !text.startsWith("\r\n", at)) {
            if (text.charAt(at) == '"') {
                throw new FormatException("line " + line + ": a quote inside of a field without quotes");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws FormatException {
        int start = line;
        StringBuilder value = new StringBuilder();
        for (at++; !atEnd(); at++) {
            char c = text.charAt(at);
            if (c == '"' && !text.startsWith("\"\"", at)) {
                at++;
                return value.toString();
            }
            at += c == '"' ? 1 : 0;
            line += c == '\n' ? 1 : 0;
            value.append(c);
        }
        throw new FormatException("line " + start + ": a quote is never closed");
    }
}
