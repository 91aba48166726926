package com.crmfactory.migration.salesforce;

import java.util.OptionalLong;

/**
 * @param calls
 *            requests sent by this object under {@code /services/data}, repeats and 304s included: what Salesforce counts
 * @param used
 *            the org's calls in the last 24 h as of the last answer ({@code Sforce-Limit-Info}), all clients together
 * @param limit
 *            the org's allowance in 24 h
 */
public record ApiUsage(long calls, OptionalLong used, OptionalLong limit) {
}
