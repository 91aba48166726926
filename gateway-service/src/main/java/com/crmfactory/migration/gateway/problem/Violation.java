package com.crmfactory.migration.gateway.problem;

/** What is wrong with one field; {@code field} is its path in the request. */
public record Violation(String field, String message) {
}
