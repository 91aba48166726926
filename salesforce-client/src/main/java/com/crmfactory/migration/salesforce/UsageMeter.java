package com.crmfactory.migration.salesforce;

import java.net.http.HttpHeaders;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts one org's calls and keeps what its last answer said about its allowance. */
final class UsageMeter {
    /** The header has more parts, and newer ones come: {@code api-usage=118/15000; per-app-api-usage=17/250(appName=…)}. */
    private static final Pattern API_USAGE = Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,15})/(\\d{1,15})");

    private final UsageMeter outer;
    private final AtomicLong calls = new AtomicLong();
    private volatile OptionalLong used = OptionalLong.empty();
    private volatile OptionalLong limit = OptionalLong.empty();

    UsageMeter() {
        this(null);
    }

    private UsageMeter(UsageMeter outer) {
        this.outer = outer;
    }

    /** A meter of a part of the calls; what it counts is counted here as well. */
    UsageMeter within() {
        return new UsageMeter(this);
    }

    void sent(String path) {
        if (path.startsWith("/services/data/")) {
            calls.incrementAndGet();
        }
        if (outer != null) {
            outer.sent(path);
        }
    }

    void answered(HttpHeaders headers) {
        Matcher usage = API_USAGE.matcher(headers.firstValue("Sforce-Limit-Info").orElse(""));
        if (outer != null) {
            outer.answered(headers);
        }
        if (usage.find()) {
            used = OptionalLong.of(Long.parseLong(usage.group(1)));
            limit = OptionalLong.of(Long.parseLong(usage.group(2)));
        }
    }

    ApiUsage read() {
        return new ApiUsage(calls.get(), used, limit);
    }
}
