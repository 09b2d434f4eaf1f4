package dev.orchestration.tasks.secret;

import dev.orchestration.state.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ways in which a secret may be written: as it is, its lines, as JSON, quoted for a shell, as part of an address, and as
 * Base64, there also in the middle of a longer text (as {@code user:secret} of basic authentication).
 */
final class SecretForms {
    private static final Pattern ESCAPED = Pattern.compile("%[0-9A-F]{2}");

    private SecretForms() {}

    static List<byte[]> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(secret.strip());
        secret.lines().map(String::strip).forEach(forms::add);
        String json = Json.write(secret);
        forms.add(json.substring(1, json.length() - 1));
        forms.add(secret.replace("'", "'\\''"));
        String address = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String each : List.of(address, address.replace("+", "%20"))) {
            forms.add(each);
            forms.add(ESCAPED.matcher(each).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            forms.add(inBase64(Base64.getEncoder(), bytes, before));
            forms.add(inBase64(Base64.getUrlEncoder(), bytes, before));
        }
        List<byte[]> all = new ArrayList<>();
        for (String form : forms) {
            if (form.length() >= SecretVault.SHORTEST) {
                all.add(form.getBytes(StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    /** The characters that are the secret's alone when {@code before} bytes, counted by threes, stand in front of it. */
    private static String inBase64(Base64.Encoder encoder, byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String text = encoder.withoutPadding().encodeToString(shifted);
        int from = (before * 8 + 5) / 6;
        return text.substring(from, Math.max(from, shifted.length * 8 / 6));
    }
}
