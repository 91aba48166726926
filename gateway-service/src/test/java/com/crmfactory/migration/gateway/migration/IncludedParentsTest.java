package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.testing.Org.ACCOUNT;
import static com.crmfactory.migration.gateway.testing.Org.LINE_ITEM;
import static com.crmfactory.migration.gateway.testing.Org.OPPORTUNITY;
import static com.crmfactory.migration.gateway.testing.Org.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;

class IncludedParentsTest {
    private static final List<AnalyzedObject> ALL = List.of(USER, ACCOUNT, OPPORTUNITY, LINE_ITEM);

    @Test
    void whoeverIncludesAChildIncludesWhatItCannotBeWithout() {
        MigrationConfiguration completed = IncludedParents.complete(of(true, LINE_ITEM.suggestion(),
                new ObjectConfiguration("Opportunity", false, null, null, null, null)), ALL);
        assertThat(completed.included()).containsExactly(LINE_ITEM.suggestion(), OPPORTUNITY.suggestion());
        assertThat(ConfigurationCheck.of(completed, ALL)).isEmpty();
        assertThat(new RunPlan(completed, ALL).plan().waves()).containsExactly(List.of("Opportunity"),
                List.of("OpportunityLineItem"));
    }

    @Test
    void alsoIfTheParentIsNotListedAtAll() {
        assertThat(IncludedParents.complete(of(true, LINE_ITEM.suggestion()), ALL).included())
                .contains(OPPORTUNITY.suggestion());
    }

    @Test
    void whatAReferenceMayLackStaysOut() {
        MigrationConfiguration accounts = of(true, ACCOUNT.suggestion(),
                new ObjectConfiguration("User", false, "users", null, null, null));
        assertThat(IncludedParents.complete(accounts, ALL)).isEqualTo(accounts);
    }

    @Test
    void theUsersOwnChoiceOfFieldsIsKept() {
        ObjectConfiguration chosen = new ObjectConfiguration("Opportunity", false, "opportunities", null,
                OPPORTUNITY.suggestion().fields().subList(0, 1), null);
        assertThat(IncludedParents.complete(of(true, LINE_ITEM.suggestion(), chosen), ALL).included()).last()
                .satisfies(included -> assertThat(included.fields()).isEqualTo(chosen.fields()));
    }

    @Test
    void switchedOffItChangesNothing() {
        MigrationConfiguration configuration = of(false, LINE_ITEM.suggestion());
        assertThat(IncludedParents.complete(configuration, ALL)).isSameAs(configuration);
        assertThat(ConfigurationCheck.of(configuration, ALL)).hasSize(1);
    }

    @Test
    void leavesToTheCheckWhatIsNamedTwiceNotAtAllOrUnknown() {
        for (MigrationConfiguration odd : List.of(of(true, LINE_ITEM.suggestion(), LINE_ITEM.suggestion()),
                of(true, new ObjectConfiguration(null, true, null, null, null, null)),
                of(true, new ObjectConfiguration("Nope", true, null, null, null, null)))) {
            assertThat(IncludedParents.complete(odd, ALL)).isEqualTo(odd);
            assertThat(ConfigurationCheck.of(odd, ALL)).isNotEmpty();
        }
    }

    private static MigrationConfiguration of(boolean automatically, ObjectConfiguration... objects) {
        return new MigrationConfiguration(List.of(objects),
                new RelationshipOptions(OnMissingParent.IMPORT_UNLINKED, automatically), null, null);
    }
}
