package com.crmfactory.migration.analyzer.risk;

import static com.crmfactory.migration.analyzer.risk.RiskArea.ACCESS;
import static com.crmfactory.migration.analyzer.risk.RiskArea.AUTOMATION;
import static com.crmfactory.migration.analyzer.risk.RiskArea.DATA;
import static com.crmfactory.migration.analyzer.risk.RiskArea.MAPPING;
import static com.crmfactory.migration.analyzer.risk.RiskArea.SCOPE;
import static com.crmfactory.migration.model.report.Severity.BLOCKER;
import static com.crmfactory.migration.model.report.Severity.HIGH;
import static com.crmfactory.migration.model.report.Severity.INFO;
import static com.crmfactory.migration.model.report.Severity.LOW;
import static com.crmfactory.migration.model.report.Severity.MEDIUM;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Severity;

/** Every risk that a report can hold; {@code docs/risks.md} explains each of them. */
public enum RiskCode {
    NOTHING_TO_MIGRATE(BLOCKER, SCOPE,
            "Give the Salesforce user read access to the objects that you want to move, and analyse again."),
    REQUIRED_FIELD_HIDDEN(HIGH, ACCESS,
            "Give the Salesforce user read access to the field, and analyse again."),
    OBJECT_UNREADABLE(HIGH, ACCESS,
            "Give the Salesforce user read access to the object, and analyse again; or leave it out."),
    COUNT_UNCERTAIN(LOW, ACCESS,
            "Analyse again when Salesforce is less busy; the run itself counts what is delivered."),
    SESSION_MAY_END(LOW, ACCESS,
            "Connect with a grant that renews itself instead of a pasted token, or lengthen the session's time-out."),
    API_VERSION_OLD(LOW, ACCESS,
            "Nothing to do on your side; if the URL is a proxy's, let it pass newer versions of the API."),
    OBJECT_HIDDEN(LOW, ACCESS,
            "If your company uses it, give the Salesforce user read access and analyse again."),
    FIELDS_HIDDEN(LOW, ACCESS,
            "Check the field-level security of the Salesforce user: a hidden field is not migrated."),
    AUTOMATION_UNREADABLE(LOW, ACCESS,
            "Give the Salesforce user the View Setup and Configuration permission to have it counted."),
    COUNTS_UNAVAILABLE(INFO, ACCESS,
            "Give the Salesforce user the View Setup and Configuration permission for cheaper counts."),
    API_BUDGET_EXCEEDED(HIGH, SCOPE,
            "Run when more of the org's daily API requests are free, or leave objects out."),
    API_BUDGET_TIGHT(MEDIUM, SCOPE,
            "Run when other integrations need few API requests, so that the org's allowance lasts."),
    BULK_JOBS_TIGHT(MEDIUM, SCOPE, "Run when other integrations need fewer Bulk jobs."),
    BULK_VOLUME_TIGHT(MEDIUM, SCOPE, "Spread the run over several days, or leave objects out."),
    NOT_IN_BULK(INFO, SCOPE, "Nothing to do: it is read over REST, which takes more API requests."),
    LARGE_VOLUME(MEDIUM, SCOPE, "Plan the run for a weekend and run more than one importer."),
    OBJECT_WITHOUT_TABLE(MEDIUM, SCOPE, "Decide whether it becomes a custom object of the CRM or stays behind."),
    EMPTY_OBJECT(INFO, SCOPE, "Nothing to do; leave it out to save a few API requests."),
    FILES_NOT_MIGRATED(MEDIUM, SCOPE, "Export them from Salesforce (Setup > Data Export) before you switch it off."),
    NOTES_NOT_MIGRATED(MEDIUM, SCOPE, "Export them from Salesforce before you switch it off."),
    OTHER_PRICES_LEFT(LOW, SCOPE,
            "The CRM has one price for each product: export the others, or keep them as custom fields of the products."),
    HISTORY_NOT_MIGRATED(INFO, SCOPE, "Export what you have to keep by law from Salesforce."),
    SANDBOX(INFO, SCOPE, "Fine for a rehearsal; its ids are those of production only in a full copy."),
    PERSON_ACCOUNTS(MEDIUM, DATA,
            "Check some of them after the run: each arrives as an account and as its contact."),
    MULTI_CURRENCY(MEDIUM, DATA, "Amounts stay in the record's currency: check totals by currency."),
    INACTIVE_OWNERS(LOW, DATA, "Map the owners who left to somebody, or name a fallback owner."),
    OWNERS_UNKNOWN(LOW, DATA,
            "Let the Salesforce user see all users, or map these owners by hand; else their records have no owner."),
    QUEUE_OWNERS(LOW, DATA, "Create queues of the same names in the CRM before you switch over."),
    CASE_STATUS_UNKNOWN(MEDIUM, DATA, "Map each value to new, open, pending, resolved or closed."),
    CASE_PRIORITY_UNKNOWN(MEDIUM, DATA, "Map each value to low, medium, high or critical."),
    PICKLIST_VALUES_UNKNOWN(LOW, DATA, "Map each value, or leave it: what is not mapped is kept as it is."),
    PICKLIST_VALUE_WITH_COMMA(LOW, DATA, "Rename the option in the CRM after the run, or map the value."),
    PICKLIST_TOO_LONG(LOW, DATA, "Records keep their values; add the missing options in the CRM."),
    DUPLICATE_EMAILS(LOW, DATA, "Merge them in Salesforce, or choose how duplicates are treated."),
    DUPLICATE_DOMAINS(LOW, DATA, "Merge them in Salesforce, or choose how duplicates are treated."),
    DUPLICATE_NAMES(LOW, DATA, "Merge them in Salesforce, or choose how duplicates are treated."),
    REQUIRED_PARENT_MISSING(MEDIUM, DATA,
            "Restore the parents, or let the Salesforce user see them; otherwise these records are rejected."),
    ORPHANED_REFERENCES(LOW, DATA,
            "They arrive without the link; restore the parents, or let the Salesforce user see them."),
    MISSING_VALUES(INFO, DATA, "Complete them in Salesforce where they matter, before or after the move."),
    STALE_RECORDS(INFO, DATA, "Decide whether they are worth moving."),
    LONG_TEXTS(INFO, DATA, "Look at some of them after the run: they are kept in full."),
    NOT_PROFILED(INFO, DATA, "Nothing to do; check duplicates and empty fields of this object yourself."),
    QUESTIONS_UNANSWERED(LOW, DATA,
            "Analyse again; if it lasts, give the Salesforce user the View All Data permission."),
    EMAILS_WITHOUT_CASE(LOW, DATA, "They are kept without a case; export them if you need them elsewhere."),
    ARCHIVED_ACTIVITIES(INFO, DATA, "They are migrated; leave them out with import_archived: false."),
    FORMULA_FIELDS(LOW, MAPPING, "Rebuild in the CRM those that people use."),
    PARTIAL_FIELDS(LOW, MAPPING, "Look through the fields in question; nothing is lost, the form changes."),
    RICH_TEXT_FIELDS(LOW, MAPPING, "Check that the CRM shows their HTML as you expect; pictures stay in Salesforce."),
    GEOLOCATION_FIELDS(LOW, MAPPING, "Latitude and longitude are kept as two numbers; maps have to be set up anew."),
    FILE_FIELDS(MEDIUM, MAPPING, "Export their contents from Salesforce."),
    COMPOUND_FIELDS(INFO, MAPPING, "Nothing to do: street, city, latitude and the like are migrated one by one."),
    ENCRYPTED_FIELDS(MEDIUM, MAPPING,
            "Give the Salesforce user the View Encrypted Data permission, or leave the fields out."),
    RECORD_TYPES(LOW, MAPPING, "Each record keeps its record type's id; add a field for it if people need it."),
    REFERENCES_OUT_OF_SCOPE(LOW, MAPPING,
            "Such records arrive without that link; include the objects if the links matter."),
    REFERENCE_CYCLE(HIGH, MAPPING, "Leave one of the objects out, or accept that their links are set afterwards."),
    AUTOMATION_TO_REBUILD(LOW, AUTOMATION,
            "Decide for each automation whether the CRM needs it, and rebuild it there."),
    COMPLEX_AUTOMATION(MEDIUM, AUTOMATION,
            "Plan time for it: decide for each automation whether the CRM needs it, and rebuild it there.");

    private final Severity severity;
    private final RiskArea area;
    private final String action;

    RiskCode(Severity severity, RiskArea area, String action) {
        this.severity = severity;
        this.area = area;
        this.action = action;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    public RiskArea area() {
        return area;
    }

    public String action() {
        return action;
    }

    /** The code that a report names; empty for one of another release. */
    public static Optional<RiskCode> of(String wire) {
        return Arrays.stream(values()).filter(code -> code.wire().equals(wire)).findFirst();
    }

    /** About the whole org. */
    public Risk risk(long count, String message) {
        return risk(null, null, count, message);
    }

    public Risk risk(String object, String field, long count, String message) {
        return risk(object, field, count, message, action);
    }

    /** With a remedy that fits the case better than the usual one. */
    public Risk risk(String object, String field, long count, String message, String remedy) {
        return new Risk(wire(), severity, object, field, count, message, remedy == null ? action : remedy);
    }
}
