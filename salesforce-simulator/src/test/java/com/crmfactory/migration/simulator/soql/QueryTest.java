package com.crmfactory.migration.simulator.soql;

import static com.crmfactory.migration.simulator.org.SampleOrgs.account;
import static com.crmfactory.migration.simulator.org.SampleOrgs.caseId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.SampleOrgs;

class QueryTest {

    private static final Org ORG = SampleOrgs.small();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    private static Query query(String soql) {
        return Query.of(soql, false, ORG::table, CLOCK);
    }

    private static List<String> rows(Query query) {
        List<String> lines = new ArrayList<>();
        RowResult rows = query.rows();
        rows.forEach(rows.page(RowResult.START, Long.MAX_VALUE),
                row -> lines.add(String.join("|",
                        query.columns().stream().map(column -> String.valueOf(column.value().at(row))).toList())));
        return lines;
    }

    private static List<String> rows(String soql) {
        return rows(query(soql));
    }

    private static List<String> groups(String soql) {
        return query(soql).groups().stream().map(group -> String.join("|",
                group.values().stream().map(value -> value.name() + "=" + value.value()).toList())).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {"Name = 'BETA' # beta",
            "Name != 'beta' # Alpha, \"Inc\";Gamma", "Name LIKE 'g%' # Gamma",
            "Name LIKE '_eta' # beta", "Name LIKE '%\"Inc\"' # Alpha, \"Inc\"",
            "Name IN ('beta', 'gamma') # beta;Gamma", "Industry NOT IN ('Banking') # beta;Gamma",
            "Industry = null # beta", "Industry != null # Alpha, \"Inc\";Gamma",
            "AnnualRevenue > 1000 # Alpha, \"Inc\";beta", "AnnualRevenue = 350000000 # beta",
            "AnnualRevenue <= 20.0 # Gamma", "AnnualRevenue IN (20, 1000.50) # Alpha, \"Inc\";Gamma",
            "VIP__c = true # Alpha, \"Inc\"",
            "CreatedDate < 2024-02-01T00:00:00Z # Alpha, \"Inc\"",
            "CreatedDate >= 2024-02-01T01:00:00+01:00 # beta;Gamma", "CreatedDate = TODAY # Gamma",
            "CreatedDate < LAST_N_YEARS:1 # Alpha, \"Inc\";beta",
            "CreatedDate = 2024-01-31T23:59:59.000Z # Alpha, \"Inc\"",
            "Interests__c INCLUDES ('Golf') # Alpha, \"Inc\"",
            "Interests__c INCLUDES ('Golf;Chess', 'Opera') # Alpha, \"Inc\"",
            "Interests__c EXCLUDES ('Golf') # beta;Gamma", "NOT Name = 'beta' # Alpha, \"Inc\";Gamma",
            "Industry = 'Energy' OR (VIP__c = true AND Name LIKE 'Alpha%') # Alpha, \"Inc\";Gamma",
            "Owner.Name = 'Gone Gil' # beta", "Parent.Name LIKE 'Alpha%' # beta",
            "Id IN (SELECT AccountId FROM Case WHERE Status = 'Closed') # beta",
            "CALENDAR_YEAR(CreatedDate) = 2026 # Gamma", "BillingCity = 'berlin' # Alpha, \"Inc\""})
    void selectsTheRowsThatTheFilterMeans(String where, String names) {
        assertThat(rows("SELECT Name FROM Account WHERE " + where)).containsExactly(names.strip().split(";"));
    }

    @Test
    void takesIdsOfFifteenAndEighteenCharacters() {
        assertThat(rows("SELECT Name FROM Account WHERE Id = '" + account(2) + "'")).containsExactly("beta");
        assertThat(rows("SELECT Name FROM Account WHERE Id = '" + account(2).substring(0, 15) + "'"))
                .containsExactly("beta");
        assertThat(rows("SELECT Name FROM Account WHERE Id > '" + account(1) + "' ORDER BY Id LIMIT 1"))
                .containsExactly("beta");
        assertThat(rows("SELECT Name FROM Account WHERE ParentId = '" + account(1) + "'")).containsExactly("beta");
    }

