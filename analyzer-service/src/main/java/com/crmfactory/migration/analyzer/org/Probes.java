package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.crmfactory.migration.analyzer.risk.Measure;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.Question;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The questions about one object's records: only what its describe shows to be askable, and few enough for two or three
 * API calls. Pure.
 */
final class Probes {
    /** Salesforce pages no aggregate: what groups more finely than this is known in part. */
    static final int MOST_GROUPS = 2_000;
    private static final int COUNTED_AT_ONCE = 100;
    private static final int MOST_PICKLISTS = 10;
    private static final int MOST_LONG_TEXTS = 5;
    private static final int LONG_TEXT = 4_000;
    private static final Set<String> ARCHIVING = Set.of("Task", "Event");
    private static final Set<String> NAMED_PLACES = Set.of("Account", "Contact", "Lead");
    private static final Set<String> AGING = Set.of("Account", "Contact", "Lead", "Opportunity", "Case");
    /** Types whose home in the CRM is another form, or that people would miss, so that it matters whether it is used. */
    private static final Set<String> UNCOUNTED = Set.of("boolean", "id", "base64", "address", "location");
    private static final List<String> POSTAL_CODES = List.of("BillingPostalCode", "MailingPostalCode", "PostalCode");
    /** Picklists of Salesforce's own that are not migrated or say nothing about the business. */
    private static final String TECHNICAL = ".*(GeocodeAccuracy|SidKey|LocaleKey|EncodingKey)|Recurrence.*";

    private final ObjectDescribe describe;
    private final String from;

    Probes(ObjectDescribe describe) {
        this.describe = describe;
        from = " FROM " + describe.name();
    }

    /** Archived activities are only visible to queryAll, which also shows the recycle bin. */
    private boolean withArchive() {
        return ARCHIVING.contains(describe.name()) && isFilterable("IsDeleted");
    }

    Probe count() {
        String where = withArchive() ? " WHERE IsDeleted = false" : "";
        return new Probe("the number of records", new Question("SELECT COUNT()" + from + where, withArchive()),
                (draft, page) -> draft.records(page.totalSize()));
    }

    /** Asked at once, beside the count. */
    List<Probe> first() {
        List<Probe> probes = new ArrayList<>(filled());
        switch (describe.name()) {
            case "User" -> {
                count("inactive users", Measure.INACTIVE, "IsActive", "IsActive = false").ifPresent(probes::add);
                count("users without an e-mail address", Measure.WITHOUT_EMAIL, "Email", "Email = null")
                        .ifPresent(probes::add);
            }
            case "Account" -> count("person accounts", Measure.PERSONS, "IsPersonAccount", "IsPersonAccount = true")
                    .ifPresent(probes::add);
            case "Contact", "Lead" -> sharedEmails().ifPresent(probes::add);
            case "Task", "Event" -> archived().ifPresent(probes::add);
            default -> {
                // Nothing beyond what is asked of every object.
            }
        }
        owners().ifPresent(probes::add);
        sameNameAndPlace().ifPresent(probes::add);
        if (AGING.contains(describe.name())) {
            count("records that nobody changes", Measure.STALE, "LastModifiedDate", "LastModifiedDate < LAST_N_YEARS:3")
                    .ifPresent(probes::add);
        }
        return probes;
    }

    /** The only questions about an object without a table of its own. */
    List<Probe> ofOthers() {
        boolean prices = describe.name().equals("PricebookEntry")
                && describe.field("Pricebook2Id").filter(book -> book.filterable() && book.relationshipName() != null)
                        .isPresent();
        return prices
                ? List.of(Probe.of("prices of other price books", "SELECT COUNT()" + from
                        + " WHERE Pricebook2.IsStandard = false",
                        (draft, page) -> draft.measure(Measure.OTHER_PRICES, page.totalSize())))
                : List.of();
    }

