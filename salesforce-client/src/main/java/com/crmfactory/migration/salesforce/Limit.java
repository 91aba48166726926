package com.crmfactory.migration.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One entry of {@code /limits}; accurate within about five minutes. The unit is in the entry's name. */
public record Limit(@JsonProperty("Max") long max, @JsonProperty("Remaining") long remaining) {
}
