package dev.orchestration.workflow.definition;

/** Where something stands in a text; line and column count from 1, and 0 means nowhere. */
record Place(int line, int column) {
    static final Place NOWHERE = new Place(0, 0);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