    /** Asked once it is known which fields are filled at all. */
    List<Probe> second(ProfileDraft draft) {
        List<Probe> probes = new ArrayList<>();
        if (describe.name().equals("Account") && draft.filledIn("Website") > 0) {
            sharedDomains(draft.filledIn("Website")).ifPresent(probes::add);
        }
        probes.addAll(orphans(draft));
        describe.fields().stream().filter(Probes::isAskable).filter(field -> draft.filledIn(field.name()) > 0)
                .sorted((a, b) -> Boolean.compare(a.custom(), b.custom())).limit(MOST_PICKLISTS).map(this::values)
                .forEach(probes::add);
        longestText().ifPresent(probes::add);
        return probes;
    }

    /** Each query counts the values of many fields. */
    private List<Probe> filled() {
        List<String> fields = describe.fields().stream()
                .filter(field -> field.aggregatable() && field.nillable() && !field.calculated()
                        && !UNCOUNTED.contains(field.type()))
                .map(Field::name).toList();
        return IntStream.iterate(0, i -> i < fields.size(), i -> i + COUNTED_AT_ONCE)
                .mapToObj(i -> filled(fields.subList(i, Math.min(fields.size(), i + COUNTED_AT_ONCE)))).toList();
    }

    private Probe filled(List<String> fields) {
        String soql = IntStream.range(0, fields.size()).mapToObj(i -> "COUNT(" + fields.get(i) + ") n" + i)
                .collect(Collectors.joining(", ", "SELECT ", from));
        // Archived records are not in this count: what is empty among the others may be filled there.
        boolean partial = withArchive();
        return Probe.of("which fields are filled", soql, (draft, page) -> {
            JsonNode row = page.records().get(0);
            IntStream.range(0, fields.size()).filter(i -> !partial || row.path("n" + i).asLong() > 0)
                    .forEach(i -> draft.filled(fields.get(i), row.path("n" + i).asLong()));
        });
    }

    private Optional<Probe> count(String about, Measure measure, String field, String condition) {
        return isFilterable(field)
                ? Optional.of(Probe.of(about, "SELECT COUNT()" + from + " WHERE " + condition,
                        (draft, page) -> draft.measure(measure, page.totalSize())))
                : Optional.empty();
    }

    private Optional<Probe> archived() {
        return withArchive() && isFilterable("IsArchived")
                ? Optional.of(new Probe("archived records", new Question("SELECT COUNT()" + from
                        + " WHERE IsArchived = true AND IsDeleted = false", true),
                        (draft, page) -> draft.measure(Measure.ARCHIVED, page.totalSize())))
                : Optional.empty();
    }

    private Optional<Probe> sharedEmails() {
        return isGroupable("Email") && isFilterable("Email")
                ? Optional.of(Probe.of("shared e-mail addresses", "SELECT Email, COUNT(Id) n" + from
                        + " WHERE Email != null GROUP BY Email HAVING COUNT(Id) > 1 LIMIT " + MOST_GROUPS,
                        (draft, page) -> draft.measure(Measure.SHARED_EMAILS, page.records().size())))
                : Optional.empty();
    }

    private Optional<Probe> sameNameAndPlace() {
        String code = POSTAL_CODES.stream().filter(this::isGroupable).findFirst().orElse(null);
        return NAMED_PLACES.contains(describe.name()) && code != null && isFilterable(code) && isGroupable("Name")
                ? Optional.of(Probe.of("records of the same name and postal code", "SELECT Name, " + code
                        + ", COUNT(Id) n" + from + " WHERE " + code + " != null GROUP BY Name, " + code
                        + " HAVING COUNT(Id) > 1 LIMIT " + MOST_GROUPS,
                        (draft, page) -> draft.measure(Measure.SAME_NAME_AND_PLACE, page.records().size())))
                : Optional.empty();
    }

