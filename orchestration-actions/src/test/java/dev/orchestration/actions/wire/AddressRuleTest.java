package dev.orchestration.actions.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static InetAddress address(String literal) throws Exception {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1"
            })
    void anAddressInsideIsNotPublic(String literal) throws Exception {
        assertThat(AddressRule.isPublic(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "169.253.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2002:101:101::1",
                "64:ff9b::808:808",
                "::ffff:8.8.8.8"
            })
    void anAddressOfTheInternetIsPublic(String literal) throws Exception {
        assertThat(AddressRule.isPublic(address(literal))).isTrue();
    }

    @Test
    void whatIsRefusedSaysHowToAllowIt() throws Exception {
        Target target = Target.parse("http://intern.example:8080/x?key=1");
        AddressRule rule = AddressRule.publicAnd(Set.of("intern.example:8081", "10.0.0.6:8080"));
        InetAddress inside = address("10.0.0.5");
        assertThatThrownBy(() -> rule.check(target, inside))
                .hasMessageContaining("intern.example:8080 is 10.0.0.5")
                .hasMessageContaining("ORCHESTRATION_HTTP_ALLOW")
                .hasMessageNotContaining("key")
                .isInstanceOfSatisfying(
                        ActionFailedException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(ErrorKind.USER));
    }

    @Test
    void aPlaceIsAllowedByTheNameOfTheUrlOrByTheAddress() throws Exception {
        AddressRule byName = AddressRule.publicAnd(Set.of("intern.example:8080"));
        AddressRule byAddress = AddressRule.publicAnd(Set.of("10.0.0.5:8080", "[fd00:0:0:0:0:0:0:1]:80"));
        Target target = Target.parse("http://INTERN.example:8080/");
        assertThatCode(() -> byName.check(target, address("10.0.0.5"))).doesNotThrowAnyException();
        assertThatCode(() -> byAddress.check(target, address("10.0.0.5"))).doesNotThrowAnyException();
        assertThatCode(() -> byAddress.check(Target.parse("http://six.example/"), address("fd00::1")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> byAddress.check(target, address("10.0.0.4")));
    }
}
