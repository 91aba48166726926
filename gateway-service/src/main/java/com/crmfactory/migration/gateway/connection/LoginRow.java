package com.crmfactory.migration.gateway.connection;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A log-in under way in a browser. */
@Entity
@Table(name = "connection_login")
class LoginRow {
    @Id
    @Column(name = "state_hash")
    String stateHash;
    @Column(name = "connection_id")
    String connectionId;
    @Column(name = "cookie_hash")
    String cookieHash;
    @Column(name = "sealed_verifier")
    String sealedVerifier;
    @Column(name = "redirect_uri")
    String redirectUri;
    @Column(name = "expires_at")
    Instant expiresAt;
}