    @Test
    void followsParentsAndPolymorphicParents() {
        assertThat(rows("SELECT CaseNumber, Account.Name, Owner.Name, Owner.Type, Account.Owner.Name FROM Case"))
                .containsExactly(
                        "00001001|Alpha, \"Inc\"|Support Queue|Group|Ada Admin",
                        "00001002|beta|Ada Admin|User|Gone Gil", "00001003|null|Gone Gil|User|null");
        assertThat(rows("SELECT What.Type, What.Name, Who.Name FROM Task"))
                .containsExactly("Account|Alpha, \"Inc\"|null");
        assertThat(rows("SELECT a.Name, a.Owner.Name FROM Account a WHERE a.Name = 'beta'"))
                .containsExactly("beta|Gone Gil");
        assertThat(rows("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Orphan'"))
                .containsExactly("Orphan|null");
    }

    @Test
    void hidesDeletedRecordsAndArchivedActivitiesUnlessAskedForAll() {
        assertThat(rows("SELECT Subject FROM Task")).containsExactly("Call 1");
        assertThat(rows(Query.of("SELECT Subject FROM Task WHERE IsDeleted = false", true, ORG::table, CLOCK)))
                .containsExactly("Call 1", "Call 2");
        assertThat(rows(Query.of("SELECT Subject FROM Task", true, ORG::table, CLOCK))).hasSize(4);
        assertThat(rows("SELECT Subject FROM Task ALL ROWS")).hasSize(4);
        assertThat(rows("SELECT Name FROM Account")).doesNotContain("Deleted");
    }

    @Test
    void ordersAndCuts() {
        assertThat(rows("SELECT Name FROM Account ORDER BY Name DESC")).containsExactly("Gamma", "beta",
                "Alpha, \"Inc\"");
        assertThat(rows("SELECT Name FROM Account ORDER BY AnnualRevenue")).containsExactly("Gamma", "Alpha, \"Inc\"",
                "beta");
        assertThat(rows("SELECT Name FROM Account ORDER BY Industry NULLS LAST, Name"))
                .containsExactly("Alpha, \"Inc\"", "Gamma", "beta");
        assertThat(rows("SELECT Name FROM Account ORDER BY Industry")).startsWith("beta");
        assertThat(rows("SELECT Name FROM Account ORDER BY Name LIMIT 1 OFFSET 1")).containsExactly("beta");
        assertThat(rows("SELECT Name FROM Account LIMIT 2")).hasSize(2);
        assertThat(query("SELECT Name FROM Account LIMIT 2").rows().total()).isEqualTo(2);
    }

    @Test
    void countsAndGroups() {
        assertThat(query("SELECT COUNT() FROM Account").rows().total()).isEqualTo(3);
        assertThat(groups("SELECT Status, COUNT(Id) c FROM Case GROUP BY Status ORDER BY COUNT(Id) DESC"))
                .containsExactly("Status=New|c=2", "Status=Closed|c=1");
        assertThat(groups("SELECT Status, COUNT(Id) FROM Case GROUP BY Status HAVING COUNT(Id) > 1"))
                .containsExactly("Status=New|expr0=2");
        assertThat(groups(
                "SELECT COUNT(Industry) a, COUNT_DISTINCT(OwnerId) b, MIN(Name) c, MAX(CreatedDate) d, SUM(AnnualRevenue) e FROM Account"))
                .containsExactly("a=2|b=2|c=Alpha, \"Inc\"|d=2026-06-01T08:00:00.000Z|e=350001020.5");
        assertThat(groups("SELECT Owner.Type, COUNT(Id) FROM Case GROUP BY Owner.Type"))
                .containsExactly("Type=Group|expr0=1", "Type=User|expr0=2");
        assertThat(groups(
                "SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) n FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)"))
                .containsExactly("expr0=2024|n=2", "expr0=2026|n=1");
        assertThat(groups("SELECT MIN(Id) FROM Contact WHERE LastName = 'nobody'")).containsExactly("expr0=null");
    }

