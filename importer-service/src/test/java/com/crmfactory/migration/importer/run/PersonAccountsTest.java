package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.PersonContacts.Shared;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.Transform;

class PersonAccountsTest {
    private static final int MANY = 500;
    private static final ObjectConfiguration ACCOUNT = object("Account", "accounts",
            field("Name", "name"), field("PersonContactId", "custom_fields.person_contact_id"),
            field("PersonEmail", "custom_fields.person_email"), field("Tier__pc", "custom_fields.tier_pc"),
            field("PersonBirthdate", "custom_fields.person_birthdate"), field("Region__c", "custom_fields.region"));
    private static final ObjectConfiguration CONTACT = object("Contact", "contacts", field("Email", "email"),
            field("Tier__c", "custom_fields.tier"), field("Birthdate", "birthdate"),
            field("Region__c", "custom_fields.region"));

    @Test
    void theHalvesShareWhatSalesforceNamesAfterThePerson() {
        assertThat(PersonAccounts.shared(ACCOUNT, CONTACT)).containsExactly(new Shared("person_email", "email", null),
                new Shared("tier_pc", null, "tier"));
    }

    @Test
    void theHalvesShareAsManyValuesAsThereAre() {
        FieldMapping[] ofAccount = IntStream.range(0, MANY).mapToObj(i -> field("F" + i + "__pc",
                "custom_fields.f" + i + "_pc")).toArray(FieldMapping[]::new);
        FieldMapping[] ofContact = IntStream.range(0, MANY).mapToObj(i -> field("F" + i + "__c",
                "custom_fields.f" + i)).toArray(FieldMapping[]::new);
        assertThat(PersonAccounts.shared(object("Account", "accounts", ofAccount),
                object("Contact", "contacts", ofContact))).hasSize(MANY)
                .endsWith(new Shared("f" + (MANY - 1) + "_pc", null, "f" + (MANY - 1)));
    }

    @Test
    void withoutTheIdOfItsContactNobodyIsAPerson() {
        assertThat(PersonAccounts.contactId(ACCOUNT)).contains("person_contact_id");
        assertThat(PersonAccounts.contactId(CONTACT)).isEmpty();
    }

    private static ObjectConfiguration object(String name, String target, FieldMapping... fields) {
        return new ObjectConfiguration(name, true, target, null, List.of(fields), null);
    }

    private static FieldMapping field(String field, String target) {
        return new FieldMapping(field, target, Transform.TEXT, null, null, null);
    }
}
