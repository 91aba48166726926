package com.crmfactory.migration.salesforce;

/** One record type. Every object has the pseudo type {@code Master}, which no record carries. */
public record RecordTypeInfo(String recordTypeId, String name, String developerName, boolean active, boolean available,
        boolean defaultRecordTypeMapping, boolean master) {
}
