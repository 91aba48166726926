package com.crmfactory.migration.model.plan;

/** A reference that is linked after both sides are loaded. */
public record DeferredReference(String object, String field) {
}
