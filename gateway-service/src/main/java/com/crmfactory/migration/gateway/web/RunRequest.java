package com.crmfactory.migration.gateway.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code POST /run} takes. */
@Schema(name = "RunRequest")
record RunRequest(
        @Schema(required = true, examples = "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM") String migrationId,
        @Schema(description = "Only full yet", defaultValue = "full", examples = "full") String mode) {
}
