package dev.orchestration.tasks.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    private static final String SECRET = "s3cr3t/Tök+n";

    private static Masks after(String... secrets) {
        SecretVault vault = new SecretVault(name -> name);
        for (String secret : secrets) {
            vault.use(secret);
        }
        return vault.masks();
    }

    private static String hidden(Masks masks, String text, int... cuts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MaskedStream stream = masks.stream(out::write);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        for (int cut : cuts) {
            stream.write(bytes, at, cut - at);
            at = cut;
        }
        stream.write(bytes, at, bytes.length - at);
        stream.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSecretIsHiddenWhereverItStands() {
        Masks masks = after(SECRET);
        assertThat(masks.text(SECRET)).isEqualTo("***");
        assertThat(masks.text("a " + SECRET + ", " + SECRET + "!")).isEqualTo("a ***, ***!");
        assertThat(masks.text("s3cr3t/T is the beginning only")).isEqualTo("s3cr3t/T is the beginning only");
    }

    @Test
    void aSecretInTwoPiecesIsHiddenWhereverItIsCut() {
        String text = "before " + SECRET + " after";
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        for (int cut = 0; cut <= length; cut++) {
            assertThat(hidden(after(SECRET), text, cut)).as("cut at %d", cut).isEqualTo("before *** after");
        }
    }

    @Test
    void whatOnlyLooksLikeTheBeginningOfASecretIsGivenInTheEnd() {
        assertThat(hidden(after(SECRET), "see s3cr3t/x and s3c")).isEqualTo("see s3cr3t/x and s3c");
        assertThat(hidden(after(SECRET), "cut off: s3cr3t/T")).isEqualTo("cut off: ***");
    }

    @Test
    void otherWaysToWriteItAreHiddenToo() {
        Masks masks = after(SECRET, "it's \"quoted\"\nin two lines");
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(masks.text(Base64.getEncoder().encodeToString(bytes)))
                .startsWith("***")
                .hasSizeLessThan(8);
        assertThat(masks.text("Basic " + basic))
                .startsWith("Basic dXNlcj")
                .contains("***")
                .hasSizeLessThan(22);
        assertThat(masks.text("?k=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8) + "&b"))
                .isEqualTo("?k=***&b");
        assertThat(masks.text("?k=s3cr3t%2fT%c3%b6k%2bn&b")).isEqualTo("?k=***&b");
        assertThat(masks.text("{\"a\": \"it's \\\"quoted\\\"\\nin two lines\"}"))
                .isEqualTo("{\"a\": \"***\"}");
        assertThat(masks.text("echo 'it'\\''s \"quoted\"\nin two lines'")).isEqualTo("echo '***'");
        assertThat(masks.text("one line of it: in two lines.")).isEqualTo("one line of it: ***.");
    }

    @Test
    void jsonIsHiddenInTextsKeysAndNumbersAndElseTheSameObject() {
        Masks masks = after(SECRET, "1234567890");
        Map<String, Object> harmless = Map.of("a", List.of(1L, "x", true));
        assertThat(masks.json(harmless)).isSameAs(harmless);
        assertThat(masks.json(Map.of("a", List.of(SECRET, 1234567890L), SECRET, 1L)))
                .isEqualTo(Map.of("a", List.of("***", "***"), "***", 1L));
    }

    @Test
    void aStreamThatBeganBeforeASecretWasUsedHidesItFromThenOn() {
        SecretVault vault = new SecretVault(name -> name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MaskedStream stream = vault.masks().stream(out::write);
        stream.write("one\n".getBytes(StandardCharsets.UTF_8), 0, 4);
        vault.use("first-secret");
        stream.write("first-se".getBytes(StandardCharsets.UTF_8), 0, 8);
        vault.use("second-secret");
        byte[] rest = "cret second-secret".getBytes(StandardCharsets.UTF_8);
        stream.write(rest, 0, rest.length);
        stream.end();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\n*** ***");
    }

    /** In a log that two streams share, the other one's line stood within the line of the first. */
    @Test
    void aLineThatComesWholeIsGivenWhole() {
        List<String> given = new ArrayList<>();
        MaskedStream stream = after(SECRET)
                .stream((bytes, offset, length) ->
                        given.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        for (String line : List.of("a " + SECRET + " b " + SECRET + "\n", "nothing\n", SECRET + "\n")) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            stream.write(bytes, 0, bytes.length);
        }
        stream.end();
        assertThat(given).containsExactly("a *** b ***\n", "nothing\n", "***\n");
    }

    @Test
    void aChangedSecretStaysHiddenBesideTheNewOne() {
        String[] value = {"first-value"};
        SecretVault vault = new SecretVault(name -> value[0]);
        vault.use("KEY");
        value[0] = "second-value";
        vault.use("KEY");
        assertThat(vault.masks().text("first-value second-value")).isEqualTo("*** ***");
    }

    /** Secrets that overlap each other and themselves, in pieces, against a search that is plain. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void piecesAndOverlapsHideExactlyWhatAPlainSearchHides(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> secrets =
                    random.ints(3, 8, 12).mapToObj(n -> letters(random, n)).toList();
            String text = letters(random, random.nextInt(400)) + "c";
            int[] cuts = random.ints(random.nextInt(6), 0, text.length() + 1)
                    .sorted()
                    .toArray();
            String seen = hidden(after(secrets.toArray(String[]::new)), text, cuts);
            assertThat(seen).as("%s in %s at %s", secrets, text, cuts).isEqualTo(plainly(text, secrets));
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String plainly(String text, List<String> secrets) {
        boolean[] hide = new boolean[text.length()];
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                java.util.Arrays.fill(hide, at, at + secret.length(), true);
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < hide.length; i++) {
            if (!hide[i]) {
                out.append(text.charAt(i));
            } else if (i == 0 || !hide[i - 1]) {
                out.append("***");
            }
        }
        return out.toString();
    }
}
