package com.crmfactory.migration.gateway.access;

import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;

/** The organization that the caller belongs to. */
@RequestScoped
public class Tenant {
    private static final String CLAIM = "organization_id";

    private final LocalProfile local;
    private final SecurityIdentity identity;

    Tenant(LocalProfile local, SecurityIdentity identity) {
        this.local = local;
        this.identity = identity;
    }

    /** A UUID. */
    public String organizationId() {
        return local.isActive() ? LocalProfile.ORGANIZATION : claimed();
    }

    private String claimed() {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim(CLAIM) : null;
        try {
            return UUID.fromString(String.valueOf(claim)).toString();
        } catch (IllegalArgumentException e) {
            throw new ForbiddenException("The token names no organization", e);
        }
    }
}
