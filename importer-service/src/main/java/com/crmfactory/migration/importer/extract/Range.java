package com.crmfactory.migration.importer.extract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of an object's records, by when they were created and by their ids; each bound includes its beginning and not its
 * end, so that the two halves of a range have every record of it once, whatever order Salesforce's ids have. Null bounds
 * do not restrict.
 */
public record Range(Instant createdFrom, Instant createdUntil, String idFrom, String idUntil) {
    public static final Range ALL = new Range(null, null, null, null);

    private static final int ID = 15;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    /** True once halves by time are of no more use. */
    public boolean isById() {
        return idFrom != null || idUntil != null;
    }

    /** SOQL conditions that all have to hold. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        add(conditions, "CreatedDate >= ", createdFrom);
        add(conditions, "CreatedDate < ", createdUntil);
        add(conditions, "Id >= ", quoted(idFrom));
        add(conditions, "Id < ", quoted(idUntil));
        return conditions;
    }

    private static void add(List<String> conditions, String comparison, Object bound) {
        if (bound != null) {
            conditions.add(comparison + bound);
        }
    }

    private static String quoted(String id) {
        return id == null ? null : "'" + id + "'";
    }

    /**
     * Two halves of the time between the oldest and the youngest record; empty if they are of the same moment.
     */
    Optional<List<Range>> halvesByTime(Instant oldest, Instant youngest) {
        long span = youngest.toEpochMilli() - oldest.toEpochMilli();
        if (span <= 0) {
            return Optional.empty();
        }
        Instant middle = oldest.plusMillis((span + 1) / 2);
        return Optional.of(List.of(new Range(createdFrom, middle, idFrom, idUntil),
                new Range(middle, createdUntil, idFrom, idUntil)));
    }

    /** Two halves of the ids between the lowest and the highest; empty if that is one record. */
    Optional<List<Range>> halvesById(String lowest, String highest) {
        BigInteger low = number(lowest);
        BigInteger span = number(highest).subtract(low);
        if (span.signum() <= 0) {
            return Optional.empty();
        }
        String middle = id(low.add(span.add(BigInteger.ONE).shiftRight(1)));
        return Optional.of(List.of(new Range(createdFrom, createdUntil, idFrom, middle),
                new Range(createdFrom, createdUntil, middle, idUntil)));
    }

    private static BigInteger number(String id) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < ID; i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(id.charAt(i))));
        }
        return number;
    }

    private static String id(BigInteger number) {
        char[] id = new char[ID];
        BigInteger rest = number;
        for (int i = ID - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            id[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(id);
    }
}
