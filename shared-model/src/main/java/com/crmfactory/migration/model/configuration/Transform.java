package com.crmfactory.migration.model.configuration;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a Salesforce value becomes a CRM value. Every transform maps blank to null. */
public enum Transform {
    /** As it is, without the characters that PostgreSQL cannot hold. */
    TEXT,
    /** A decimal number, without loss; accepts {@code 3.5E8}. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A calendar day, never shifted by a time zone. */
    DATE,
    /** An instant, in REST's ({@code +0000}) or Bulk's ({@code Z}) form; a day becomes its midnight in UTC. */
    TIMESTAMP,
    /** A text looked up in the value map. */
    PICKLIST,
    /** The selected values as a JSON array. */
    MULTI_PICKLIST,
    /** A case's status; {@code Escalated} also raises the priority to at least {@code high}. */
    CASE_STATUS,
    /** The record that the id points to. */
    REFERENCE,
    /** The user that the id points to, or the queue's name. */
    OWNER;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
