package com.crmfactory.migration.importer.transform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

/** Values of the CRM that no single Salesforce field holds. Each fills a blank only. */
final class Derivations {
    private static final Set<String> BELOW_HIGH = Set.of("low", "medium");

    private final List<Rule> rules = new ArrayList<>();

    private interface Rule {
        void apply(String[] cells, String[] values, String[] references);
    }

    /**
     * @param cell
     *            position of a source field in the cells; -1 if it was not read
     */
    Derivations(LoadPlan plan, String object, ToIntFunction<String> cell) {
        switch (plan.table().name()) {
            case "accounts" -> ofAccounts(plan);
            case "opportunities" -> ofOpportunities(plan, cell);
            case "cases" -> ofCases(plan, cell);
            case "activities" -> ofActivities(plan, object);
            case "case_comments" -> ofComments(plan, object, cell);
            default -> {
                // Every other table takes its values as they come.
            }
        }
    }

    void apply(String[] cells, String[] values, String[] references) {
        for (Rule rule : rules) {
            rule.apply(cells, values, references);
        }
    }

    private void ofAccounts(LoadPlan plan) {
        int website = plan.column("website");
        int domain = plan.column("domain");
        if (website >= 0) {
            rules.add((cells, values, references) -> blank(values, domain, domain(values[website])));
        }
        int billing = plan.column("billing_country");
        int country = plan.column("country");
        if (billing >= 0) {
            rules.add((cells, values, references) -> blank(values, country, values[billing]));
        }
    }

    private void ofOpportunities(LoadPlan plan, ToIntFunction<String> cell) {
        int isWon = cell.applyAsInt("IsWon");
        int closed = plan.column("close_date");
        int wonAt = plan.column("won_at");
        if (isWon >= 0 && closed >= 0) {
            rules.add((cells, values, references) -> {
                if ("true".equals(cells[isWon]) && values[closed] != null) {
                    blank(values, wonAt, values[closed] + "T00:00:00.000Z");
                }
            });
        }
    }

    /** An escalated case is open in the CRM, with a priority that says why. */
    private void ofCases(LoadPlan plan, ToIntFunction<String> cell) {
        int status = cell.applyAsInt("Status");
        int priority = plan.column("priority");
        if (status >= 0) {
            rules.add((cells, values, references) -> {
                if ("Escalated".equals(cells[status])
                        && (values[priority] == null || BELOW_HIGH.contains(values[priority]))) {
                    values[priority] = "high";
                }
            });
        }
    }

    private void ofActivities(LoadPlan plan, String object) {
        fill(plan.column("type"), object.equals("Event") ? "event" : "task");
        int about = slot(plan, "related_to_id");
        int account = slot(plan, "account_id");
        if (about >= 0 && account >= 0) {
            rules.add((cells, values, references) -> references[account] = references[about] == null
                    ? references[account]
                    : references[about]);
        }
    }

    /** An e-mail without a text of its own has the text of its HTML; that is kept as it is wherever it is mapped. */
    private void ofComments(LoadPlan plan, String object, ToIntFunction<String> cell) {
        fill(plan.column("kind"), object.equals("EmailMessage") ? "email" : "comment");
        int html = cell.applyAsInt("HtmlBody");
        int body = plan.column("body");
        if (html >= 0 && body >= 0) {
            rules.add((cells, values, references) -> {
                if (values[body] == null && cells[html] != null) {
                    values[body] = HtmlText.of(Cells.storable(cells[html]));
                }
            });
        }
    }

    private void fill(int column, String value) {
        rules.add((cells, values, references) -> blank(values, column, value));
    }

    private static int slot(LoadPlan plan, String column) {
        for (int i = 0; i < plan.slots().size(); i++) {
            ReferenceSlot slot = plan.slots().get(i);
            if (slot.column().equals(column) && slot.parentTarget().equals("accounts")) {
                return i;
            }
        }
        return -1;
    }

    private static void blank(String[] values, int column, String value) {
        if (values[column] == null) {
            values[column] = value;
        }
    }

    /** The host of a web address without {@code www.}; null if there is none to see. */
    static String domain(String website) {
        if (website == null || website.isBlank()) {
            return null;
        }
        String address = website.strip();
        try {
            String host = new URI(address.contains("://") ? address : "http://" + address).getHost();
            if (host == null || !host.contains(".")) {
                return null;
            }
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.startsWith("www.") ? lower.substring(4) : lower;
        } catch (URISyntaxException e) {
            // People write all sorts of things into this field; it is kept as the website.
            return null;
        }
    }
}
