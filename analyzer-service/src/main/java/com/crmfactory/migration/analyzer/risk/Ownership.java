package com.crmfactory.migration.analyzer.risk;

import java.util.Map;
import java.util.Set;

/**
 * Who really owns the records that are suggested for the import.
 *
 * @param inactiveOwners
 *            users who left and still own records
 * @param recordsOfInactive
 *            how many those are
 * @param recordsOfQueues
 *            records that belong to a queue
 * @param unknownOwners
 *            owners of records whom the CRM will not find: hidden from this user, or without an e-mail address
 */
public record Ownership(long inactiveOwners, long recordsOfInactive, long recordsOfQueues, long unknownOwners) {
    private static final String USER = "005";

    /**
     * @param owners
     *            owner id to the number of records
     * @param users
     *            user id to whether it is active; empty if they could not be listed, then none is unknown
     * @param queues
     *            ids of queues
     * @param withoutEmail
     *            ids of users
     */
    public static Ownership of(Map<String, Long> owners, Map<String, Boolean> users, Set<String> queues,
            Set<String> withoutEmail) {
        long inactive = 0;
        long recordsOfInactive = 0;
        long recordsOfQueues = 0;
        long unknown = 0;
        for (Map.Entry<String, Long> owner : owners.entrySet()) {
            String id = owner.getKey();
            if (queues.contains(id)) {
                recordsOfQueues += owner.getValue();
            } else if (Boolean.FALSE.equals(users.get(id))) {
                inactive++;
                recordsOfInactive += owner.getValue();
            }
            boolean hidden = !users.isEmpty() && id.startsWith(USER) && !users.containsKey(id);
            unknown += hidden || withoutEmail.contains(id) ? 1 : 0;
        }
        return new Ownership(inactive, recordsOfInactive, recordsOfQueues, unknown);
    }
}
