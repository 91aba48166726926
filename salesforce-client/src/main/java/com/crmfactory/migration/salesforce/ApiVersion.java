package com.crmfactory.migration.salesforce;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;

/**
 * One entry of {@code GET /services/data}.
 *
 * @param label
 *            release name, {@code Summer '26}
 * @param url
 *            path, {@code /services/data/v67.0}
 * @param version
 *            {@code 67.0}; ordered as a number, since {@code "9.0"} is the greater text
 */
public record ApiVersion(String label, String url, String version) implements Comparable<ApiVersion> {
    /** The newest version this client was written against (Summer '26). */
    public static final String NEWEST_KNOWN = "67.0";
    /** The oldest version this client uses: {@code resultPages} came with it. */
    public static final String OLDEST_SUPPORTED = "58.0";

    private static final Comparator<ApiVersion> BY_NUMBER = Comparator.comparing(ApiVersion::number);

    /**
     * @throws IllegalArgumentException
     *             if {@code version} is not a number such as {@code 67.0}
     */
    public ApiVersion {
        requireNumber(version);
    }

    /** A version known by its number alone. */
    public static ApiVersion of(String version) {
        return new ApiVersion(null, "/services/data/v" + version, version);
    }

    static String requireNumber(String version) {
        if (!Objects.requireNonNull(version, "version").matches("\\d{1,3}\\.\\d")) {
            throw new IllegalArgumentException("An API version looks like 67.0");
        }
        return version;
    }

    /** Whether this client can use it: from {@link #OLDEST_SUPPORTED} to {@link #NEWEST_KNOWN}. */
    public boolean supported() {
        return number().compareTo(new BigDecimal(OLDEST_SUPPORTED)) >= 0
                && number().compareTo(new BigDecimal(NEWEST_KNOWN)) <= 0;
    }

    private BigDecimal number() {
        return new BigDecimal(version);
    }

    @Override
    public int compareTo(ApiVersion other) {
        return BY_NUMBER.compare(this, other);
    }
}
