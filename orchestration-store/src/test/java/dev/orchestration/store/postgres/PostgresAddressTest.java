package dev.orchestration.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @Test
    void nameAndTextHoldNothingSecret() {
        PostgresAddress address = PostgresAddress.parse(
                "jdbc:postgresql://ada:p%40ss@db.example:5433/work?password=other&sslpassword=third&currentSchema=nightly",
                Map.of("PGPASSWORD", "fourth"));
        assertThat(address.name()).isEqualTo("jdbc:postgresql://db.example:5433/work?currentSchema=nightly");
        assertThat(address).hasToString(address.name());
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:5433/work");
        assertThat(address.folderName()).isEqualTo("db.example-5433-work-nightly");
    }

    @Test
    void theAddressGoesBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("PGUSER", "bob", "PGPASSWORD", "from outside");
        assertThat(PostgresAddress.parse("jdbc:postgresql://h/d", environment).properties())
                .containsEntry("user", "bob")
                .containsEntry("password", "from outside");
        assertThat(PostgresAddress.parse("jdbc:postgresql://ada:p%40s+s@h/d", environment)
                        .properties())
                .containsEntry("user", "ada")
                .containsEntry("password", "p@s+s");
        assertThat(PostgresAddress.parse("jdbc:postgresql://h/d?user=eve&password=x&sslmode=require", environment)
                        .properties())
                .containsEntry("user", "eve")
                .containsEntry("password", "x")
                .containsEntry("sslmode", "require");
    }

    @Test
    void severalHostsAreOnePlace() {
        assertThat(PostgresAddress.parse("jdbc:postgresql://a:1,b:2/d", Map.of())
                        .url())
                .isEqualTo("jdbc:postgresql://a:1,b:2/d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:d",
                "jdbc:postgresql://",
                "jdbc:postgresql://h",
                "jdbc:postgresql:///d",
                "jdbc:postgresql://h/",
                "jdbc:postgresql://ada:s3cret@h/a/b",
                "jdbc:postgresql://ada:s3cret%zz@h/d",
                "jdbc:postgresql://h/d?s3cret"
            })
    void whatIsNoAddressIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> PostgresAddress.parse(text, Map.of()))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ada:x@h/d",
                "jdbc:postgresql://h/d?password=x",
                "jdbc:postgresql://h/d?a=b&sslpassword=x"
            })
    void anAddressWithAPasswordIsSeenToHaveOne(String text) {
        assertThat(PostgresAddress.tellsPassword(text)).isTrue();
        assertThat(PostgresAddress.tellsPassword("jdbc:postgresql://ada@h/d?user=x"))
                .isFalse();
    }
}
