package com.crmfactory.migration.simulator.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.crmfactory.migration.simulator.stats.Stats;

/** The access tokens that the org accepts: the configured one and those it issued, the newest hundred of them, as long as they live. */
public final class Tokens {

    private static final int KEPT = 100;
    private static final int REMEMBERED = 1_000;
    /** Requests sent before their client could see the 401 of another are no misuse. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(2);

    private final String orgId;
    private final OAuthSettings settings;
    private final Stats stats;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** Each with the end of its life. */
    private final Map<String, Instant> accepted = new LinkedHashMap<>();
    private final Map<String, Instant> refused = new LinkedHashMap<>();
    /** For tests that look for them where they must not be. */
    private final Set<String> issued = new LinkedHashSet<>();

    Tokens(String orgId, String first, OAuthSettings settings, Stats stats, Clock clock) {
        this.orgId = orgId;
        this.settings = settings;
        this.stats = stats;
        this.clock = clock;
        accepted.put(first, Instant.MAX);
    }

    /** A new token in Salesforce's form, which contains {@code !} and {@code .}. */
    synchronized String issue() {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.');
        String token = orgId + "!AQ" + secret;
        accept(token, settings.tokenLifetime() == null
                ? Instant.MAX
                : clock.instant().plus(settings.tokenLifetime()));
        issued.add(token);
        trim(issued, REMEMBERED);
        return token;
    }

    synchronized List<String> issued() {
        return List.copyOf(issued);
    }

    /** Accepts a token from now on, also one that was revoked. */
    public synchronized void accept(String token) {
        accept(token, Instant.MAX);
    }

    private void accept(String token, Instant until) {
        refused.remove(token);
        accepted.put(token, until);
        trim(accepted.keySet(), KEPT);
    }

    /** False if it was not accepted anyway. */
    public synchronized boolean revoke(String token) {
        return accepted.remove(token) != null;
    }

    synchronized boolean isLive(String token) {
        return accepted.getOrDefault(token, Instant.MIN).isAfter(clock.instant());
    }

    /** Whether the token opens the org; one that is sent again after it was refused is noted as misuse. */
    synchronized boolean check(String token) {
        if (isLive(token)) {
            return true;
        }
        Instant now = clock.instant();
        Instant first = token.isEmpty() ? null : refused.putIfAbsent(token, now);
        if (first != null && now.isAfter(first.plus(UNDER_WAY))) {
            stats.misuse("token_resent", "an access token was sent again after it got a 401");
        }
        trim(refused.keySet(), KEPT);
        return false;
    }

    private static void trim(Set<String> tokens, int most) {
        while (tokens.size() > most) {
            tokens.remove(tokens.iterator().next());
        }
    }

    @Override
    public String toString() {
        return "Tokens[redacted]";
    }
}
