package dev.orchestration.actions.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "http://Example.ORG,                    http://example.org:80,      /",
        "https://example.org/a%20b?c=d#e,       https://example.org:443,    /a%20b?c=d",
        "http://a_b:8080/é,                     http://a_b:8080,            /%C3%A9",
        "http://[::1]:9/,                       http://[::1]:9,             /",
        "http://2130706433/x,                   http://2130706433:80,       /x",
        "http://127.1,                          http://127.1:80,            /",
        "HTTP://0x7f.1:81?q,                    http://0x7f.1:81,           /?q"
    })
    void aUrlIsReadAsOriginAndResource(String url, String origin, String resource) throws Exception {
        Target target = Target.parse(url);
        assertThat(target.origin()).isEqualTo(origin);
        assertThat(target.resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org/,            only http and https",
        "file:///etc/passwd,            only http and https",
        "jar:http://example.org!/,      only http and https",
        "example.org/x,                 no absolute URL",
        "http:///x,                     without a host",
        "http:x,                        without a host",
        "http://me:secret@example.org/, user name",
        "http://exa mple.org/,          no URL",
        "http://bücher.example/,        xn--",
        "http://example.org:0/,         port 0",
        "http://example.org:65536/,     port 65536",
        "http://a:b:c/,                 cannot be read"
    })
    void whatIsNoSuchUrlIsRefusedInWords(String url, String words) {
        assertThatThrownBy(() -> Target.parse(url))
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret")
                .isInstanceOfSatisfying(
                        ActionFailedException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(ErrorKind.USER));
    }

    @ParameterizedTest
    @CsvSource({
        "/c?d,                  http://h:1/c?d",
        "c,                     http://h:1/a/c",
        "?q,                    http://h:1/a/b?q",
        "//other/x,             http://other:80/x",
        "https://other:2/x#f,   https://other:2/x"
    })
    void aRedirectIsReadFromWhereItWasFound(String location, String leadsTo) throws Exception {
        Target next = Target.parse("http://h:1/a/b").follow(location);
        assertThat(next.origin() + next.resource()).isEqualTo(leadsTo);
    }

    @Test
    void whatIsShownHasNoQuery() throws Exception {
        Target target = Target.parse("http://h/a").withQuery("key=secret");
        assertThat(target.resource()).isEqualTo("/a?key=secret");
        assertThat(target.withQuery("b=1").resource()).isEqualTo("/a?key=secret&b=1");
        assertThat(target.shown()).isEqualTo("http://h:80/a");
    }
}
