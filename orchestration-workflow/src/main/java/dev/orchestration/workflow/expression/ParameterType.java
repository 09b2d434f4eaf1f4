package dev.orchestration.workflow.expression;

import java.util.Map;

/** What the schema of a parameter says about its type, as far as expressions can use it. */
enum ParameterType {
    INT("int"),
    STRING("string"),
    BOOL("bool"),
    LIST("list"),
    MAP("map"),
    /** Known at run time only; also {@code number}, whose values are sometimes whole and sometimes not. */
    DYN("dyn");

    private final String word;

    ParameterType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static ParameterType of(Map<String, Object> schema) {
        if (!(schema.get("type") instanceof String type)) {
            return DYN;
        }
        return switch (type) {
            case "integer" -> INT;
            case "string" -> STRING;
            case "boolean" -> BOOL;
            case "array" -> LIST;
            case "object" -> MAP;
            default -> DYN;
        };
    }
}
