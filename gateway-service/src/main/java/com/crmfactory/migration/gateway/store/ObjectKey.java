package com.crmfactory.migration.gateway.store;

import java.io.Serializable;
import java.util.Objects;

/** Names an object of a migration; JPA wants a class with fields. */
public final class ObjectKey implements Serializable {
    private static final long serialVersionUID = 1L;

    String migrationId;
    String object;

    public ObjectKey() {
    }

    ObjectKey(String migrationId, String object) {
        this.migrationId = migrationId;
        this.object = object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectKey key && Objects.equals(migrationId, key.migrationId)
                && Objects.equals(object, key.object);
    }

    @Override
    public int hashCode() {
        return Objects.hash(migrationId, object);
    }
}
