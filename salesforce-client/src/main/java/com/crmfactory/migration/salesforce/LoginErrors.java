package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.model.FailureType.ACCESS;
import static com.crmfactory.migration.model.FailureType.REQUEST;
import static com.crmfactory.migration.salesforce.ErrorRow.error;

import java.util.List;

/**
 * The part of the {@link ErrorTable} about logging in. Source of the words: facts §1, help.salesforce.com on connected and
 * external client apps.
 */
final class LoginErrors {
    private static final String NOT_INSTALLED = "The app is not installed in this org, and the user may not approve apps"
            + " that are not.";
    private static final String INSTALL = "Have an administrator install it as an external client app, or give the user"
            + " the permission Approve Uninstalled Connected Apps.";

    static final List<ErrorRow> ROWS = List.of(
            error("invalid_grant").saying("expired access/refresh token").is("oauth_token_expired", ACCESS,
                    "The connection's refresh token has expired, was revoked or was replaced.",
                    "Connect to Salesforce again. An app has five approvals per user: each further connection of the"
                            + " same user ends the oldest."),
            error("invalid_grant|invalid_request").saying("code verifier|authorization code").is("oauth_code_invalid",
                    ACCESS, "The log-in took too long or was used twice.", "Connect to Salesforce again."),
            error("invalid_grant").saying("assertion|audience").is("oauth_assertion_invalid", ACCESS,
                    "Salesforce does not accept the signed assertion.",
                    "Check that the app holds the certificate of this installation's key, and that the clocks agree."),
            error("access_denied").saying("end-user denied").is("oauth_denied", ACCESS,
                    "The user did not allow the access.", "Connect again and choose Allow."),
            error("OAUTH_APP_ACCESS_DENIED|OAUTH_APP_BLOCKED").is("oauth_app_blocked", ACCESS,
                    "An administrator of the org does not let this user use the app.",
                    "Unblock the app under Setup > Connected Apps OAuth Usage, or assign it to the user's profile."),
            error("invalid_grant|invalid_client|unauthorized_client|access_denied")
                    .saying("api (is |access )?(not enabled|disabled)").is("sf_api_disabled", ACCESS,
                            "API access is switched off for this org or this user.",
                            "Give the user the API Enabled permission; Professional Edition needs the API add-on."),
            error("invalid_token|unsupported_token_type").is("oauth_token_unknown", REQUEST,
                    "Salesforce does not know this token any more.", "Nothing is left to revoke."),
            error("invalid_grant").saying("authentication failure").is("oauth_authentication_failed", ACCESS,
                    "Salesforce does not accept these credentials.", "Check user, password and security token."),
            error("invalid_grant").saying("ip restricted").is("oauth_ip_restricted", ACCESS,
                    "The org does not allow log-ins from this network address.",
                    "Relax the IP restriction of the profile or the connected app."),
            error("invalid_grant").saying("inactive (user|organization)").is("oauth_inactive", ACCESS,
                    "The Salesforce user or org is inactive.", "Activate it, or connect as another user."),
            error("invalid_grant").saying("not supported on this domain").is("oauth_wrong_domain", ACCESS,
                    "This way of connecting works only at the org's My Domain.",
                    "Use https://yourcompany.my.salesforce.com as the log-in URL."),
            error("invalid_grant").saying("no client credentials user").is("oauth_no_run_as_user", ACCESS,
                    "The connected app has no user for the client credentials flow.",
                    "Choose a Run As user in the app's policies."),
            error("invalid_grant|invalid_app_access|access_denied|unauthorized_client")
                    .saying("hasn.t approved|not admin approved").is("oauth_not_approved",
                            ACCESS,
                            "The user has not been approved for the connected app.",
                            "Pre-authorise the user's profile or permission set in the app's policies."),
            error("invalid_client|access_denied|OAUTH_.*").saying("must be installed|OAUTH_APPROVAL_ERROR").is(
                    "oauth_app_not_installed", ACCESS,
                    NOT_INSTALLED, INSTALL),
            error("OAUTH_APPROVAL_ERROR_GENERIC").is("oauth_app_not_installed", ACCESS,
                    NOT_INSTALLED, INSTALL),
            error("access_denied").is("oauth_denied", ACCESS, "The org or the user did not allow the access.",
                    "Connect again and choose Allow; ask an administrator if there is no such choice."),
            error("invalid_client(_id)?").is("oauth_client_unknown", ACCESS,
                    "Salesforce does not know this client id or secret.", "Check the connected app's consumer key."),
            error("redirect_uri_mismatch").is("oauth_redirect_mismatch", ACCESS,
                    "The callback URL is not registered with the connected app.", "Add it to the app's callback URLs."),
            error("invalid_grant").is("oauth_refused", ACCESS, "Salesforce refused to issue a token.",
                    "Connect to Salesforce again."),
            error("invalid_request|unsupported_grant_type|invalid_scope|unauthorized_client").is("oauth_bad_request",
                    REQUEST, "Salesforce refused the log-in request ({errorCode}).",
                    "Check the connected app's OAuth settings."));

    private LoginErrors() {
    }
}
