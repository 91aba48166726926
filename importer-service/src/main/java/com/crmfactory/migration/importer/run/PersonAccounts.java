package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.importer.load.PersonContacts.Shared;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;

/**
 * Which values the two halves of a person account share. Salesforce shows a contact's field {@code X} on the account as
 * {@code PersonX}, and its custom field {@code X__c} as {@code X__pc}. Pure.
 */
final class PersonAccounts {
    private static final String CONTACT = "PersonContactId";
    private static final String PERSON = "Person";
    private static final Set<String> SAME_NAME = Set.of("FirstName", "LastName", "Salutation", "MiddleName", "Suffix");

    private PersonAccounts() {
    }

    /** The account's custom field that says who the person's contact is; empty if the configuration leaves it out. */
    static Optional<String> contactId(ObjectConfiguration account) {
        return account.fields().stream().filter(field -> field.field().equals(CONTACT) && field.isCustom())
                .map(FieldMapping::customKey).findFirst();
    }

    static List<Shared> shared(ObjectConfiguration account, ObjectConfiguration contact) {
        Map<String, FieldMapping> ofContact = contact.fields().stream()
                .collect(Collectors.toMap(FieldMapping::field, Function.identity(), (a, b) -> a));
        List<Shared> shared = new ArrayList<>();
        for (FieldMapping field : account.fields()) {
            FieldMapping other = field.isCustom() ? counterpart(field.field()).map(ofContact::get).orElse(null) : null;
            if (other != null) {
                shared(field, other).ifPresent(shared::add);
            }
        }
        return shared;
    }

    private static Optional<Shared> shared(FieldMapping account, FieldMapping contact) {
        if (contact.isCustom()) {
            return Optional.of(new Shared(account.customKey(), null, contact.customKey()));
        }
        return TargetCatalogue.table("contacts").flatMap(table -> table.column(contact.target()))
                .filter(column -> column.type() == ColumnType.TEXT).map(TargetColumn::name)
                .map(column -> new Shared(account.customKey(), column, null));
    }

    private static Optional<String> counterpart(String field) {
        if (field.endsWith("__pc")) {
            return Optional.of(field.substring(0, field.length() - 2) + "c");
        }
        return SAME_NAME.contains(field)
                ? Optional.of(field)
                : Optional.of(field).filter(name -> name.startsWith(PERSON) && name.length() > PERSON.length())
                        .map(name -> name.substring(PERSON.length()));
    }
}
