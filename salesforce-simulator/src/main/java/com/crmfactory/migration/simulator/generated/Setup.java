package com.crmfactory.migration.simulator.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.RowTable;
import com.crmfactory.migration.simulator.org.Table;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The few rows of setup objects: roles, profiles, record types, and the automations that an inventory finds. */
final class Setup {

    private static final String STAMP = "2024-02-01T09:00:00.000Z";

    private final Map<String, ObjectDescribe> describes;

    Setup(Map<String, ObjectDescribe> describes) {
        this.describes = describes;
    }

    static String role(long row) {
        return Ids.of("00E5g0", row);
    }

    static String profile(long row) {
        return Ids.of("00e5g0", row);
    }

    /** The data API's setup objects, all those of the specification that no formula fills; those not named are empty. */
    List<Table> data() {
        Map<String, List<String[]>> rows = new HashMap<>();
        people(rows);
        automations(rows);
        List<Table> tables = new ArrayList<>();
        describes.forEach((name, describe) -> tables.add(table(describe, rows.getOrDefault(name, List.of()))));
        return tables;
    }

    private static void people(Map<String, List<String[]>> rows) {
        rows.put("UserRole",
                List.of(pairs("Id", role(0), "Name", "CEO", "DeveloperName", "CEO", "SystemModstamp", STAMP),
                        pairs("Id", role(1), "Name", "Sales", "ParentRoleId", role(0), "DeveloperName", "Sales",
                                "SystemModstamp", STAMP),
                        pairs("Id", role(2), "Name", "Service", "ParentRoleId", role(0), "DeveloperName", "Service",
                                "SystemModstamp", STAMP)));
        rows.put("Profile",
                List.of(pairs("Id", profile(0), "Name", "System Administrator", "UserType", "Standard",
                        "PermissionsModifyAllData", "true", "PermissionsViewSetup", "true", "CreatedDate", STAMP,
                        "SystemModstamp", STAMP),
                        pairs("Id", profile(1), "Name", "Standard User", "UserType", "Standard", "CreatedDate", STAMP,
                                "SystemModstamp", STAMP)));
        rows.put("QueueSobject", queueObjects());
        rows.put("RecordType", List.of(recordType(0, "Case", "Support"), recordType(1, "Case", "Complaint"),
                recordType(2, "Account", "Partner")));
    }

    private static void automations(Map<String, List<String[]>> rows) {
        rows.put("FlowDefinitionView",
                List.of(flowView(0, "Set_Case_Priority", "AutoLaunchedFlow", "RecordAfterSave", "Case", true),
                        flowView(1, "Account_Process", "Workflow", null, "Account", true),
                        flowView(2, "Contact_Screen", "Flow", null, null, true),
                        flowView(3, "Old_Lead_Process", "Workflow", null, "Lead", false)));
        rows.put("ApexTrigger", triggers());
        rows.put("ApexClass", classes());
        rows.put("ProcessDefinition",
                List.<String[]>of(pairs("Id", Ids.of("04a5g0", 0), "Name", "Discount approval", "DeveloperName",
                        "Discount_approval", "Type", "Approval", "TableEnumOrId", "Opportunity", "State", "Active",
                        "CreatedDate", STAMP, "SystemModstamp", STAMP)));
        rows.put("CaseStatus",
                List.of(pairs("Id", Ids.of("01J5g0", 0), "MasterLabel", "New", "ApiName", "New", "SortOrder", "1",
                        "IsDefault", "true"),
                        pairs("Id", Ids.of("01J5g0", 1), "MasterLabel", "Closed", "ApiName", "Closed", "SortOrder", "5",
                                "IsClosed", "true")));
    }

    private static RowTable table(ObjectDescribe describe, List<String[]> given) {
        List<String[]> rows = new ArrayList<>();
        for (String[] pairs : given) {
            String[] row = new String[describe.fields().size()];
            describe.fields().stream().filter(field -> field.type().equals("boolean"))
                    .forEach(field -> row[field.index()] = "false");
            for (int i = 0; i < pairs.length; i += 2) {
                row[describe.field(pairs[i]).index()] = pairs[i + 1];
            }
            rows.add(row);
        }
        return new RowTable(describe, rows);
    }

    private static String[] pairs(String... pairs) {
        return pairs;
    }

    private static List<String[]> queueObjects() {
        List<String[]> rows = new ArrayList<>();
        for (int queue = 0; queue < World.QUEUES; queue++) {
            for (String object : List.of("Case", "Lead")) {
                rows.add(pairs("Id", Ids.of("03g5g0", rows.size()), "QueueId", Kind.GROUP.id(queue), "SobjectType",
                        object, "CreatedById", Kind.USER.id(0), "SystemModstamp", STAMP));
            }
        }
        return rows;
    }

    private static String[] recordType(long row, String object, String name) {
        return pairs("Id", Ids.of("0125g0", row), "Name", name, "DeveloperName", name, "SobjectType", object,
                "IsActive", "true", "CreatedDate", STAMP, "SystemModstamp", STAMP);
    }

