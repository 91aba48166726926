package com.crmfactory.migration.importer.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers which record of the CRM a Salesforce id is, so that the parent of many children is looked up once. It takes
 * 16 MB, whatever the size of the org: each id has one place, and the last one that came there stays. Scopes keep the
 * records of different objects apart, whoever they belong to.
 */
final class ParentIds {
    /** A power of two. */
    private static final int PLACES = 1 << 19;
    private static final int LONGS = 4;
    private static final int SCOPES_REMEMBERED = 256;
    private static final int SHORT_ID = 15;
    private static final int FIRST_HALF = 8;
    private static final int BITS = 6;
    private static final int SECOND_HALF_BITS = (SHORT_ID - FIRST_HALF) * BITS;

    private final Map<Object, Integer> scopes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Integer> eldest) {
            return size() > SCOPES_REMEMBERED;
        }
    };
    private final int scopesAtMost = 1 << (Long.SIZE - SECOND_HALF_BITS - 1);
    private int lastScope;
    private long[] places;

    /** The number of a scope, whose name is compared by {@code equals}. One that was long unused begins anew. */
    synchronized int scope(Object name) {
        Integer known = scopes.get(name);
        if (known != null) {
            return known;
        }
        if (++lastScope >= scopesAtMost) {
            scopes.clear();
            places = null;
            lastScope = 1;
        }
        scopes.put(name, lastScope);
        return lastScope;
    }

    /** @return null if it is not known, or not any more */
    synchronized UUID get(int scope, String sfId) {
        long first = half(sfId, 0, FIRST_HALF);
        long second = half(sfId, FIRST_HALF, SHORT_ID);
        if (first < 0 || second < 0 || places == null) {
            return null;
        }
        long key = (long) scope << SECOND_HALF_BITS | second;
        int place = place(first, key);
        return places[place] == first && places[place + 1] == key
                ? new UUID(places[place + 2], places[place + 3])
                : null;
    }

    synchronized void put(int scope, String sfId, UUID id) {
        long first = half(sfId, 0, FIRST_HALF);
        long second = half(sfId, FIRST_HALF, SHORT_ID);
        if (first < 0 || second < 0) {
            return;
        }
        if (places == null) {
            places = new long[PLACES * LONGS];
        }
        long key = (long) scope << SECOND_HALF_BITS | second;
        int place = place(first, key);
        places[place] = first;
        places[place + 1] = key;
        places[place + 2] = id.getMostSignificantBits();
        places[place + 3] = id.getLeastSignificantBits();
    }

    synchronized void forget(int scope, String sfId) {
        if (get(scope, sfId) != null) {
            long key = (long) scope << SECOND_HALF_BITS | half(sfId, FIRST_HALF, SHORT_ID);
            // No scope has the number 0.
            places[place(half(sfId, 0, FIRST_HALF), key) + 1] = 0;
        }
    }

    private static int place(long first, long key) {
        long mixed = (first * 0x9E3779B97F4A7C15L + key) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 45) * LONGS;
    }

    /** Characters of an id as a number, six bits for each; -1 for what is no id. The last three only check the others. */
    private static long half(String sfId, int from, int to) {
        if (sfId.length() < SHORT_ID) {
            return -1;
        }
        long bits = 0;
        for (int i = from; i < to; i++) {
            int digit = base62(sfId.charAt(i));
            if (digit < 0) {
                return -1;
            }
            bits = bits << BITS | digit;
        }
        return bits;
    }

    private static int base62(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 10;
        }
        return c >= 'a' && c <= 'z' ? c - 'a' + 36 : -1;
    }
}
