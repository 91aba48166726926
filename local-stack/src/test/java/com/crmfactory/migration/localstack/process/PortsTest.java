package com.crmfactory.migration.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aTakenPortIsReplacedByAFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = Ports.preferring(taken.getLocalPort());
            assertThat(port).isNotEqualTo(taken.getLocalPort()).isBetween(20_000, 32_000);
            assertThat(Ports.isFree(port)).isTrue();
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortOnAllAddressesIsTakenToo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void noPortIsGivenOutTwice() {
        int preferred = Ports.free();
        assertThat(Ports.preferring(preferred)).isNotEqualTo(preferred);
        assertThat(IntStream.range(0, 50).map(i -> Ports.free()).boxed()).doesNotHaveDuplicates();
    }
}
