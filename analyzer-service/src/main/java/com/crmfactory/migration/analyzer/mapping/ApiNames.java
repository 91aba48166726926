package com.crmfactory.migration.analyzer.mapping;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns Salesforce's API names into keys: {@code [a-z][a-z0-9_]{0,62}}. */
public final class ApiNames {
    /** What a custom name ends with; {@code __pc} is a contact's field on a person account. */
    private static final String CUSTOM_SUFFIX = "__[a-z]$";
    private static final int LONGEST = 63;

    private ApiNames() {
    }

    /**
     * {@code AccountNumber} → {@code account_number}, {@code npsp__Foo__c} → {@code npsp_foo}, {@code Level__pc} →
     * {@code level_pc}. Not unique: {@code FooBar__c} and {@code Foo_Bar__c} have the same.
     */
    public static String key(String apiName) {
        String words = apiName.replaceFirst(CUSTOM_SUFFIX, "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String key = words.isEmpty() || !isLetter(words.charAt(0)) ? "f_" + words : words;
        return shorten(key, "");
    }

    /** Keys for a name, the best first, without end. */
    static Stream<String> candidates(String apiName, boolean custom) {
        String key = key(apiName);
        String marked = custom ? shorten(key, "_c") : shorten("sf_" + key, "");
        return Stream.concat(Stream.of(key, marked),
                IntStream.iterate(2, n -> n + 1).mapToObj(n -> shorten(key, "_" + n)));
    }

    /** The key with a suffix, cut so that it stays legal. */
    static String shorten(String key, String suffix) {
        int room = LONGEST - suffix.length();
        return (key.length() <= room ? key : key.substring(0, room)) + suffix;
    }

    static boolean isCustom(String apiName) {
        return apiName.endsWith("__c") || apiName.endsWith("__pc") || apiName.endsWith("__s");
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
