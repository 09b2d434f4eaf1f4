package dev.orchestration.tasks.live;

/** Looks, a moment later, whether what was left to those who are awake is done. */
interface Watch {
    /** Nobody looks: then everybody must be woken at once, and nothing be put off. */
    Watch NOBODY = new Watch() {
        @Override
        public void begin() {}

        @Override
        public void catchUp() {}
    };

    /** Attempts, or messages to the loop, were left to those who are awake. */
    void begin();

    /** The calling thread makes the step that it has put off. */
    void catchUp();
}
