package com.crmfactory.migration.salesforce;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.crmfactory.migration.model.FailureType;

/** Builds and checks every URL that a call to one org goes to. */
final class OrgUrls {
    static final String TOO_LONG = "query_too_long";
    /** Salesforce refuses a URI, or a URI with its headers, beyond this many bytes (414, 431). */
    static final int MAX_URI_AND_HEADERS = 16_384;

    /** What may stand as it is in a query value; space becomes +, and the separators & ; = + % # are always escaped. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,()'*:/?@!$";
    private static final Pattern API_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15,18}");

    private final URI origin;
    private final String apiVersion;

    OrgUrls(URI origin, String apiVersion) {
        this.origin = origin;
        this.apiVersion = apiVersion;
    }

    URI at(String path) {
        return URI.create(origin + path);
    }

    /** @throws IllegalStateException if no API version was chosen */
    URI data(String path) {
        if (apiVersion == null) {
            throw new IllegalStateException("Choose an API version first: SalesforceClient.newestSupported()");
        }
        return at("/services/data/v" + apiVersion + path);
    }

    /**
     * @throws SalesforceException
     *             {@code query_too_long}
     */
    URI soql(String resource, String soql, AccessToken token) {
        String path = resource + "?q=" + encoded(soql);
        if (!fits(path, token)) {
            throw tooLong();
        }
        return data(path);
    }

    static SalesforceException tooLong() {
        return SalesforceException.of(TOO_LONG, FailureType.REQUEST, "The query is too long for one request.",
                "Ask for fewer fields at a time, or use the Bulk API.");
    }

    /** Whether path and query under the data root can be sent: the URI in the request line and again in the headers' sum. */
    boolean fits(String path, AccessToken token) {
        int headers = 512 + token.reveal().length();
        return data("").toString().length() + path.length() + headers <= MAX_URI_AND_HEADERS;
    }

    /**
     * A link that Salesforce gave or a caller kept. Only a path under {@code /services/} of this very org is followed.
     *
     * @throws SalesforceException
     *             {@code sf_foreign_link}
     */
    URI link(String link) {
        URI target = resolve(link);
        boolean sameOrigin = origin.getScheme().equalsIgnoreCase(target.getScheme())
                && origin.getHost().equalsIgnoreCase(target.getHost()) && origin.getPort() == target.getPort()
                && target.getRawUserInfo() == null;
        if (!sameOrigin || !target.getRawPath().startsWith("/services/data/")
                || target.getRawPath().matches(".*(\\.\\.|//|%2[eEfF]|%5[cC]).*")) {
            throw foreign();
        }
        return target;
    }

    private URI resolve(String link) {
        try {
            return origin.resolve(link);
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
    }

    private static SalesforceException foreign() {
        return SalesforceException.of("sf_foreign_link", FailureType.REQUEST,
                "A link leads out of the org; the token was not sent there.", "Start the query again.");
    }

    static String apiName(String name) {
        return required(API_NAME, name, "an API name");
    }

    static String id(String id) {
        return required(ID, id, "a Salesforce id");
    }

    private static String required(Pattern pattern, String text, String what) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("Not " + what);
        }
        return text;
    }

    /** Escapes only what must be, so that wide SELECTs fit. */
    static String encoded(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + value.length() / 8);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b == ' ') {
                encoded.append('+');
            } else if (b > 0 && PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(Character.forDigit(b >> 4 & 0xf, 16))
                        .append(Character.forDigit(b & 0xf, 16));
            }
        }
        return encoded.toString();
    }
}
