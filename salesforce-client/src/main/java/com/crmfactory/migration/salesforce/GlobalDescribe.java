package com.crmfactory.migration.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * The objects the token's user may see. One that is missing is switched off or hidden from the user, not empty.
 *
 * @param lastModified
 *            HTTP date of the org's metadata, or null
 */
public record GlobalDescribe(List<SObject> sobjects, int maxBatchSize, String lastModified) {

    public GlobalDescribe {
        sobjects = sobjects == null ? List.of() : List.copyOf(sobjects);
    }

    public Optional<SObject> find(String name) {
        return sobjects.stream().filter(object -> object.name().equals(name)).findFirst();
    }

    GlobalDescribe withLastModified(String date) {
        return new GlobalDescribe(sobjects, maxBatchSize, date);
    }
}
