package com.crmfactory.migration.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgFolderTest {

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void smallOrg() throws IOException {
        write("organization.json",
                "{\"Id\":\"00D5g000009GenAEAS\",\"Name\":\"Tiny\",\"OrganizationType\":\"Developer Edition\",\"IsSandbox\":true,\"InstanceName\":\"CS7\"}");
        write("describe/Contact.json", ObjectSpecs.read("generated-objects.txt").get("Contact").json().toString());
    }

    @Test
    void readsQuotedRecordsWithLineBreaksAndMakesThePersonsName() throws IOException {
        smallOrg();
        write("data/Contact.csv",
                "\"Id\",\"FirstName\",\"LastName\",\"Description\"\n\"0035g0000000001AAA\",\"Zoë\",\"Lee\",\"a\nb \"\"c\"\"\"\n\"0035g0000000002AAA\",\"\",\"Solo\",\"\"\n");
        Table contacts = OrgFolder.load(folder).table("contact");
        assertThat(contacts.size()).isEqualTo(2);
        assertThat(value(contacts, 0, "Description")).isEqualTo("a\nb \"c\"");
        assertThat(value(contacts, 0, "Name")).isEqualTo("Zoë Lee");
        assertThat(value(contacts, 1, "Name")).isEqualTo("Solo");
        assertThat(value(contacts, 1, "Description")).isNull();
        assertThat(value(contacts, 1, "Email")).isNull();
        assertThat(value(contacts, 1, "IsDeleted")).isEqualTo("false");
    }

    @Test
    void organizationIsARecordToo() throws IOException {
        smallOrg();
        Table organization = OrgFolder.load(folder).table("Organization");
        assertThat(value(organization, 0, "Name")).isEqualTo("Tiny");
        assertThat(value(organization, 0, "IsSandbox")).isEqualTo("true");
    }

    @Test
    void toolingRowsMayEmbedTheirParent() throws IOException {
        smallOrg();
        write("tooling/ValidationRule.json",
                "[{\"Id\":\"03d5g0000000000AAA\",\"ValidationName\":\"V\",\"EntityDefinition\":{\"QualifiedApiName\":\"Case\"}}]");
        Table rules = OrgFolder.load(folder).toolingTable("ValidationRule");
        assertThat(rules.value(0, rules.embedded("EntityDefinition.QualifiedApiName"))).isEqualTo("Case");
        assertThat(OrgFolder.load(folder).toolingTable("WorkflowRule").size()).isZero();
    }

    @Test
    void whatOnlyDescribeGlobalListsIsAnEmptyObject() throws IOException {
        smallOrg();
        write("global.json",
                "{\"sobjects\":[{\"name\":\"Contact\",\"queryable\":true},{\"name\":\"Vehicle\",\"queryable\":true,\"keyPrefix\":\"1Vh\"}]}");
        Org org = OrgFolder.load(folder);
        assertThat(org.global()).hasSize(2);
        assertThat(org.table("Vehicle").size()).isZero();
        assertThat(org.table("Vehicle").describe().keyPrefix()).isEqualTo("1Vh");
        assertThat(org.table("Contact").describe().fields()).hasSizeGreaterThan(10);
    }

    @Test
    void namesTheFileAndTheProblem() throws IOException {
        assertThatThrownBy(() -> OrgFolder.load(folder.resolve("absent"))).hasMessageContaining("absent")
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> OrgFolder.load(folder)).hasMessageContaining("organization.json")
                .hasMessageContaining("is missing");
        write("organization.json", "{\"Id\":\"nonsense\"}");
        assertThatThrownBy(() -> OrgFolder.load(folder)).hasMessageContaining("organization.json")
                .hasMessageContaining("18-character");
        smallOrg();
        write("data/Contact.csv", "\"Id\",\"Nickname\"\n");
        assertThatThrownBy(() -> OrgFolder.load(folder)).hasMessageContaining("Contact.csv")
                .hasMessageContaining("Nickname");
        write("data/Contact.csv", "\"Id\",\"LastName\"\n\"0035g0000000001AAA\"\n");
        assertThatThrownBy(() -> OrgFolder.load(folder)).hasMessageContaining("Contact.csv")
                .hasMessageContaining("Record 2");
        write("data/Contact.csv", "\"Id\"\n");
        write("data/Lead.csv", "\"Id\"\n");
        assertThatThrownBy(() -> OrgFolder.load(folder)).hasMessageContaining("Lead.csv")
                .hasMessageContaining("no describe/Lead.json");
    }

    private static String value(Table table, long row, String field) {
        return table.value(row, table.describe().field(field).index());
    }
}
