package dev.orchestration.workflow.definition;

import dev.orchestration.state.Wire;

/** Every code that a {@link Fault} can have; programs rely on the lower-case names. */
public enum FaultCode {
    /** The text is no JSON or YAML, or not UTF-8, empty, larger than 64 MiB, or nested deeper than 200. */
    SYNTAX,
    /** A key appears twice in one map. */
    DUPLICATE_KEY,
    /** An anchor, an alias or a merge key: YAML that makes one part of a file stand for another. */
    ALIAS,
    /** A YAML tag ({@code !x}). */
    TAG,
    /** A second YAML document in the file. */
    MULTIPLE_DOCUMENTS,
    /** A key that the format does not know. */
    UNKNOWN_KEY,
    /** A key that must be there is not, or is empty. */
    MISSING_KEY,
    /** A value of another type than its key needs. */
    WRONG_TYPE,
    /** A value of the right type that is not allowed. */
    BAD_VALUE,
    /** A name that is blank, too long, or has control characters or <code>{{</code>. */
    BAD_NAME,
    /** Two steps of one name. */
    DUPLICATE_STEP,
    /** A parameter named like a step: a template could mean either. */
    NAME_CLASH,
    /** A dependency on a step that does not exist. */
    MISSING_DEPENDENCY,
    /** A step that depends on itself, or reads its own output by name. */
    SELF_DEPENDENCY,
    /** Steps that wait for each other. */
    CYCLE,
    /** A step needs one of {@code finally}, or one of {@code finally} another step. */
    FINALLY_DEPENDENCY,
    /** An action that the registry does not know. */
    UNKNOWN_ACTION,
    /** Parameters that the action's schema refuses. */
    BAD_PARAMETERS,
    /** A template that cannot be read, or names what does not exist. */
    BAD_TEMPLATE,
    /** A condition that cannot be read, names what does not exist, or has a wrong type. */
    BAD_CONDITION,
    /** A JSON Schema that is none. */
    BAD_SCHEMA,
    /** A part of the format that this version does not carry out. */
    NOT_SUPPORTED_YET,
    /** A request for more of a resource than the definition declares. */
    ABOVE_CAPACITY,
    /**
     * Two steps of which neither waits for the other write one context key; a warning where conditions may keep one of them
     * from running.
     */
    PARALLEL_WRITES,
    /** A step that can never run; a warning where its own {@code run_if} is {@code false}. */
    UNREACHABLE_STEP,
    /** Resources on a step that waits, and so could not hold them. */
    RESOURCES_ON_WAIT,
    /** {@code sets}, {@code success} or {@code until} on a step that waits, and so does no work to which they could apply. */
    NOT_FOR_A_WAIT,
    /** A file that a step runs as a workflow of its own is missing, faulty, or runs this one again without a condition. */
    SUB_WORKFLOW,
    /** A file or folder, or what the store keeps, that cannot be read at all. */
    UNREADABLE,
    /** Two files of the folder of definitions hold workflows of one name. */
    DUPLICATE_WORKFLOW,
    /** More faults than are listed. */
    TOO_MANY_FAULTS,
    /** Warning: a template reads the output of a step that is not among the declared dependencies. */
    IMPLIED_DEPENDENCY,
    /** Warning: a secret that is not there now, or cannot be used as it is. */
    MISSING_SECRET,
    /** Warning: a step asks for a resource that the definition does not declare. */
    UNDECLARED_RESOURCE,
    /** Warning: a word in a JSON Schema that JSON Schema does not know, so that it has no effect. */
    UNKNOWN_SCHEMA_WORD,
    /** Warning: {@code retry} says how to back off, but no retry is allowed. */
    RETRY_WITHOUT_RETRIES;

    /** The lower-case name. */
    public String wire() {
        return Wire.name(this);
    }
}