    /** Sites are compared by their domain; where there are too many to list, only as they are written. */
    private Optional<Probe> sharedDomains(long sites) {
        if (!isGroupable("Website") || !isFilterable("Website")) {
            return Optional.empty();
        }
        boolean listable = sites <= MOST_GROUPS;
        return Optional.of(Probe.of("shared domains", "SELECT Website, COUNT(Id) n" + from
                + " WHERE Website != null GROUP BY Website" + (listable ? "" : " HAVING COUNT(Id) > 1") + " LIMIT "
                + MOST_GROUPS, (draft, page) -> draft.measure(Measure.SHARED_DOMAINS, Domains.shared(page.records()))));
    }

    private Optional<Probe> owners() {
        return isGroupable("OwnerId")
                ? Optional.of(Probe.of("who owns the records", "SELECT OwnerId, COUNT(Id) n" + from
                        + " GROUP BY OwnerId LIMIT " + MOST_GROUPS,
                        (draft, page) -> page.records().stream()
                                .filter(row -> row.hasNonNull("OwnerId"))
                                .forEach(row -> draft.owner(row.get("OwnerId").asText(), row.path("n").asLong()))))
                : Optional.empty();
    }

    /** Records whose parent is deleted, or hidden from the user. */
    private List<Probe> orphans(ProfileDraft draft) {
        Set<String> imported = new HashSet<>(TargetCatalogue.defaultObjects());
        imported.remove("User");
        return describe.fields().stream()
                .filter(field -> !field.custom() && field.filterable() && field.relationshipName() != null
                        && field.referenceTo().size() == 1 && imported.contains(field.referenceTo().get(0))
                        && !field.name().equals("MasterRecordId") && draft.filledIn(field.name()) > 0)
                .map(field -> Probe.of("orphans of " + field.name(),
                        "SELECT COUNT()" + from + " WHERE " + field.name() + " != null AND "
                                + field.relationshipName() + ".Id = null",
                        (found, page) -> found.orphans(field.name(), page.totalSize())))
                .toList();
    }

    private static boolean isAskable(Field field) {
        return field.type().equals("picklist") && field.groupable() && !field.name().matches(TECHNICAL);
    }

    private Probe values(Field field) {
        String where = withArchive() ? " WHERE IsDeleted = false" : "";
        BiConsumer<ProfileDraft, QueryPage> reading = (draft, page) -> draft.values(field.name(),
                page.records().stream().filter(row -> row.hasNonNull(field.name())).collect(Collectors
                        .toMap(row -> row.get(field.name()).asText(), row -> row.path("n").asLong(), Long::sum)));
        return new Probe("the values of " + field.name(), new Question("SELECT " + field.name() + ", COUNT(Id) n" + from
                + where + " GROUP BY " + field.name() + " LIMIT " + MOST_GROUPS, withArchive()), reading);
    }

    /** Long texts cannot be measured in SOQL; a look at the latest records gives an idea. */
    private Optional<Probe> longestText() {
        List<String> fields = describe.fields().stream()
                .filter(field -> field.type().equals("textarea") && field.length() > LONG_TEXT && !field.calculated())
                .map(Field::name).limit(MOST_LONG_TEXTS).toList();
        boolean sortable = describe.field("LastModifiedDate").filter(Field::sortable).isPresent();
        return fields.isEmpty() || !sortable
                ? Optional.empty()
                : Optional.of(Probe.of("the longest texts", "SELECT " + String.join(", ", fields) + from
                        + " ORDER BY LastModifiedDate DESC LIMIT 20",
                        (found, page) -> found.measure(Measure.LONGEST_TEXT, page.records().stream()
                                .flatMapToLong(row -> fields.stream().mapToLong(field -> row.path(field).asText("")
                                        .length()))
                                .max().orElse(0))));
    }

    private boolean isFilterable(String field) {
        return describe.field(field).filter(Field::filterable).isPresent();
    }

    private boolean isGroupable(String field) {
        return describe.field(field).filter(Field::groupable).isPresent();
    }
}
