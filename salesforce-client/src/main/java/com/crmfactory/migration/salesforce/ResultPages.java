package com.crmfactory.migration.salesforce;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Up to five pages of a finished Bulk job, at sizes that Salesforce chooses, for fetching several at once with
 * {@link SalesforceOrg#resultPage}.
 *
 * @param locators
 *            empty for the job's first page
 * @param next
 *            where the list goes on, for {@link SalesforceOrg#resultPages}; empty if it is complete
 */
public record ResultPages(List<Optional<String>> locators, Optional<String> next) {
    private static final Pattern LOCATOR = Pattern.compile("[?&]locator=([^&]*)");

    public ResultPages {
        locators = List.copyOf(locators);
    }

    /** The documentation's table and its example spell the keys differently; both are read. */
    static ResultPages of(JsonNode answer) {
        List<Optional<String>> locators = new ArrayList<>();
        for (JsonNode link : answer.path("resultPages")) {
            Matcher locator = LOCATOR.matcher(link.path("resultLink").asText(link.path("resultUrl").asText()));
            locators.add(locator.find()
                    ? Optional.of(URLDecoder.decode(locator.group(1), StandardCharsets.UTF_8))
                    : Optional.empty());
        }
        String next = answer.path("nextRecordsUrl").asText(answer.path("nextRecordUrl").asText(""));
        boolean ends = answer.path("done").asBoolean() || next.isEmpty() || "null".equals(next);
        return new ResultPages(locators, ends ? Optional.empty() : Optional.of(next));
    }
}
