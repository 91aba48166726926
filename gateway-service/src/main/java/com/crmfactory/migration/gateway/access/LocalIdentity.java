package com.crmfactory.migration.gateway.access;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** In the local profile whoever reaches the API is its administrator. */
@ApplicationScoped
public class LocalIdentity implements SecurityIdentityAugmentor {
    private final LocalProfile local;

    LocalIdentity(LocalProfile local) {
        this.local = local;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(local.isActive()
                ? QuarkusSecurityIdentity.builder(identity).addRoles(Set.of(Roles.ADMIN)).build()
                : identity);
    }
}
