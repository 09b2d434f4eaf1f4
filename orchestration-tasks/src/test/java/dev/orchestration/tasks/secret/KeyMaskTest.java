package dev.orchestration.tasks.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyMaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password=hunter2 x|password=*** x",
                "PGPASSWORD=hunter2|PGPASSWORD=***",
                "password: hunter2, user: me|password: ***, user: me",
                "password = 'hun ter' x|password = '***' x",
                "{\"api_key\": \"a\\\"b\", \"n\": 1}|{\"api_key\": \"***\", \"n\": 1}",
                "{\\\"apiKey\\\":\\\"abc\\\",\\\"n\\\":1}|{\\\"apiKey\\\":\\\"***\\\",\\\"n\\\":1}",
                "GET /x?access_token=abc&day=1|GET /x?access_token=***&day=1",
                "Authorization: Bearer abc.def|Authorization: ***",
                "curl -H \"Authorization: Bearer abc\" -v|curl -H \"Authorization: ***\" -v",
                "  Set-Cookie: id=1; Path=/|  Set-Cookie: ***",
                "run --password=abc now|run --password=*** now",
                "- token: abc|- token: ***",
                "\"token\": \"abc\"|\"token\": \"***\"",
                "client-secret=abc|client-secret=***",
                "GITHUB_TOKEN=abc|GITHUB_TOKEN=***",
                "db.password=abc|db.password=***",
                "AWS_SECRET_ACCESS_KEY=abc|AWS_SECRET_ACCESS_KEY=***",
            })
    void hidesWhatFollowsAKeyThatNamesASecret(String line, String shown) {
        assertThat(masked(line, line.length())).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "total_tokens=1500",
                "tokens: 12",
                "Unexpected token: foo at line 3",
                "the secret: work",
                "password=",
                "password",
                "passwords differ: 3",
                "key=value; monkey: x",
                "a=b:c=d",
                "12:30:45 all is well",
            })
    void leavesWhatNamesNone(String line) {
        assertThat(masked(line, line.length())).isEqualTo(line);
    }

    @Test
    void aValueEndsWithItsLine() {
        assertThat(masked("password=\nnext=1\npassword: \"open\nnext: 2\n", 99))
                .isEqualTo("password=\nnext=1\npassword: \"***\nnext: 2\n");
    }

    @Test
    void theKeyMayComeInPiecesAndSoMayTheValue() {
        String text = "x\n  \"client_secret\" : \"abc def\", n=1\nAuthorization: Basic abc def\ntoken=a,b\n";
        String whole = masked(text, text.length());
        assertThat(whole).isEqualTo("x\n  \"client_secret\" : \"***\", n=1\nAuthorization: ***\ntoken=***,b\n");
        for (int piece = 1; piece < text.length(); piece++) {
            assertThat(masked(text, piece)).as("pieces of " + piece).isEqualTo(whole);
        }
    }

    @Test
    void howTheTextIsCutMakesNoDifference() {
        String[] words = {
            "password", "token", "=", ":", " ", "\"", "'", "\\", "\n", "abc", ",", "-", "Cookie", "ß", "api_key", "x"
        };
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append(words[random.nextInt(words.length)]);
            }
            String whole = masked(text.toString(), Integer.MAX_VALUE);
            assertThat(masked(text.toString(), 1 + random.nextInt(9)))
                    .as("seed " + seed)
                    .isEqualTo(whole);
        }
    }

    private static String masked(String text, int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KeyMask mask = new KeyMask(out::write);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(piece, bytes.length - at);
            mask.accept(bytes, at, length);
            at += length;
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
