package com.crmfactory.migration.gateway.idempotency;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.store.Claim;
import com.crmfactory.migration.gateway.store.Claims;
import com.crmfactory.migration.gateway.store.Json;
import com.crmfactory.migration.gateway.store.Migrations;
import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.gateway.web.Api;
import com.crmfactory.migration.model.MigrationId;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Decides what becomes of a request with an Idempotency-Key: carried out, answered as before, or refused. An attempt
 * that ended without an answer (a crash, a lost database) does not block the key: after {@link Claims#LEASE} the next
 * one goes on, and if the first had changed something already, it is answered from what there is now.
 */
@ApplicationScoped
class IdempotentRequests {
    /** Visible ASCII, without the blank. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Claims claims;
    private final Migrations migrations;
    private final Json json;

    IdempotentRequests(Claims claims, Migrations migrations, Json json) {
        this.claims = claims;
        this.migrations = migrations;
        this.json = json;
    }

    static Claim claim(String organizationId, String route, String key) {
        if (!KEY.matcher(key).matches()) {
            throw Refusal.malformed("Idempotency-Key has to be 1 to 200 visible ASCII characters.");
        }
        return new Claim(UUID.fromString(organizationId), route, key, UUID.randomUUID());
    }

    /** The answer to give instead of carrying the request out; null if it is to be carried out. */
    Uni<Response> begin(Claim claim, byte[] body) {
        return claims.insert(claim, body).flatMap(fresh -> fresh
                ? carryOut(claim)
                : claims.find(claim, body).flatMap(found -> found.map(stored -> again(claim, stored, body))
                        .orElseThrow(IdempotentRequests::inProgress)));
    }

    /** What was answered is kept, unless it was a fault of ours: then the next attempt is a first one. */
    Uni<Boolean> end(Claim claim, KeptAnswer answer) {
        return answer.status() < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                ? claims.answer(claim, json.write(answer))
                : claims.release(claim);
    }

    private Uni<Response> again(Claim claim, Claims.Stored stored, byte[] body) {
        if (stored.over()) {
            return claims.forget(claim, stored.holder()).flatMap(forgotten -> begin(claim, body));
        }
        if (!stored.sameBody()) {
            throw Refusal.of(Response.Status.CONFLICT, "idempotency_key_reused",
                    "This Idempotency-Key came with another body before.", "Take a new key for a new request.");
        }
        if (stored.answer() != null) {
            return Uni.createFrom().item(json.read(stored.answer(), KeptAnswer.class).again());
        }
        if (!stored.free()) {
            throw inProgress();
        }
        return claims.takeOver(claim, stored).map(taken -> taken.orElseThrow(IdempotentRequests::inProgress))
                .flatMap(subject -> subject.isEmpty() ? carryOut(claim) : present(subject));
    }

    private static Uni<Response> carryOut(Claim claim) {
        claim.enter();
        return Uni.createFrom().nullItem();
    }

    /** The change was made, its answer got lost: what there is now stands for it. */
    private Uni<Response> present(String subject) {
        if (!MigrationId.isWellFormed(subject)) {
            throw Refusal.of(Response.Status.CONFLICT, "idempotency_answer_lost",
                    "The request was carried out and made or changed " + subject + "; its answer was lost.",
                    "GET it, or take a new key to do it again.");
        }
        return Panache.withSession(() -> migrations.find(subject)).map(found -> Response
                .accepted(json.write(MigrationView.of(found.orElseThrow())))
                .type("application/json").header("Location", Api.BASE + "/" + subject).build());
    }

    private static Refusal inProgress() {
        return Refusal.later(Response.Status.CONFLICT, "idempotency_in_progress",
                "The first request with this Idempotency-Key is still being carried out.", SOON);
    }
}
