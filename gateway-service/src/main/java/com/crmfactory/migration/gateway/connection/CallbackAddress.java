package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;

import com.crmfactory.migration.gateway.access.LocalProfile;
import com.crmfactory.migration.gateway.problem.Refusal;
import com.crmfactory.migration.gateway.web.Api;

/** The address that Salesforce sends the browser back to; the app has to be registered with exactly this one. */
@ApplicationScoped
class CallbackAddress {
    private static final String PATH = Api.BASE + "/connections/callback";

    private final Optional<URI> publicUrl;
    private final boolean local;

    CallbackAddress(SalesforceAppConfig config, LocalProfile local) {
        this.publicUrl = config.publicUrl();
        this.local = local.isActive();
    }

    /** The caller's own Host is believed only in the local profile, where the door lets nothing but this machine's in. */
    String of(UriInfo uri) {
        if (publicUrl.isPresent()) {
            return publicUrl.get().resolve(PATH).toString();
        }
        if (local) {
            return uri.getBaseUri().resolve(PATH).toString();
        }
        throw Refusal.unprocessable("callback_not_configured",
                "This installation does not know the address under which browsers reach it.",
                "Ask its operator to set GATEWAY_PUBLIC_URL, or use another grant.", null);
    }
}
