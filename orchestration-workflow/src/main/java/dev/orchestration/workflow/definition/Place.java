package dev.orchestration.workflow.definition;

/**
 * Where something stands in a text; line and column count from 1, and 0 means nowhere. In a definition that was put together
 * in code the line is the number of a step, and the column 0.
 */
record Place(int line, int column) {
    static final Place NOWHERE = new Place(0, 0);

    @Override
    public String toString() {
        return column == 0 ? "step " + line : line + ":" + column;
    }
}
