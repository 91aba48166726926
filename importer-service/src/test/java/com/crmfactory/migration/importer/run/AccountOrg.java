package com.crmfactory.migration.importer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An org of nothing but accounts whose names and parents a test decides. */
final class AccountOrg {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of("Name", "Website", "Description", "Fax");
    private static final List<String> TIMES = List.of("CreatedDate", "LastModifiedDate");

    private AccountOrg() {
    }

    /**
     * An account.
     *
     * @param parent
     *            number of another one, which need not be there; null for none
     */
    record Account(String name, Integer parent) {
    }

    /** Serves accounts of the numbers from 0. */
    static Simulator serve(Path folder, int accounts, IntFunction<Account> account) throws IOException {
        return Simulator.start(options(folder, accounts, account));
    }

    static SimulatorOptions options(Path folder, int accounts, IntFunction<Account> account) throws IOException {
        Files.createDirectories(folder.resolve("describe"));
        Files.createDirectories(folder.resolve("data"));
        JSON.writeValue(folder.resolve("organization.json").toFile(),
                Map.of("Id", "00D5g000007AbCdEAK", "Name", "Accounts", "IsSandbox", true));
        JSON.writeValue(folder.resolve("describe/Account.json").toFile(),
                Map.of("name", "Account", "keyPrefix", "001", "fields", fields()));
        List<String> lines = new ArrayList<>(List.of("Id,Name,ParentId,CreatedDate,LastModifiedDate"));
        IntStream.range(0, accounts).forEach(number -> lines.add(line(number, account.apply(number))));
        Files.write(folder.resolve("data/Account.csv"), lines);
        return SimulatorOptions.org(folder);
    }

    static String id(int number) {
        return SalesforceId.parse("0015g00000" + String.format("%05d", number)).orElseThrow().value();
    }

    private static List<Map<String, Object>> fields() {
        List<Map<String, Object>> fields = new ArrayList<>(List.of(Map.of("name", "Id", "type", "id"),
                Map.of("name", "AnnualRevenue", "type", "double"),
                Map.of("name", "ParentId", "type", "reference", "referenceTo", List.of("Account")),
                Map.of("name", "OwnerId", "type", "reference", "referenceTo", List.of("User"))));
        TEXTS.forEach(text -> fields.add(Map.of("name", text, "type", "string")));
        TIMES.forEach(time -> fields.add(Map.of("name", time, "type", "datetime")));
        return fields;
    }

    private static String line(int number, Account account) {
        return String.join(",", id(number), account.name(), account.parent() == null ? "" : id(account.parent()),
                "2020-01-01T00:00:00.000Z", "2021-01-01T00:00:00.000Z");
    }
}
