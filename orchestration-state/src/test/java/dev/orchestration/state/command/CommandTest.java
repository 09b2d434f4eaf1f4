package dev.orchestration.state.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.EventSamples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static Command read(String json) {
        return Command.fromJson(json);
    }

    @Test
    void aCommandComesBackEqualWhateverItsArguments() {
        Command command = new Command("c-1", "run", null, EventSamples.hardJson(), "ada", 5);

        assertThat(read(new String(command.toBytes(), StandardCharsets.UTF_8))).isEqualTo(command);
    }

    /** The owner answers an unknown verb with an error, so reading it must not fail. */
    @Test
    void whatANewerSenderAddsIsPassedOver() {
        Command command =
                read("{\"id\":\"c1\",\"verb\":\"fly\",\"arguments\":{\"to\":1},\"by\":\"ada\",\"at\":5,\"new\":[]}");

        assertThat(command.verb()).isEqualTo("fly");
        assertThat(command.execution()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"id\":\"c1\"}",
                "{\"id\":7,\"verb\":\"run\",\"arguments\":{},\"by\":\"a\",\"at\":5}",
                "{\"id\":\"../c1\",\"verb\":\"run\",\"arguments\":{},\"by\":\"a\",\"at\":5}",
                "{\"id\":\"c1\",\"verb\":\"run\",\"arguments\":[],\"by\":\"a\",\"at\":5}",
                "{\"id\":\"c1\",\"verb\":\"run\",\"execution\":1,\"arguments\":{},\"by\":\"a\",\"at\":5}",
                "{\"id\":\"c1\",\"verb\":\"run\",\"arguments\":{},\"by\":\"a\",\"at\":\"5\"}"
            })
    void whatIsNoCommandIsRefusedByType(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON));
    }
}
