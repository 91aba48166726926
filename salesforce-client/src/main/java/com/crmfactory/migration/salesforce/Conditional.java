package com.crmfactory.migration.salesforce;

/** The answer to a request with {@code If-Modified-Since}. A 304 counts as an API call all the same. */
public sealed interface Conditional<T> {

    /**
     * @param lastModified
     *            HTTP date to send next time, as the server wrote it; null if it sent none
     */
    record Modified<T>(T value, String lastModified) implements Conditional<T> {
    }

    record NotModified<T>() implements Conditional<T> {
    }
}
