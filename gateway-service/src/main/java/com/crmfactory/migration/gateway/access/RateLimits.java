package com.crmfactory.migration.gateway.access;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/**
 * Token buckets, two per tenant. The limits protect this replica, so each counts for itself. Memory is bounded: of more
 * tenants than {@link #MOST} the one that was silent for longest begins with full buckets again.
 */
@ApplicationScoped
class RateLimits {
    static final long MOST = 20_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<String, Bucket> all;
    private final Cache<String, Bucket> costly;
    private final RateLimitConfig config;

    RateLimits(RateLimitConfig config) {
        this.config = config;
        this.all = buckets();
        this.costly = buckets();
    }

    /** Takes one call; the time to wait, at least a second, if there is none left. */
    Optional<Duration> take(String who) {
        return take(all, who, config.requestsPerMinute());
    }

    /** Takes one call that is {@link Costly}. */
    Optional<Duration> takeCostly(String who) {
        return take(costly, who, config.costlyPerMinute());
    }

    private static Optional<Duration> take(Cache<String, Bucket> buckets, String who, int perMinute) {
        ConsumptionProbe probe = buckets.get(who, key -> full(perMinute)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds()));
    }

    private static Bucket full(int perMinute) {
        return Bucket.builder().addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW)).build();
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(WINDOW.multipliedBy(2)).build();
    }
}
