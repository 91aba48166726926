package com.crmfactory.migration.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who the token belongs to, from {@code /services/oauth2/userinfo}. Any part but the ids may be null. */
public record UserInfo(@JsonProperty("user_id") String userId, @JsonProperty("organization_id") String organizationId,
        @JsonProperty("preferred_username") String username, String name, String email,
        @JsonProperty("user_type") String userType, String language, String locale, String zoneinfo, Boolean active) {
}
