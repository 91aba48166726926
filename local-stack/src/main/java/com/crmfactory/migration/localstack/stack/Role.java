package com.crmfactory.migration.localstack.stack;

/** What a child of the stack is for. */
public enum Role {
    KAFKA(9092), POSTGRES(5432), SIMULATOR(8090), ANALYZER(8081), IMPORTER(8082), GATEWAY(8080);

    private final int usualPort;

    Role(int usualPort) {
        this.usualPort = usualPort;
    }

    /** The port that the first child of this role takes when it is free. */
    public int usualPort() {
        return usualPort;
    }

    /** The key in {@code endpoints.json}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
