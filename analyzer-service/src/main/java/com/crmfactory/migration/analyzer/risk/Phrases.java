package com.crmfactory.migration.analyzer.risk;

import java.util.List;
import java.util.Locale;

/** Figures in sentences: {@code 1 record}, {@code 12,345 records}. */
final class Phrases {
    private static final int NAMED = 5;

    private Phrases() {
    }

    static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /** With a regular plural. */
    static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The number with the verb, or whatever depends on it, that fits. */
    static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** The first five, with what ends the sentence. */
    static String named(List<String> names) {
        return String.join(", ", names.stream().limit(NAMED).toList()) + (names.size() > NAMED ? " and more." : ".");
    }
}
