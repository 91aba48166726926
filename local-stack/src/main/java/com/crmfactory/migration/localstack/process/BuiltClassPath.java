package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Class paths of child JVMs, written by the build: their jars are on no class path but the child's own. */
public enum BuiltClassPath {
    BROKER("broker.classpath"), SIMULATOR("simulator.classpath");

    private final String resource;

    BuiltClassPath(String resource) {
        this.resource = resource;
    }

    /**
     * The jars, separated as {@code java -cp} wants them.
     *
     * @throws IOException
     *             when this module was not built by Maven
     */
    public String read() throws IOException {
        try (InputStream written = BuiltClassPath.class.getResourceAsStream(resource)) {
            if (written == null) {
                throw new IOException(resource + " is missing: build the module local-stack with Maven");
            }
            return new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
