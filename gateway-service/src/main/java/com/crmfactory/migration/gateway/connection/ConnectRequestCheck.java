package com.crmfactory.migration.gateway.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.problem.Violation;
import com.crmfactory.migration.salesforce.AccessToken;

/** Whether a grant has all it needs, and nothing that it would silently ignore; all violations at once. */
final class ConnectRequestCheck {
    private static final int LONGEST = 1_000;
    private static final Set<String> LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");

    private final ConnectRequest request;
    private final SalesforceApp app;
    private final List<Violation> violations = new ArrayList<>();

    private ConnectRequestCheck(ConnectRequest request, SalesforceApp app) {
        this.request = request;
        this.app = app;
    }

    static Grant grant(ConnectRequest request, SalesforceApp app) {
        return new ConnectRequestCheck(request, app).check();
    }

    /** These grants end at the org itself. */
    static void requireMyDomain(Grant grant, String host) {
        boolean needed = grant == Grant.CLIENT_CREDENTIALS || grant == Grant.ACCESS_TOKEN;
        if (needed && LOGIN_HOSTS.contains(host)) {
            throw Refusal.unprocessable("oauth_wrong_domain",
                    "This way of connecting works only at the org's My Domain.",
                    "Use https://yourcompany.my.salesforce.com as login_url.",
                    List.of(new Violation("login_url", "has to be the org's My Domain")));
        }
    }

    private Grant check() {
        if (isBlank(request.loginUrl())) {
            add("login_url", "is needed: https://login.salesforce.com, or the org's My Domain");
        }
        Grant grant = Grant.of(request.grant()).orElse(null);
        if (grant == null) {
            add("grant", "has to be authorization_code, client_credentials, jwt_bearer or access_token");
        } else {
            check(grant);
        }
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
        return grant;
    }

    private void check(Grant grant) {
        switch (grant) {
            case AUTHORIZATION_CODE -> {
                requireApp(false);
                refuse("username", request.username(), grant);
                refuse("sf_access_token", request.sfAccessToken(), grant);
            }
            case CLIENT_CREDENTIALS -> {
                requireApp(true);
                refuse("username", request.username(), grant);
                refuse("sf_access_token", request.sfAccessToken(), grant);
            }
            case JWT_BEARER -> {
                requireKey();
                refuse("client_secret", request.clientSecret(), grant);
                refuse("sf_access_token", request.sfAccessToken(), grant);
            }
            case ACCESS_TOKEN -> {
                requireToken();
                refuse("client_id", request.clientId(), grant);
                refuse("client_secret", request.clientSecret(), grant);
                refuse("username", request.username(), grant);
            }
        }
    }

    private void requireApp(boolean secretNeeded) {
        requireClientId();
        boolean own = request.clientId() != null;
        if (own && request.clientSecret() == null && secretNeeded) {
            add("client_secret", "is needed with client_id");
        }
        if (!own && request.clientSecret() != null) {
            add("client_secret", "belongs to a client_id, which is missing");
        }
        if (!own && secretNeeded && app.clientId().isPresent() && app.clientSecret().isEmpty()) {
            add("client_id", "is needed: this installation's app has no secret");
        }
        if (request.clientSecret() != null && isUnfit(request.clientSecret())) {
            add("client_secret", "has to be one line of at most " + LONGEST + " characters");
        }
    }

    private void requireClientId() {
        if (request.clientId() == null && app.clientId().isEmpty()) {
            add("client_id", "is needed: this installation has no app of its own");
        }
        if (request.clientId() != null && isUnfit(request.clientId())) {
            add("client_id", "has to be one line of at most " + LONGEST + " characters");
        }
    }

    private void requireKey() {
        requireClientId();
        if (app.privateKey().isEmpty()) {
            add("grant", "is not possible: this installation has no key to sign with");
        }
        if (isBlank(request.username()) || isUnfit(request.username())) {
            add("username", "is needed: the Salesforce user to log in as");
        }
    }

    private void requireToken() {
        try {
            AccessToken.of(request.sfAccessToken());
        } catch (IllegalArgumentException e) {
            // Its message does not repeat the text, but the caller gets ours with the field's name.
            add("sf_access_token", "is needed: one line without blanks");
        }
    }

    private void refuse(String field, String value, Grant grant) {
        if (value != null) {
            add(field, "is not used by " + grant.wire());
        }
    }

    private void add(String field, String message) {
        violations.add(new Violation(field, message));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static boolean isUnfit(String text) {
        return text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ');
    }
}
