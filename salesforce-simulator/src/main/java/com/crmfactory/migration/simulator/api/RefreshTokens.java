package com.crmfactory.migration.simulator.api;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.stats.Stats;

/**
 * The approvals that users gave, each with its present refresh token. A user has five for one app, a sixth revokes the
 * oldest. With rotation a refresh token serves once; one that comes again revokes its successor and all access tokens of
 * the approval. Source: facts §1.
 */
final class RefreshTokens {

    private static final int APPROVALS = 5;
    private static final int KEPT = 10_000;
    /** As many as the org keeps at most. */
    private static final int ACCESS_TOKENS = 100;

    private final Tokens accessTokens;
    private final Stats stats;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Approval> approvals = new ArrayDeque<>();
    /** The refresh tokens that were ever issued, each with the approval that it belongs to. */
    private final Map<String, Approval> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Approval> eldest) {
            return size() > KEPT;
        }
    };

    private static final class Approval {
        private String present;
        private final Deque<String> accessTokens = new ArrayDeque<>();
    }

    /** @param refreshToken null unless one was asked for */
    record Issued(String accessToken, String refreshToken) {
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    RefreshTokens(String first, Tokens accessTokens, Stats stats) {
        this.accessTokens = accessTokens;
        this.stats = stats;
        approve(first);
    }

    /** A user consents. */
    synchronized Issued approve() {
        Approval approval = approve(fresh());
        return new Issued(accessToken(approval), approval.present);
    }

    private Approval approve(String refreshToken) {
        Approval approval = new Approval();
        approval.present = refreshToken;
        known.put(refreshToken, approval);
        approvals.add(approval);
        if (approvals.size() > APPROVALS) {
            end(approvals.remove());
        }
        return approval;
    }

    /** @param rotation whether the token is replaced */
    synchronized Issued refresh(String refreshToken, boolean rotation) {
        Approval approval = known.get(refreshToken);
        if (approval == null || approval.present == null) {
            throw OAuthError.expired();
        }
        if (!approval.present.equals(refreshToken)) {
            stats.misuse("refresh_token_replayed", "a refresh token was used again after it had been replaced");
            end(approval);
            throw OAuthError.expired();
        }
        if (rotation) {
            approval.present = fresh();
            known.put(approval.present, approval);
        }
        return new Issued(accessToken(approval), rotation ? approval.present : null);
    }

    /** For tests that look for them where they must not be. */
    synchronized List<String> issued() {
        return List.copyOf(known.keySet());
    }

    /** Whether the token is the present one of an approval. */
    synchronized boolean isLive(String refreshToken) {
        Approval approval = known.get(refreshToken);
        return approval != null && refreshToken.equals(approval.present);
    }

    /** Ends the approval with everything that was issued for it; false if there is none. */
    synchronized boolean revoke(String refreshToken) {
        boolean live = isLive(refreshToken);
        if (live) {
            end(known.get(refreshToken));
        }
        return live;
    }

    /** An administrator revokes all of the app's approvals. */
    synchronized void revokeAll() {
        approvals.forEach(this::end);
        approvals.clear();
    }

    private void end(Approval approval) {
        approval.present = null;
        approval.accessTokens.forEach(accessTokens::revoke);
    }

    private String accessToken(Approval approval) {
        String token = accessTokens.issue();
        approval.accessTokens.add(token);
        if (approval.accessTokens.size() > ACCESS_TOKENS) {
            approval.accessTokens.remove();
        }
        return token;
    }

    private String fresh() {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        return "5Aep861" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.');
    }

    @Override
    public String toString() {
        return "RefreshTokens[redacted]";
    }
}
