package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.salesforce.GlobalDescribe;
import com.crmfactory.migration.salesforce.SObject;

/**
 * What describeGlobal says about the org, sorted by what will be done about it. Pure.
 *
 * @param defaults
 *            objects with a table in the CRM, in the catalogue's order
 * @param candidates
 *            other objects that may hold business data, by name; analysed if they have records
 * @param files
 *            objects that hold files or notes, which are only counted
 * @param hidden
 *            objects with a table in the CRM that this user cannot query
 * @param leftOut
 *            everything else, each with the reason
 */
public record Inventory(List<SObject> defaults, List<SObject> candidates, List<SObject> files, List<String> hidden,
        List<LeftOut> leftOut) {
    private static final Set<String> FILES = Set.of("ContentDocument", "Attachment", "Note", "ContentNote");
    private static final Map<String, String> SPECIAL = Map.of(
            "ContentVersion", "files are counted as ContentDocument and not migrated yet",
            "ContentDocumentLink", "files are counted as ContentDocument and not migrated yet");
    /** Business data without a page layout of its own, which {@code layoutable} would not tell. */
    private static final Set<String> BUSINESS = Set.of("AccountContactRole", "AccountContactRelation",
            "AccountTeamMember", "CampaignMemberStatus", "CaseContactRole", "CaseTeamMember", "ContractContactRole",
            "OpportunityContactRole", "OpportunityTeamMember", "OpportunitySplit", "Partner", "OrderItem",
            "QuoteLineItem", "Pricebook2", "PricebookEntry");
    /** Has a page layout, but belongs to Salesforce's own workings. */
    private static final Set<String> WORKINGS = Set.of("Report", "Dashboard", "DashboardComponent", "Organization",
            "UserAppMenuItem", "UserProvisioningRequest", "EmailTemplate", "Folder", "Group", "Profile", "UserRole",
            "RecordType", "BusinessHours", "Holiday", "Calendar", "ListEmail", "DuplicateRecordSet",
            "DuplicateRecordItem", "FlowInterview", "FlowOrchestrationInstance", "FlowOrchestrationWorkItem");
    private static final Map<String, String> SUFFIXES = new TreeMap<>(Map.of("__mdt", "a custom metadata type",
            "__e", "a platform event", "__x", "an external object: its records are not in Salesforce",
            "__b", "a big object", "__kav", "knowledge articles are not migrated yet", "__ka", "a knowledge article"));
    /** For orgs that do not tell {@code associateEntityType}. */
    private static final Pattern COMPANION = Pattern.compile(".+?(__)?(ChangeEvent|Feed|History|Share|Tag)");

    /** Sorts what the org shows. */
    public static Inventory of(GlobalDescribe global) {
        Map<String, SObject> defaults = new TreeMap<>(Comparator.comparing(TargetCatalogue.defaultObjects()::indexOf));
        List<SObject> candidates = new ArrayList<>();
        List<SObject> files = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (SObject object : global.sobjects()) {
            String reason = reason(object);
            if (reason == null && TargetCatalogue.defaultObjects().contains(object.name())) {
                defaults.put(object.name(), object);
            } else if (reason == null) {
                candidates.add(object);
            } else {
                leftOut.add(new LeftOut(object.name(), reason));
                if (FILES.contains(object.name()) && object.queryable()) {
                    files.add(object);
                }
            }
        }
        candidates.sort(Comparator.comparing(SObject::name));
        return new Inventory(List.copyOf(defaults.values()), List.copyOf(candidates), List.copyOf(files),
                TargetCatalogue.defaultObjects().stream().filter(name -> !defaults.containsKey(name)).toList(),
                List.copyOf(leftOut));
    }

    /** Why the object is not analysed; null if it is. */
    private static String reason(SObject object) {
        if (object.associateEntityType() != null) {
            return "accompanies " + object.associateParentEntity() + " (" + object.associateEntityType() + ")";
        }
        if (object.customSetting()) {
            return "a custom setting";
        }
        if (object.deprecatedAndHidden()) {
            return "retired by the package that it belongs to";
        }
        if (!object.queryable()) {
            return "cannot be queried";
        }
        if (TargetCatalogue.defaultObjects().contains(object.name())) {
            return null;
        }
        return object.custom() ? customReason(object.name()) : standardReason(object);
    }

    private static String customReason(String name) {
        if (name.endsWith("__c")) {
            return null;
        }
        return SUFFIXES.entrySet().stream().filter(entry -> name.endsWith(entry.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse("of a kind that is not migrated");
    }

    private static String standardReason(SObject object) {
        if (FILES.contains(object.name())) {
            return "counted, not migrated yet";
        }
        if (SPECIAL.containsKey(object.name())) {
            return SPECIAL.get(object.name());
        }
        if (SUFFIXES.keySet().stream().anyMatch(object.name()::endsWith)) {
            return customReason(object.name());
        }
        if (BUSINESS.contains(object.name())) {
            return null;
        }
        if (COMPANION.matcher(object.name()).matches() || WORKINGS.contains(object.name())
                || !object.retrieveable() || !object.layoutable()) {
            return "part of Salesforce's own workings";
        }
        return null;
    }
}
