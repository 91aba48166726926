package com.crmfactory.migration.simulator.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.ObjectSpecs;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Organization;
import com.crmfactory.migration.simulator.org.SetupTables;
import com.crmfactory.migration.simulator.org.Table;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An org of any size whose rows are made as they are read, deterministic by seed, with the troubles of real orgs: orphans,
 * cycles, queue owners, people who left, unknown picklist values, texts that break naive parsers.
 */
public final class GeneratedOrg {

    private static final Organization ORGANIZATION = new Organization("00D5g000009GenAEAS", "Generated sample org",
            "Enterprise Edition", true, "CS42");

    private GeneratedOrg() {
    }

    /** @param scale thousands of accounts */
    public static Org of(double scale, long seed) {
        return of(scale, seed, 0);
    }

    /**
     * @param objects custom objects are added until the data API has so many objects
     */
    public static Org of(double scale, long seed, int objects) {
        World world = new World(scale, seed);
        Map<String, ObjectDescribe> describes = ObjectSpecs.read("generated-objects.txt");
        People people = new People(world, describes);
        Sales sales = new Sales(world, describes);
        Service service = new Service(world, describes);
        Activities activities = new Activities(world, describes);
        List<Table> tables = new ArrayList<>(
                List.of(people.users(), people.groups(), people.accounts(), people.contacts(), people.leads(),
                        sales.products(), sales.pricebooks(), sales.pricebookEntries(), sales.opportunities(),
                        sales.lineItems(), sales.contactRoles(),
                        sales.campaigns(), sales.invoices(), sales.payments(), service.cases(), service.comments(),
                        service.emails(),
                        activities.tasks(), activities.events()));
        tables.forEach(table -> describes.remove(table.describe().name()));
        describes.remove("Organization");
        tables.add(SetupTables.organization(ORGANIZATION));
        tables.addAll(new Setup(describes).data());
        tables.addAll(FurtherObjects.make(objects - tables.size(), seed));
        return new Org(ORGANIZATION, tables, SetupTables.tooling(Setup.tooling(), tables), limits(world), null);
    }

    /** Enterprise Edition: 100,000 calls a day and 1,000 more for each licence. Source: facts §3. */
    private static ObjectNode limits(World world) {
        long calls = 100_000 + 1_000 * world.size(Kind.USER);
        ObjectNode limits = JsonNodeFactory.instance.objectNode();
        limits.putObject("DailyApiRequests").put("Max", calls).put("Remaining", calls);
        return limits;
    }
}
