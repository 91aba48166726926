package com.crmfactory.migration.model.message;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How one reference field becomes a link.
 *
 * @param column
 *            reference column of the target table; {@code custom_fields.<key>} for a look-up that has none
 * @param parents
 *            the analysed objects with a table that it may point to; one that is left out of this run may have been migrated
 *            before
 * @param required
 *            a record whose parent is missing fails
 * @param deferred
 *            parents may arrive later: linked in the link step
 */
public record ReferenceMapping(String field, String column, List<Parent> parents, boolean required,
        boolean deferred) {

    public ReferenceMapping {
        parents = List.copyOf(parents);
    }

    /**
     * An object that the reference may point to.
     *
     * @param keyPrefix
     *            first three characters of its ids
     * @param target
     *            table that its records are in
     * @param leftOut
     *            a custom object that this run leaves out: references to it wait for a later one, whatever is to happen
     *            to records without a parent; null if not
     */
    public record Parent(String object, String keyPrefix, String target,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean leftOut) {
        public Parent {
            // Absent where it is not said, as in commands of earlier versions.
            leftOut = Boolean.TRUE.equals(leftOut) ? Boolean.TRUE : null;
        }

        public Parent(String object, String keyPrefix, String target) {
            this(object, keyPrefix, target, null);
        }

        @JsonIgnore
        public boolean isLeftOut() {
            return leftOut != null;
        }
    }
}
