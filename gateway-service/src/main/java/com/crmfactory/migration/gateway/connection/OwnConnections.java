package com.crmfactory.migration.gateway.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.gateway.access.Tenant;
import com.crmfactory.migration.gateway.problem.Refusal;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The connections of the caller's organization; another tenant's is as unknown as one that never was. */
@ApplicationScoped
class OwnConnections {
    private final Connections connections;
    private final Tenant tenant;

    OwnConnections(Connections connections, Tenant tenant) {
        this.connections = connections;
        this.tenant = tenant;
    }

    Uni<Connection> find(String id) {
        String organization = tenant.organizationId();
        return Panache.withSession(() -> connections.present(id)).map(found -> found
                .filter(connection -> connection.organizationId().equals(organization))
                .orElseThrow(OwnConnections::unknown));
    }

    static Refusal unknown() {
        return Refusal.of(Status.NOT_FOUND, "connection_not_found", "There is no such connection.",
                "Check the id, or connect again.");
    }
}
