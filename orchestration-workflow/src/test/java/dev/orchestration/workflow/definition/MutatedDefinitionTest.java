package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Definitions of which something was changed at random. Whatever comes of that, the reader answers: with faults that have a
 * place in the text, or with a definition that is the same when its recorded form is read.
 */
@Timeout(3_600)
final class MutatedDefinitionTest {
    /** The campaign is {@code -Dorchestration.definitions=1000000}. */
    private static final int ROUNDS = Integer.getInteger("orchestration.definitions", 3_000);

    private static final List<String> TOKENS = List.of(
            "{{",
            "}}",
            "[[[[[[[[",
            "{",
            "}",
            "\"",
            "'",
            ": ",
            "- ",
            "&a ",
            "*a",
            "<<: ",
            "!!",
            "|\n",
            "# ",
            "\t",
            "\0",
            "\u202e",
            "\ud83d",
            "../x",
            "1e999999",
            "0x",
            ".nan",
            "~",
            "null",
            "true",
            "name: ",
            "steps: ",
            "for_each: ",
            "until: ",
            "run_if: ",
            "9".repeat(400),
            "parameters.",
            "matches(",
            "?:",
            "\n  ",
            "---\n",
            "PT",
            "-1");

    @Test
    void whateverIsChangedInADefinitionItIsReadOrItsFaultsAreTold() throws Exception {
        long seed = Long.getLong("orchestration.definitions.seed", new Random().nextLong());
        System.out.println("MutatedDefinitionTest: " + ROUNDS + " rounds, seed " + seed);
        Random random = new Random(seed);
        List<String> seeds = AnyInput.seeds();
        assertThat(seeds).hasSizeGreaterThan(40);
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = seeds.get(random.nextInt(seeds.size()));
            for (int change = random.nextInt(4); change >= 0; change--) {
                text = changed(text, seeds, random);
            }
            String name = random.nextBoolean() ? "w.yaml" : "w.json";
            valid += AnyInput.isRead(text, name, "round " + round + " of seed " + seed) ? 1 : 0;
        }
        assertThat(valid).as("some stay valid").isPositive();
    }

    private static String changed(String text, List<String> seeds, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        String other = seeds.get(random.nextInt(seeds.size()));
        int piece = random.nextInt(other.length() + 1);
        String middle = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> text.substring(from, to).repeat(1 + random.nextInt(3));
            case 2 -> other.substring(piece, Math.min(other.length(), piece + random.nextInt(80)));
            case 3 -> String.valueOf((char) random.nextInt(128)) + text.substring(from, to);
            default -> TOKENS.get(random.nextInt(TOKENS.size()));
        };
        return text.substring(0, from) + middle + text.substring(to);
    }
}
