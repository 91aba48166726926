package com.crmfactory.migration.importer.transform;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader sees of a piece of HTML, as plain text. Never fails: what is no HTML is text. Twice the text takes twice
 * the time, whatever it is.
 */
final class HtmlText {
    private static final Pattern UNSEEN = Pattern
            .compile("(?is)<(script|style|head|title)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)");
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\b[^>]*>|</(p|div|tr|li|h[1-6]|blockquote)\\s*>");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z!][^>]*(>|$)");
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9A-Fa-f]{1,7}|[A-Za-z]{2,6});");
    /** Begins where the spaces do, not at each of them. */
    private static final String SPACES_BEFORE_BREAK = "(?<! ) ++\\n";
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'",
            "nbsp", " ", "euro", "€", "copy", "©", "ndash", "–", "mdash", "—");

    private HtmlText() {
    }

    /** @return null if there is nothing to read */
    static String of(String html) {
        String seen = UNSEEN.matcher(html).replaceAll("").replaceAll("[ \\t\\r\\n]+", " ");
        // Behind the last end of a tag none ends: each that begins there would be followed to the end of the text.
        int tags = seen.lastIndexOf('>') + 1;
        String text = TAG.matcher(BREAK.matcher(seen.substring(0, tags)).replaceAll("\n") + seen.substring(tags))
                .replaceAll("");
        String plain = ENTITY.matcher(text).replaceAll(HtmlText::character).replaceAll("\n +", "\n")
                .replaceAll(SPACES_BEFORE_BREAK, "\n").replaceAll("\n{3,}", "\n\n").strip();
        return plain.isEmpty() ? null : Cells.storable(plain);
    }

    private static String character(java.util.regex.MatchResult entity) {
        String name = entity.group(1);
        if (!name.startsWith("#")) {
            return Matcher.quoteReplacement(NAMED.getOrDefault(name, entity.group()));
        }
        boolean hexadecimal = name.startsWith("#x");
        String digits = name.substring(hexadecimal ? 2 : 1);
        if (!hexadecimal && !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Matcher.quoteReplacement(entity.group());
        }
        int point = digits.isEmpty() ? -1 : Integer.parseInt(digits, hexadecimal ? 16 : 10);
        return Matcher.quoteReplacement(Character.isValidCodePoint(point) && point > 0
                ? Character.toString(point)
                : entity.group());
    }
}
