package com.crmfactory.migration.analyzer.risk;

/** What a risk is about; decides which part of the readiness score it costs. */
public enum RiskArea {
    /** Values and owners: the part "data quality". */
    DATA,
    /** Fields and links: counted where the objects are scored, so it costs nothing a second time. */
    MAPPING,
    /** What the Salesforce user may not see: the part "risks". */
    ACCESS,
    /** Volume, allowances and what is left out: the part "risks". */
    SCOPE,
    /** What runs by itself: counted by the part "automation". */
    AUTOMATION
}
