package com.crmfactory.migration.gateway.connection;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import com.crmfactory.migration.gateway.store.FailureColumns;

/** A connection as it is stored. */
@Entity
@Table(name = "connection")
class ConnectionRow {
    @Id
    String id;
    @Column(name = "organization_id")
    UUID organizationId;
    @Column(name = "grant_type")
    String grant;
    String status;
    @Column(name = "login_url")
    String loginUrl;
    @Column(name = "client_id")
    String clientId;
    String username;
    @Column(name = "instance_url")
    String instanceUrl;
    @Column(name = "sf_org_id")
    String sfOrgId;
    @Column(name = "sealed_client_secret")
    String sealedClientSecret;
    @Column(name = "sealed_access_token")
    String sealedAccessToken;
    @Column(name = "sealed_refresh_token")
    String sealedRefreshToken;
    long revision;
    @Embedded
    FailureColumns error;
    @Column(name = "created_at")
    Instant createdAt;
    @Column(name = "connected_at")
    Instant connectedAt;
    @Column(name = "renewed_at")
    Instant renewedAt;
}
