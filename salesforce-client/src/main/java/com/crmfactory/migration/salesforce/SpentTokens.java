package com.crmfactory.migration.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers by fingerprint the latest tokens that an org refused: none of them is sent again. */
final class SpentTokens {
    private static final int KEPT = 1_000;

    private final Map<String, SalesforceException> refusals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SalesforceException> eldest) {
            return size() > KEPT;
        }
    };

    synchronized void add(AccessToken token, SalesforceException refusal) {
        refusals.putIfAbsent(token.fingerprint(), refusal);
    }

    synchronized boolean contains(AccessToken token) {
        return refusals.containsKey(token.fingerprint());
    }

    /**
     * @throws SalesforceException
     *             the failure that ended the token
     */
    synchronized void requireFresh(AccessToken token) {
        SalesforceException refusal = refusals.get(token.fingerprint());
        if (refusal != null) {
            throw refusal;
        }
    }
}
