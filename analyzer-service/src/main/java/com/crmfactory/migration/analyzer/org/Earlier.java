package com.crmfactory.migration.analyzer.org;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.crmfactory.migration.salesforce.ObjectDescribe;

import io.smallrye.mutiny.Uni;

/**
 * Describes that an earlier analysis has fetched for the same user.
 *
 * @param lastModified
 *            object to the HTTP date that came with its describe
 * @param describe
 *            fetches one of them
 */
public record Earlier(Map<String, String> lastModified, Function<String, Uni<Optional<ObjectDescribe>>> describe) {

    /** There was none. */
    public static final Earlier NONE = new Earlier(Map.of(), object -> Uni.createFrom().item(Optional.empty()));
}
