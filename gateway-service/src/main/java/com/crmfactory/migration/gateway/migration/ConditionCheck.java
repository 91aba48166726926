package com.crmfactory.migration.gateway.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text can stand as a condition of a SOQL query without changing the rest of it: literals are closed,
 * parentheses balanced, and no word outside of literals begins another clause. Salesforce alone knows whether the
 * condition means something. Pure.
 */
final class ConditionCheck {
    static final int LONGEST = 10_000;
    private static final Set<String> CLAUSES = Set.of("select", "from", "where", "limit", "offset", "having", "with",
            "using", "typeof", "end");
    private static final Pattern TWO_WORDS = Pattern.compile(
            "(?i)\\b(order\\s+by|group\\s+by|for\\s+(view|reference|update)|all\\s+rows|update\\s+(tracking|viewstat))\\b");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private ConditionCheck() {
    }

    /** @return what is wrong; empty if nothing is */
    static Optional<String> of(String condition) {
        if (condition.isBlank()) {
            return Optional.of("is blank; leave it null for no condition");
        }
        if (condition.length() > LONGEST) {
            return Optional.of("has to be at most " + LONGEST + " characters long");
        }
        StringBuilder outside = new StringBuilder();
        Optional<String> shape = shape(condition, outside);
        return shape.isPresent() ? shape : clauses(outside.toString());
    }

    /** Collects what stands outside of literals. */
    private static Optional<String> shape(String condition, StringBuilder outside) {
        Deque<Character> open = new ArrayDeque<>();
        boolean literal = false;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (literal) {
                i += c == '\\' ? 1 : 0;
                literal = c != '\'';
                continue;
            }
            literal = c == '\'';
            outside.append(literal ? ' ' : c);
            if (c == '(') {
                open.push(c);
            } else if (c == ')' && open.poll() == null) {
                return Optional.of("closes a parenthesis that it has not opened");
            } else if (c < ' ' && !Character.isWhitespace(c) || ";{}[]\"`\\".indexOf(c) >= 0) {
                return Optional.of("holds a character that SOQL has no use for outside of a literal");
            }
        }
        return literal
                ? Optional.of("has a literal that is not closed; write \\' for a quote within one")
                : open.isEmpty() ? Optional.empty() : Optional.of("leaves a parenthesis open");
    }

    private static Optional<String> clauses(String outside) {
        Matcher words = WORD.matcher(outside);
        while (words.find()) {
            if (CLAUSES.contains(words.group().toLowerCase(Locale.ROOT))) {
                return Optional.of("is a condition only; it cannot hold " + words.group().toUpperCase(Locale.ROOT));
            }
        }
        Matcher clause = TWO_WORDS.matcher(outside);
        return clause.find()
                ? Optional.of("is a condition only; it cannot hold " + clause.group().toUpperCase(Locale.ROOT))
                : Optional.empty();
    }
}
