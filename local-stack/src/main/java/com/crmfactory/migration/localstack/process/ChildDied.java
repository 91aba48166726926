package com.crmfactory.migration.localstack.process;

import java.io.IOException;

/** A child ended although nobody asked it to. The message names it, its exit code and the end of its log. */
public final class ChildDied extends IOException {

    private static final long serialVersionUID = 1L;

    public ChildDied(ChildProcess child) {
        super("%s (pid %d) ended with code %d. The end of %s:%n%s".formatted(
                child.name(),
                child.pid(),
                child.exitCode(),
                child.log(),
                child.endOfLog()));
    }
}
