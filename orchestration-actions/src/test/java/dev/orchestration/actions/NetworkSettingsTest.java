package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TestActionContext;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyEnvironmentMeansTheUsual() {
        assertThat(NetworkSettings.of(Map.of())).isEqualTo(NetworkSettings.usual());
        assertThat(NetworkSettings.of(Map.of("ORCHESTRATION_LLM_API_KEY", " ", "ORCHESTRATION_HTTP_ALLOW", "")))
                .isEqualTo(NetworkSettings.usual());
    }

    @Test
    void everyVariableIsRead() {
        NetworkSettings settings = NetworkSettings.of(Map.of(
                "ORCHESTRATION_HTTP_ALLOW", "LOCALHOST:8080, [::1]:9000",
                "ORCHESTRATION_HTTP_BREAKER_CALLS", "7",
                "ORCHESTRATION_HTTP_BREAKER_PERCENT", "20",
                "ORCHESTRATION_HTTP_BREAKER_OPEN", "2m",
                "ORCHESTRATION_HTTP_RATE", "3",
                "ORCHESTRATION_HTTP_RATE_WAIT", "0.5",
                "ORCHESTRATION_LLM_BASE_URL", "https://models.example/v1",
                "ORCHESTRATION_LLM_API_KEY", " sk-1 ",
                "ORCHESTRATION_LLM_MODEL", "small",
                "ORCHESTRATION_LLM_PRICES", "small=0.15/0.60, large=2.5/10"));
        assertThat(settings.httpAllow()).containsExactlyInAnyOrder("localhost:8080", "[::1]:9000");
        assertThat(settings.guard())
                .isEqualTo(new GuardSettings(
                        7, 20, Duration.ofMinutes(2), 3, Duration.ofSeconds(1), Duration.ofMillis(500)));
        assertThat(settings.llm().baseUrl()).isEqualTo("https://models.example/v1");
        assertThat(settings.llm().key()).isEqualTo(new ApiKey("sk-1"));
        assertThat(settings.llm().model()).isEqualTo("small");
        assertThat(settings.llm().prices())
                .containsEntry("large", new Price(new BigDecimal("2.5"), new BigDecimal("10")));
    }

    @ParameterizedTest
    @CsvSource({
        "ORCHESTRATION_HTTP_ALLOW,           localhost,     not host:port",
        "ORCHESTRATION_HTTP_ALLOW,           http://h:1,    not host:port",
        "ORCHESTRATION_HTTP_BREAKER_CALLS,   many,          no whole number",
        "ORCHESTRATION_HTTP_BREAKER_OPEN,    soon,          no duration",
        "ORCHESTRATION_HTTP_BREAKER_OPEN,    1.2.3,         no duration",
        "ORCHESTRATION_HTTP_RATE,            0,             at least 1",
        "ORCHESTRATION_LLM_PRICES,           small=1,       prices of a million",
        "ORCHESTRATION_LLM_PRICES,           small=1.2.3/4, prices of a million"
    })
    void aVariableThatCannotBeReadIsNamed(String name, String value, String words) {
        assertThatThrownBy(() -> NetworkSettings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aKeyThatCannotBeSentIsNamedButNotShown() {
        assertThatThrownBy(() -> NetworkSettings.of(Map.of("ORCHESTRATION_LLM_API_KEY", "sk-se\ncret")))
                .hasMessageContaining("ORCHESTRATION_LLM_API_KEY")
                .hasMessageNotContaining("cret");
    }

    @Test
    void settingsDoNotShowTheKey() {
        NetworkSettings settings = NetworkSettings.of(Map.of("ORCHESTRATION_LLM_API_KEY", "sk-secret"));
        assertThat(settings.toString()).doesNotContain("sk-secret");
    }

    /** Else every workflow of a machine would fail by a variable that none of its steps needs. */
    @Test
    void aSettingThatIsWrongFailsTheStepThatNeedsItAndNotTheRegistration() throws Exception {
        ActionRegistry registry = new ActionRegistry();
        new NetworkActions(() -> NetworkSettings.of(Map.of("ORCHESTRATION_HTTP_RATE", "x")), Clock.system())
                .registerActions(registry);
        assertThatThrownBy(() -> registry.require(new ActionName("http", "request"))
                        .action()
                        .run(TestActionContext.in(folder, Map.of("url", "https://example.org"))))
                .isInstanceOfSatisfying(
                        ActionFailedException.class,
                        e -> assertThat(e.failure())
                                .isEqualTo(new Failure(
                                        "BadSettings",
                                        "ORCHESTRATION_HTTP_RATE: 'x' is no whole number",
                                        ErrorKind.USER)));
    }
}
