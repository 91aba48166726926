package com.crmfactory.migration.model.report;

/** An object that is not analysed, and why. */
public record LeftOut(String object, String reason) {
}
