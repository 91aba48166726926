package com.crmfactory.migration.importer.run;

import java.util.Map;
import java.util.Set;

/**
 * A record of a random org.
 *
 * @param cells
 *            by field, references included; a blank one has none
 * @param bad
 *            fields with a value with which it cannot be imported
 */
record OrgRecord(OrgObject object, String sfId, Map<String, String> cells, Set<String> bad) {

    /** @return null if it is blank */
    String named(OrgObject.Reference reference) {
        return cells.get(reference.name());
    }

    boolean is(OrgObject.Field flag) {
        return "true".equals(cells.get(flag.name()));
    }

    @Override
    public String toString() {
        return object + " " + sfId;
    }
}
