package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.testing.Org.ACCOUNT;
import static com.crmfactory.migration.gateway.testing.Org.CONTACT;
import static com.crmfactory.migration.gateway.testing.Org.LINE_ITEM;
import static com.crmfactory.migration.gateway.testing.Org.OPPORTUNITY;
import static com.crmfactory.migration.gateway.testing.Org.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;

class ConfigurationCheckTest {
    private static final List<AnalyzedObject> ALL = List.of(USER, ACCOUNT, CONTACT, OPPORTUNITY, LINE_ITEM);

    @Test
    void theSuggestionIsAlwaysRight() {
        assertThat(ConfigurationCheck.of(SuggestedConfiguration.of(ALL), ALL)).isEmpty();
    }

    @Test
    void findsEverythingThatIsWrongWithTheFieldsAtOnce() {
        assertThat(paths(account(
                new FieldMapping("Nope", "name", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "name", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "nowhere", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "revenue", Transform.DATE, null, null, null),
                new FieldMapping("Name", "custom_fields.Bad Key", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "custom_fields.unknown", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "custom_fields.tier", Transform.OWNER, null, null, null),
                new FieldMapping("Name", null, Transform.TEXT, null, null, null),
                new FieldMapping("Name", "country", null, null, null, null),
                new FieldMapping("Name", "industry", Transform.PICKLIST, Map.of(), null, OnUnmapped.DEFAULT),
                new FieldMapping("ParentId", "parent_id", Transform.TEXT, null, null, null))))
                .containsExactly("objects[0].fields[0].field", "objects[0].fields[1].target",
                        "objects[0].fields[2].target", "objects[0].fields[3].transform",
                        "objects[0].fields[4].target", "objects[0].fields[5].target",
                        "objects[0].fields[6].transform", "objects[0].fields[7].target",
                        "objects[0].fields[8].transform", "objects[0].fields[9].default",
                        "objects[0].fields[10].transform");
    }

    @Test
    void findsUnknownRepeatedAndMisplacedObjects() {
        assertThat(paths(new ObjectConfiguration("Nope", true, "accounts", null, List.of(), null),
                new ObjectConfiguration("Account", true, "contacts", null, List.of(), null),
                new ObjectConfiguration("Account", true, "accounts", null, List.of(), null)))
                .containsExactly("objects[0].object", "objects[1].target", "objects[2].object");
    }

    @Test
    void aCustomObjectNeedsALegalKeyThatNoOtherHas() {
        List<AnalyzedObject> org = List.of(ACCOUNT, Org.INVOICE, Org.PAYMENT, Org.CAMPAIGN);
        assertThat(paths(org, ACCOUNT.suggestion(), chosen(Org.INVOICE, "custom_objects.bill"),
                chosen(Org.PAYMENT, "custom_objects.payment"), chosen(Org.CAMPAIGN, "custom_objects.campaign")))
                .isEmpty();
        assertThat(paths(org, ACCOUNT.suggestion(), chosen(Org.INVOICE, "custom_objects.Bad Key"),
                chosen(Org.PAYMENT, "custom_objects.campaign"), chosen(Org.CAMPAIGN, "custom_objects.campaign")))
                .containsExactly("objects[1].target", "objects[3].target");
        assertThat(paths(org, ACCOUNT.suggestion(), chosen(Org.INVOICE, "accounts"), chosen(Org.CAMPAIGN, null)))
                .containsExactly("objects[1].target", "objects[2].target");
    }

