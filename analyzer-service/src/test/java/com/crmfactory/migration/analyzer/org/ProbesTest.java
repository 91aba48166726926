package com.crmfactory.migration.analyzer.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/** What is asked, and that nothing is asked which the describe does not show. */
class ProbesTest {

    @Test
    void asksOnlyForFieldsThatAreThere() {
        List<Probe> probes = new Probes(Describes.of("Contact", "Id id", "LastName string")).first();

        assertThat(probes).extracting(probe -> probe.question().soql()).isEmpty();
    }

    @Test
    void asksAboutEmailsOwnersNamesAndAge() {
        ObjectDescribe contact = Describes.of("Contact", "Id id", "Name string", "Email email nillable",
                "MailingPostalCode string nillable", "OwnerId reference ->User", "LastModifiedDate datetime");

        assertThat(new Probes(contact).first()).extracting(probe -> probe.question().soql()).containsExactly(
                "SELECT COUNT(Email) n0, COUNT(MailingPostalCode) n1 FROM Contact",
                "SELECT Email, COUNT(Id) n FROM Contact WHERE Email != null GROUP BY Email HAVING COUNT(Id) > 1 LIMIT 2000",
                "SELECT OwnerId, COUNT(Id) n FROM Contact GROUP BY OwnerId LIMIT 2000",
                "SELECT Name, MailingPostalCode, COUNT(Id) n FROM Contact WHERE MailingPostalCode != null"
                        + " GROUP BY Name, MailingPostalCode HAVING COUNT(Id) > 1 LIMIT 2000",
                "SELECT COUNT() FROM Contact WHERE LastModifiedDate < LAST_N_YEARS:3");
    }

    @Test
    void archivedActivitiesAreCountedWithTheOthers() {
        Probe count = new Probes(Describes.of("Task", "Id id", "IsDeleted boolean")).count();

        assertThat(count.question().queryAll()).isTrue();
        assertThat(count.question().soql()).isEqualTo("SELECT COUNT() FROM Task WHERE IsDeleted = false");
    }

    @Test
    void aFieldThatNoRecordUsesIsNotAskedForItsValues() {
        Probes probes = new Probes(
                Describes.of("Account", "Rating picklist nillable =Hot|Cold", "Type picklist nillable"));
        ProfileDraft draft = new ProfileDraft(0);
        draft.records(5);
        draft.filled("Rating", 0);
        draft.filled("Type", 2);

        assertThat(probes.second(draft)).extracting(Probe::about).containsExactly("the values of Type");
    }

    @Test
    void noObjectTakesMoreThanSixCalls() {
        Stream<ObjectDescribe> describes = Stream.concat(Describes.generated().stream(),
                Describes.recorded().stream().map(Describes::read));
        describes.forEach(describe -> {
            Probes probes = new Probes(describe);
            ProfileDraft draft = new ProfileDraft(100);
            int first = calls(1 + probes.first().size());
            assertThat(first + calls(probes.second(draft).size())).as(describe.name()).isLessThanOrEqualTo(6);
        });
    }

    private static int calls(int questions) {
        return (questions + Interview.AT_ONCE - 1) / Interview.AT_ONCE;
    }
}
