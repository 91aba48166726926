package com.crmfactory.migration.analyzer.risk;

import static com.crmfactory.migration.analyzer.risk.Phrases.count;
import static com.crmfactory.migration.analyzer.risk.Phrases.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.Risk;

/** The risks that an object's records show. */
final class RecordRisks {
    private static final int LONG_TEXT = 10_000;
    private static final String GONE = " that is deleted or hidden from this user.";
    /** What the CRM matches or shows records by. */
    private static final Map<String, List<String>> KEY_VALUES = Map.of("Account", List.of("Website", "Phone"),
            "Contact", List.of("AccountId", "Email"), "Lead", List.of("Company", "Email"), "Opportunity",
            List.of("AccountId", "Amount"), "Case", List.of("AccountId", "ContactId", "Subject"), "Product2",
            List.of("ProductCode"), "Task", List.of("Subject"), "Event", List.of("Subject"));

    private final String object;
    private final ObjectMapping mapping;
    private final ObjectProfile profile;
    private final DataFindings data;
    private final List<Risk> risks = new ArrayList<>();

    RecordRisks(String object, ObjectMapping mapping, ObjectProfile profile, DataFindings data) {
        this.object = object;
        this.mapping = mapping;
        this.profile = profile;
        this.data = data;
    }

    /** In a fixed order; none twice. */
    List<Risk> find() {
        certainty();
        duplicates();
        parents();
        missingValues();
        add(RiskCode.ARCHIVED_ACTIVITIES, null, data.measure(Measure.ARCHIVED), "record is archived.",
                "records are archived.");
        add(RiskCode.STALE_RECORDS, null, data.measure(Measure.STALE),
                "record has not been changed for three full calendar years.",
                "records have not been changed for three full calendar years.");
        long longest = data.measure(Measure.LONGEST_TEXT);
        if (longest >= LONG_TEXT) {
            risks.add(RiskCode.LONG_TEXTS.risk(object, null, longest,
                    "The longest text of the records changed last has " + number(longest) + " characters."));
        }
        return risks;
    }

    private void certainty() {
        if (!data.countIsCertain()) {
            risks.add(RiskCode.COUNT_UNCERTAIN.risk(object, null, profile.records(),
                    "Salesforce did not count the records; " + number(profile.records())
                            + " is what its snapshot said some time ago."));
        }
        if (!data.profiled()) {
            add(RiskCode.NOT_PROFILED, null, profile.records(),
                    "record is not asked what its fields hold; every field is taken to be filled.",
                    "records are too many to ask what their fields hold; every field is taken to be filled.");
        }
        List<String> unanswered = data.unanswered().stream().filter(about -> !about.equals("the number of records"))
                .sorted().distinct().toList();
        if (!unanswered.isEmpty()) {
            risks.add(RiskCode.QUESTIONS_UNANSWERED.risk(object, null, unanswered.size(),
                    "Salesforce did not answer what was asked about: " + String.join(", ", unanswered) + "."));
        }
    }

    private void duplicates() {
        add(RiskCode.DUPLICATE_EMAILS, "Email", data.measure(Measure.SHARED_EMAILS),
                "e-mail address stands on more than one record.",
                "e-mail addresses stand on more than one record each.");
        add(RiskCode.DUPLICATE_DOMAINS, "Website", data.measure(Measure.SHARED_DOMAINS),
                "internet domain stands on more than one account.",
                "internet domains stand on more than one account each.");
        add(RiskCode.DUPLICATE_NAMES, "Name", data.measure(Measure.SAME_NAME_AND_PLACE),
                "pair of name and postal code stands on more than one record.",
                "pairs of name and postal code stand on more than one record each.");
    }

    private void parents() {
        data.orphans().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(orphan -> {
            boolean required = mapping.relationships().stream().anyMatch(
                    link -> link.field().equals(orphan.getKey()) && link.required());
            add(required ? RiskCode.REQUIRED_PARENT_MISSING : RiskCode.ORPHANED_REFERENCES, orphan.getKey(),
                    orphan.getValue(), "record points to " + parent(orphan.getKey()) + GONE,
                    "records point to " + parent(orphan.getKey()) + GONE);
        });
    }

    private String parent(String field) {
        return mapping.relationships().stream().filter(link -> link.field().equals(field))
                .map(RelationshipReport::references).map(targets -> "a record of " + String.join(" or ", targets))
                .findFirst().orElse("a record");
    }

    private void missingValues() {
        KEY_VALUES.getOrDefault(object, List.of()).stream().sorted(Comparator.naturalOrder()).forEach(field -> {
            Long filled = profile.filled().get(field);
            if (filled != null) {
                String of = "of " + count(profile.records(), "record");
                add(RiskCode.MISSING_VALUES, field, profile.records() - filled, of + " has no " + field + ".",
                        of + " have no " + field + ".");
            }
        });
    }

    private void add(RiskCode code, String field, long count, String one, String many) {
        if (count > 0) {
            risks.add(code.risk(object, field, count, count(count, one, many)));
        }
    }
}
