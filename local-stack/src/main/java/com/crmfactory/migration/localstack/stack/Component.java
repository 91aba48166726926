package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.time.Duration;

import com.crmfactory.migration.localstack.process.ChildProcess;

/** A part of the stack that can be started again and again on the same port. */
final class Component {

    /** Starts the part and returns when it serves. */
    @FunctionalInterface
    interface Starter {
        ChildProcess start() throws IOException;
    }

    private final Role role;
    private final String name;
    private final int port;
    private final Starter starter;
    private volatile ChildProcess child;

    Component(Role role, String name, int port, Starter starter) {
        this.role = role;
        this.name = name;
        this.port = port;
        this.starter = starter;
    }

    Role role() {
        return role;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The running process, or the last one that ran; null before the first start. */
    ChildProcess child() {
        return child;
    }

    synchronized ChildProcess start() throws IOException {
        if (child != null && child.isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        child = starter.start();
        return child;
    }

    void stop(Duration grace) {
        if (child != null && child.isAlive()) {
            child.stop(grace);
        }
    }
}
