package com.crmfactory.migration.importer.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;

import javax.net.SocketFactory;

import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jdk.net.ExtendedSocketOptions;

/**
 * Lets a connection to the database end within half a minute if the database's host, or the way there, is gone without
 * a word: after a failover, or behind a balancer that forgets connections. Whoever waits for an answer meets a failure
 * then, as after any other loss of the database, and tries again on a new connection. A long statement is not ended:
 * the host answers for it.
 * <p>
 * It covers connections that are idle or wait for an answer. What was sent and never arrived is repeated by the kernel
 * for as long as it likes ({@code net.ipv4.tcp_retries2}, on Linux about a quarter of an hour). Where the system knows no
 * such intervals, its own hold, often two hours.
 */
public final class KeepAlive extends SocketFactory {
    private static final Map<SocketOption<Integer>, Integer> PROBES = Map.of(ExtendedSocketOptions.TCP_KEEPIDLE, 15,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 5, ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    /** Vert.x 4 sets the intervals for servers only, and by a native library; the socket beneath knows them all. */
    static void on(SqlConnection connection) {
        ChannelConfig socket = ((SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap().unwrap()).socket()
                .channelHandlerContext().channel().config();
        socket.setOption(NioChannelOption.of(StandardSocketOptions.SO_KEEPALIVE), true);
        PROBES.forEach((option, value) -> socket.setOption(NioChannelOption.of(option), value));
    }

    /** For JDBC, which connects it by itself. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setKeepAlive(true);
        for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
            if (socket.supportedOptions().contains(probe.getKey())) {
                socket.setOption(probe.getKey(), probe.getValue());
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress remote, InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