    @Test
    void pricesComeAlongWithTheProductsHoweverTheyAreIncluded() {
        List<AnalyzedObject> org = List.of(ACCOUNT, Org.PRICE);
        assertThat(paths(org, ACCOUNT.suggestion(), Org.PRICE.suggestion())).isEmpty();
        for (String target : Arrays.asList("products", "custom_objects.price", null)) {
            assertThat(ConfigurationCheck.of(new MigrationConfiguration(List.of(ACCOUNT.suggestion(),
                    chosen(Org.PRICE, target)), null, null, null), org)).as(target).singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.path()).isEqualTo("objects[1].include");
                        assertThat(finding.message()).contains("prices", "comes along with the table products",
                                "include Product2");
                    });
        }
    }

    @Test
    void aDetailNeedsItsMasterAndALookUpDoesNotNeedItsParent() {
        List<AnalyzedObject> org = List.of(ACCOUNT, CONTACT, Org.INVOICE, Org.PAYMENT);
        assertThat(paths(org, chosen(Org.PAYMENT, "custom_objects.payment"))).containsExactly("objects[0].include");
        MigrationConfiguration completed = IncludedParents.complete(new MigrationConfiguration(
                List.of(chosen(Org.PAYMENT, "custom_objects.payment")), null, null, null), org);
        assertThat(completed.included()).extracting(ObjectConfiguration::object).containsExactly("Payment__c",
                "Invoice__c", "Account");
        assertThat(ConfigurationCheck.of(completed, org)).isEmpty();
    }

    @Test
    void onlyAReferenceCanBeLinked() {
        assertThat(paths(new ObjectConfiguration("Account", true, "accounts", null, List.of(
                new FieldMapping("Tier__c", "custom_fields.tier", Transform.REFERENCE, null, null, null)), null)))
                .containsExactly("objects[0].fields[0].transform");
        assertThat(paths(new ObjectConfiguration("Account", true, "accounts", null, List.of(
                new FieldMapping("ParentId", "custom_fields.tier", Transform.REFERENCE, null, null, null)), null)))
                .isEmpty();
    }

    private static ObjectConfiguration chosen(AnalyzedObject object, String target) {
        return new ObjectConfiguration(object.name(), true, target, null, object.suggestion().fields(), null);
    }

    private static List<String> paths(List<AnalyzedObject> org, ObjectConfiguration... objects) {
        return ConfigurationCheck.of(new MigrationConfiguration(List.of(objects), null, null, null), org).stream()
                .map(ConfigurationCheck.Finding::path).toList();
    }

    @Test
    void anObjectNeedsWhatItRequires() {
        assertThat(paths(LINE_ITEM.suggestion())).containsExactly("objects[0].include");
        assertThat(paths(LINE_ITEM.suggestion(), OPPORTUNITY.suggestion())).isEmpty();
    }

    @Test
    void atLeastOneObjectIsIncluded() {
        assertThat(paths(new ObjectConfiguration("Account", false, "accounts", null, List.of(), null)))
                .containsExactly("objects");
    }

    @Test
    void duplicatesAreRecognisedByTextsThatAreMapped() {
        assertThat(paths(dedup(Deduplication.Action.SKIP, List.of()))).containsExactly("objects[0].dedup.match_on");
        assertThat(paths(dedup(Deduplication.Action.MERGE_FILL_BLANKS, List.of(List.of(), List.of("revenue"),
                List.of("name", "phone"), List.of("domain"), List.of("no_such")))))
                .containsExactly("objects[0].dedup.match_on[0]", "objects[0].dedup.match_on[1]",
                        "objects[0].dedup.match_on[2]", "objects[0].dedup.match_on[4]");
        assertThat(paths(dedup(Deduplication.Action.CREATE, List.of(List.of("revenue"))))).isEmpty();
        assertThat(paths(new ObjectConfiguration("User", true, "users", null, USER.suggestion().fields(),
                new Deduplication(List.of(List.of("name")), Deduplication.Action.SKIP))))
                .containsExactly("objects[0].dedup.action");
    }

    private static ObjectConfiguration dedup(Deduplication.Action action, List<List<String>> matchOn) {
        return new ObjectConfiguration("Account", true, "accounts", null, List.of(
                new FieldMapping("Name", "name", Transform.TEXT, null, null, null),
                new FieldMapping("Name", "website", Transform.TEXT, null, null, null)),
                new Deduplication(matchOn, action));
    }

    @Test
    void aFilterNamesFieldsThatTheObjectHasAndIsAConditionOnly() {
        assertThat(paths(new ObjectConfiguration("Account", true, "accounts",
                new RecordFilter(Instant.EPOCH, Instant.EPOCH, "X = 1) LIMIT 1"), List.of(), null)))
                .containsExactly("objects[0].filter.modified_after", "objects[0].filter.created_after",
                        "objects[0].filter.where");
        assertThat(paths(new ObjectConfiguration("Account", true, "accounts",
                new RecordFilter(null, null, "Name LIKE 'A%'"), List.of(), null))).isEmpty();
    }

    @Test
    void checksOwnersAndOptions() {
        MigrationConfiguration configuration = new MigrationConfiguration(List.of(ACCOUNT.suggestion()),
                new RelationshipOptions(RelationshipOptions.OnMissingParent.FAIL_RECORD, true),
                new OwnerOptions("name", Map.of("nobody", "nothing"), "else"),
                new RunOptions(0, 101, null, null, false, null, null));
        assertThat(ConfigurationCheck.of(configuration, ALL)).extracting(ConfigurationCheck.Finding::path)
                .containsExactly("owners.match_on", "owners.map", "owners.map.nobody", "owners.fallback_owner",
                        "options.max_api_usage_percent", "options.max_failures_percent");
        assertThat(ConfigurationCheck.of(new MigrationConfiguration(List.of(ACCOUNT.suggestion()), null,
                new OwnerOptions("email", Map.of("0055g000000001k", "0192f1a0-0000-7000-8000-00000000000a"),
                        "0192f1a0-0000-7000-8000-00000000000B"),
                null), ALL)).isEmpty();
    }

    private static ObjectConfiguration account(FieldMapping... fields) {
        return new ObjectConfiguration("Account", true, "accounts", null, List.of(fields), null);
    }

    private static List<String> paths(ObjectConfiguration... objects) {
        return ConfigurationCheck.of(new MigrationConfiguration(List.of(objects), null, null, null), ALL).stream()
                .map(ConfigurationCheck.Finding::path).toList();
    }
}
