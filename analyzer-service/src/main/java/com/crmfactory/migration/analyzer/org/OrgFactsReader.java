package com.crmfactory.migration.analyzer.org;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.crmfactory.migration.model.report.Automation;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.Limit;
import com.crmfactory.migration.salesforce.Question;
import com.crmfactory.migration.salesforce.Reply;
import com.crmfactory.migration.salesforce.SObject;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

/** Reads what concerns the org as a whole: allowances, queues, users, files, automation. */
public final class OrgFactsReader {
    /** Five calls' worth; the owners beyond are taken to be active. */
    private static final int MOST_USERS = 10_000;

    private final OpenOrg open;
    private final SalesforceOrg org;
    private final boolean last;

    /**
     * @param last
     *            nobody will ask again: what is not answered now stays unknown
     */
    public OrgFactsReader(OpenOrg open, boolean last) {
        this.open = open;
        this.org = open.org();
        this.last = last;
    }

    /**
     * @param queues
     *            queue id to name
     * @param users
     *            user id to what it is; empty if they cannot be listed
     * @param files
     *            kind of file or note to its number of records; a kind that Salesforce did not count is absent
     */
    public record Reading(Map<String, Limit> limits, Map<String, String> queues, Map<String, Person> users,
            Map<String, Long> files, Automation automation) {

        /** What is left of an allowance; null if the org does not say. */
        public Long remaining(String limit) {
            return limits.containsKey(limit) ? limits.get(limit).remaining() : null;
        }
    }

    /** A user as the owner of records. */
    public record Person(boolean active, boolean hasEmail) {
    }

    /**
     * @param userFields
     *            what the org shows of its users: {@code IsActive}, {@code Email}
     */
    public Uni<Reading> read(Collection<String> userFields) {
        return queues().chain(
                queues -> users(userFields).chain(users -> files().chain(files -> new AutomationReader(open, last)
                        .read().chain(automation -> limits()
                                .map(limits -> new Reading(limits, queues, users, files, automation))))));
    }

    private Uni<Map<String, Limit>> limits() {
        return Refusal.spare(org.limits(), last, Map::of);
    }

    private Uni<Map<String, String>> queues() {
        if (!open.shows("Group")) {
            return Uni.createFrom().item(Map.of());
        }
        Uni<Map<String, String>> queues = org.describe("Group").chain(group -> {
            boolean askable = group.field("Name").isPresent() && group.field("Type").filter(Field::filterable)
                    .isPresent();
            return askable
                    ? Rows.all(org, org.query("SELECT Id, Name FROM Group WHERE Type = 'Queue'"))
                    : Uni.createFrom().item(List.<JsonNode>of());
        }).map(rows -> {
            Map<String, String> names = new TreeMap<>();
            rows.forEach(row -> names.put(row.path("Id").asText(), row.path("Name").asText()));
            return names;
        });
        return Refusal.spare(queues, last, Map::of);
    }

    private Uni<Map<String, Person>> users(Collection<String> fields) {
        if (!open.shows("User")) {
            return Uni.createFrom().item(Map.of());
        }
        String soql = Stream.concat(Stream.of("Id"), fields.stream().sorted())
                .collect(Collectors.joining(", ", "SELECT ", " FROM User LIMIT " + MOST_USERS));
        Uni<Map<String, Person>> users = Rows.all(org, org.query(soql)).map(rows -> {
            Map<String, Person> people = new HashMap<>();
            rows.forEach(row -> people.put(row.path("Id").asText(),
                    new Person(row.path("IsActive").asBoolean(true),
                            !fields.contains("Email") || row.hasNonNull("Email"))));
            return people;
        });
        return Refusal.spare(users, last, Map::of);
    }

    private Uni<Map<String, Long>> files() {
        List<SObject> kinds = Inventory.of(open.global()).files();
        if (kinds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Question> questions = kinds.stream()
                .map(kind -> new Question("SELECT COUNT() FROM " + kind.name(), false)).toList();
        return Refusal.spare(org.queryTogether(questions), last, List::of).map(replies -> {
            Map<String, Long> counts = new TreeMap<>();
            for (int i = 0; i < replies.size(); i++) {
                if (replies.get(i) instanceof Reply.Answered answered) {
                    counts.put(kinds.get(i).name(), answered.page().totalSize());
                }
            }
            return counts;
        });
    }
}
