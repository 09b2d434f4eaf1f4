package dev.orchestration.state;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Where new ids come from, so that tests and the simulator can repeat them. Thread-safe. */
@FunctionalInterface
public interface IdSource {
    /** The next id: lower-case letters and digits, unlike every one before. */
    String next();

    /**
     * Random ids of 12 characters from a 32-letter alphabet without look-alikes (60 bits: a million ids collide with a
     * probability under one in two million). A few leading characters are enough to name one on a command line.
     */
    static IdSource random() {
        return from(new SecureRandom());
    }

    /** Ids drawn from {@code random}; the same seed gives the same ids. */
    static IdSource from(RandomGenerator random) {
        String alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        return () -> {
            StringBuilder id = new StringBuilder(12);
            synchronized (random) {
                for (int i = 0; i < 12; i++) {
                    id.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            return id.toString();
        };
    }

    /** The prefix followed by 1, 2, 3 and so on; for tests. */
    static IdSource sequence(String prefix) {
        AtomicLong next = new AtomicLong();
        return () -> prefix + next.incrementAndGet();
    }
}