    private static String[] flowView(long row, String name, String type, String trigger, String object,
            boolean active) {
        String version = Ids.of("3015g0", row);
        return pairs("Id", Ids.of("3dd5g0", row), "DurableId", Ids.of("3005g0", row), "ApiName", name, "Label",
                name.replace('_', ' '), "ProcessType", type, "TriggerType", trigger,
                "RecordTriggerType", trigger == null ? null : "CreateAndUpdate", "TriggerObjectOrEventId", object,
                "TriggerObjectOrEventLabel", object,
                "IsActive", String.valueOf(active), "ActiveVersionId", active ? version : null, "LatestVersionId",
                version, "ManageableState", "unmanaged", "LastModifiedDate", STAMP);
    }

    private static List<String[]> triggers() {
        return List.of(trigger(0, "CaseTrigger", null, "Case", "Active"),
                trigger(1, "AccountTrigger", null, "Account", "Active"),
                trigger(2, "OldTrigger", null, "Lead", "Inactive"), trigger(3, "Sync", "erp", "Account", "Active"));
    }

    /** A trigger with a namespace came with an installed package. */
    private static String[] trigger(long row, String name, String namespace, String object, String status) {
        return pairs("Id", Ids.of("01q5g0", row), "Name", name, "NamespacePrefix", namespace, "TableEnumOrId", object,
                "Status", status, "ApiVersion",
                "58.0", "IsValid", "true", "LengthWithoutComments", "812", "UsageAfterUpdate", "true",
                "UsageBeforeInsert", "true");
    }

    private static List<String[]> classes() {
        return List.of(
                pairs("Id", Ids.of("01p5g0", 0), "Name", "CaseService", "Status", "Active", "ApiVersion", "58.0",
                        "IsValid", "true", "LengthWithoutComments", "4210"),
                pairs("Id", Ids.of("01p5g0", 1), "Name", "CaseServiceTest", "Status", "Active", "ApiVersion", "58.0",
                        "IsValid", "true", "LengthWithoutComments", "2100"));
    }

    /** Rows of the Tooling API, in agreement with those of the data API. */
    static Map<String, List<JsonNode>> tooling() {
        Map<String, List<JsonNode>> rows = new HashMap<>();
        rows.put("WorkflowRule",
                List.of(json("Id", Ids.of("01Q5g0", 0), "Name", "Notify owner", "TableEnumOrId", "Case"),
                        json("Id", Ids.of("01Q5g0", 1), "Name", "Welcome mail", "TableEnumOrId", "Contact"),
                        json("Id", Ids.of("01Q5g0", 2), "Name", "Invoice due", "TableEnumOrId", Ids.of("01I5g0", 0))));
        flows(rows);
        List<JsonNode> triggers = new ArrayList<>();
        triggers().forEach(pairs -> triggers.add(json(pairs)));
        rows.put("ApexTrigger", triggers);
        List<JsonNode> classes = new ArrayList<>();
        classes().forEach(pairs -> classes.add(json(pairs)));
        rows.put("ApexClass", classes);
        rows.put("ValidationRule", List.of(validation(0, "Case_needs_subject", "Case", true),
                validation(1, "Website_is_https", "Account", true), validation(2, "Old_rule", "Contact", false)));
        rows.put("CustomObject", List.of(json("Id", Ids.of("01I5g0", 0), "DeveloperName", "Invoice"),
                json("Id", Ids.of("01I5g0", 1), "DeveloperName", "Billing_Setting")));
        return rows;
    }

    private static void flows(Map<String, List<JsonNode>> rows) {
        List<JsonNode> flows = new ArrayList<>();
        List<JsonNode> definitions = new ArrayList<>();
        String[][] all = {{"Set_Case_Priority", "AutoLaunchedFlow", "Active"},
                {"Account_Process", "Workflow", "Active"}, {"Contact_Screen", "Flow", "Active"},
                {"Old_Lead_Process", "Workflow", "Obsolete"}};
        for (int i = 0; i < all.length; i++) {
            boolean active = all[i][2].equals("Active");
            flows.add(json("Id", Ids.of("3015g0", i), "DefinitionId", Ids.of("3005g0", i), "MasterLabel",
                    all[i][0].replace('_', ' '), "ProcessType", all[i][1], "Status", all[i][2], "VersionNumber", "1",
                    "RunInMode", "DefaultMode"));
            definitions.add(json("Id", Ids.of("3005g0", i), "DeveloperName", all[i][0], "ActiveVersionId",
                    active ? Ids.of("3015g0", i) : null, "LatestVersionId", Ids.of("3015g0", i)));
        }
        rows.put("Flow", flows);
        rows.put("FlowDefinition", definitions);
    }

    private static JsonNode validation(long row, String name, String object, boolean active) {
        ObjectNode json = json("Id", Ids.of("03d5g0", row), "ValidationName", name, "Active", String.valueOf(active),
                "EntityDefinitionId", object, "ErrorMessage", "Not like this, please.");
        json.putObject("EntityDefinition").put("QualifiedApiName", object);
        return json;
    }

    private static ObjectNode json(String... pairs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put(pairs[i], pairs[i + 1]);
        }
        return json;
    }
}
