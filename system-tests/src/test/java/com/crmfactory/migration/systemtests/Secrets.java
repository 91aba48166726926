package com.crmfactory.migration.systemtests;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a text what must not be there: a secret in clear, or a sealed one where none belongs. */
final class Secrets {

    /** The compact form of a JWE whose key is agreed on: header, no key, vector, what is sealed, tag. */
    static final String SEALED = "eyJ[A-Za-z0-9_-]{10,}\\.\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+";
    private static final Pattern SEALED_ONE = Pattern.compile(SEALED);

    private Secrets() {
    }

    /** What was found, by the beginning of the secret: a failing test must not give it away either. */
    static List<String> in(String text, Collection<String> secrets) {
        List<String> found = new ArrayList<>(inClear(text, secrets));
        if (SEALED_ONE.matcher(text).find()) {
            found.add("something sealed");
        }
        return found;
    }

    static List<String> inClear(String text, Collection<String> secrets) {
        return secrets.stream().filter(text::contains).map(secret -> secret.substring(0, 4) + "…").toList();
    }
}