    @Test
    void readsInPagesThatStartAnywhere() {
        RowResult rows = query("SELECT Id FROM Account").rows();
        RowResult.Page first = rows.page(RowResult.START, 2);
        RowResult.Page second = rows.page(first.next(), 2);
        assertThat(first.count()).isEqualTo(2);
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.next().delivered()).isEqualTo(3);
        assertThat(rows.page(first.next(), 2)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
            "SELECT Id FROM Nothing # INVALID_TYPE # 16 # sObject type 'Nothing' is not supported",
            "SELECT Nothing FROM Account # INVALID_FIELD # 8 # No such column 'Nothing' on entity 'Account'",
            "SELECT Id, Nobody.Name FROM Account # INVALID_FIELD # 12 # Didn't understand relationship 'Nobody' in field path",
            "SELECT Id, What.Foo__c FROM Task # INVALID_FIELD # 12 # No such column 'Foo__c' on entity 'Name'",
            "SELECT Id FROM Account WHERE Description = 'x' # INVALID_FIELD # 30 # field 'Description' can not be filtered in a query call",
            "SELECT COUNT(Id) FROM Account GROUP BY AnnualRevenue # INVALID_FIELD # 40 # field 'AnnualRevenue' can not be grouped in a query call",
            "SELECT Id FROM Account ORDER BY Description # INVALID_FIELD # 33 # field 'Description' can not be sorted in a query call",
            "SELECT COUNT(VIP__c) FROM Account # INVALID_FIELD # 8 # field VIP__c does not support aggregate operator COUNT",
            "SELECT Name, COUNT(Id) FROM Account # MALFORMED_QUERY # 8 # Field must be grouped or aggregated: Name",
            "SELECT Id FROM Account WHERE VIP__c = 'true' # INVALID_FIELD # 30 # must be of type boolean and should not be enclosed in quotes",
            "SELECT Id FROM Account WHERE Name = 5 # INVALID_FIELD # 30 # must be of type string and should be enclosed in quotes",
            "SELECT Id FROM Account WHERE CreatedDate > 2024-01-01 # INVALID_FIELD # 30 # must be of type dateTime",
            "SELECT Id FROM Account foo bar # MALFORMED_QUERY # 28 # unexpected token: 'bar'",
            "SELECT Id FROM Account LIMIT # MALFORMED_QUERY # 29 # unexpected token: '<EOF>'"})
    void refusesAsSalesforceDoes(String soql, String code, int column, String message) {
        assertThatThrownBy(() -> {
            Query query = query(soql);
            rows(query);
            query.groups();
        }).isInstanceOfSatisfying(SoqlException.class, refusal -> assertThat(refusal.errorCode()).isEqualTo(code))
                .hasMessageContaining("ERROR at Row:1:Column:" + column + "\n")
                .hasMessageContaining(message);
    }

    @Test
    void drawsTheCaretUnderThePlaceAsTheRecordedAnswerDoes() {
        assertThatThrownBy(() -> query("select count() from XYZZY")).hasMessage(
                "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\nsObject type 'XYZZY' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.");
    }

    @Test
    void allFieldsNeedALimit() {
        assertThatThrownBy(() -> query("SELECT FIELDS(ALL) FROM Account")).hasMessageContaining("LIMIT of at most 200");
        assertThat(query("SELECT FIELDS(CUSTOM) FROM Account LIMIT 200").columns()).isNotEmpty()
                .allMatch(column -> column.name().matches(".*__[cs]"));
        assertThat(rows("SELECT Id FROM Case WHERE Id = '" + caseId(2) + "'")).containsExactly(caseId(2));
    }
}
