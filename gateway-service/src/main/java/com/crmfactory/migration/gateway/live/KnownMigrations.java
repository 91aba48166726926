package com.crmfactory.migration.gateway.live;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import com.crmfactory.migration.gateway.web.Lookup;

import io.smallrye.mutiny.Uni;

/** Looks a migration up before a stream begins; afterwards its headers are sent and no problem document is possible. */
public class KnownMigrations {
    private final Lookup lookup;

    KnownMigrations(Lookup lookup) {
        this.lookup = lookup;
    }

    @ServerRequestFilter
    @KnownMigration
    public Uni<Void> require(UriInfo uri) {
        return lookup.migration(uri.getPathParameters().getFirst("id")).replaceWithVoid();
    }
}
