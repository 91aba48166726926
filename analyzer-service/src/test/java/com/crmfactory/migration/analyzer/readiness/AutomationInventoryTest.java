package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.model.report.Automation.Item;

class AutomationInventoryTest {

    @Test
    void countsByKindAndObjectAndListsTheActiveOnesFirst() {
        Automation automation = AutomationInventory.of(List.of(
                AutomationInventory.item(AutomationInventory.FLOW, "Case", "Route", true),
                AutomationInventory.item(AutomationInventory.FLOW, null, "Screen", false),
                AutomationInventory.item(AutomationInventory.APEX_TRIGGER, "Account", "Sync", false),
                AutomationInventory.item(AutomationInventory.WORKFLOW_RULE, "Account", "Mail", null)), 12, List.of());

        assertThat(automation.flows().total()).isEqualTo(2);
        assertThat(automation.flows().active()).isEqualTo(1);
        assertThat(automation.flows().byObject()).containsOnlyKeys("Case");
        assertThat(automation.workflowRules().active()).isNull();
        assertThat(automation.apexTriggers().byObject()).containsEntry("Account", 1L);
        assertThat(automation.apexClasses().total()).isEqualTo(12);
        assertThat(automation.items()).extracting(Item::name).containsExactly("Mail", "Route", "Screen", "Sync");
        assertThat(automation.items()).allMatch(item -> !item.rebuild().isBlank());
    }

    @Test
    void whatAPackageBroughtIsNotRebuiltOneByOne() {
        Item item = AutomationInventory.item(AutomationInventory.APEX_TRIGGER, "Contact", "TDTM_Contact", "npsp", true);

        assertThat(item.name()).isEqualTo("npsp__TDTM_Contact");
        assertThat(item.rebuild()).contains("the installed package npsp");
    }

    @Test
    void theListIsBoundedAndTheCountIsNot() {
        List<Item> many = Stream.generate(() -> AutomationInventory.item(AutomationInventory.FLOW, "Case", "F", true))
                .limit(700).toList();

        assertThat(AutomationInventory.of(many, 0, List.of()).items()).hasSize(500);
        assertThat(AutomationInventory.of(many, 0, List.of()).flows().total()).isEqualTo(700);
    }
}
