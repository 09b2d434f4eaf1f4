package wrong.orchestration.tasks.decide;

import java.util.Random;

/** Decides by chance that nobody can repeat. */
final class Guesses {
    private final Random random = new Random();

    boolean next() {
        return random.nextBoolean();
    }
}
