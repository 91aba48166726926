package com.crmfactory.migration.importer.records;

import java.io.StringWriter;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestQuery;

import com.crmfactory.migration.importer.validation.Validations;
import com.crmfactory.migration.model.SalesforceId;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

/** What the gateway may read, on behalf of the tenant that it names. */
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
public class InternalResource {
    private static final int CSV_PAGE = 1_000;
    private static final int LARGEST_PAGE = 200;
    /** First characters of what a spreadsheet calculates (OWASP, CSV Injection). */
    private static final String FORMULA = "=+-@\t\r";

    private final Records records;
    private final Validations validations;
    private final OtherOrgs otherOrgs;

    InternalResource(Records records, Validations validations, OtherOrgs otherOrgs) {
        this.records = records;
        this.validations = validations;
        this.otherOrgs = otherOrgs;
    }

    @GET
    @Path("/migrations/{migration}/validation")
    public Uni<String> validation(@PathParam("migration") String migration,
            @RestQuery("organization_id") UUID organizationId) {
        return validations.latest(organizationId, migration)
                .map(result -> result.orElseThrow(() -> new NotFoundException("not validated yet")));
    }

    @GET
    @Path("/migrations/{migration}/objects/{object}/failures")
    public Uni<FailurePage> failures(@PathParam("migration") String migration, @PathParam("object") String object,
            @RestQuery("organization_id") UUID organizationId, @RestQuery @DefaultValue("0") long cursor,
            @RestQuery @DefaultValue("50") int limit) {
        int size = Math.max(1, Math.min(limit, LARGEST_PAGE));
        return records.failures(organizationId, migration, object, cursor, size + 1).map(rows -> {
            boolean more = rows.size() > size;
            List<Row> page = more ? rows.subList(0, size) : rows;
            return new FailurePage(page.stream().map(Records::view).toList(),
                    more ? String.valueOf(page.get(size - 1).getLong("id")) : null, more);
        });
    }

    /** All failures, streamed; a spreadsheet must not take a cell for a formula. */
    @GET
    @Path("/migrations/{migration}/objects/{object}/failures")
    @Produces("text/csv")
    public Multi<String> failuresAsCsv(@PathParam("migration") String migration, @PathParam("object") String object,
            @RestQuery("organization_id") UUID organizationId) {
        Multi<String> rows = Multi.createBy().repeating()
                .uni(() -> new long[1],
                        last -> records.failures(organizationId, migration, object, last[0], CSV_PAGE)
                                .invoke(page -> last[0] = page.isEmpty()
                                        ? last[0]
                                        : page.get(page.size() - 1).getLong("id")))
                .whilst(page -> page.size() == CSV_PAGE).map(InternalResource::csv);
        return Multi.createBy().concatenating()
                .streams(Multi.createFrom().item("sf_id,field,code,message,hint,attempts\r\n"), rows);
    }

    @GET
    @Path("/records/{sf_id}")
    public Uni<RecordView> record(@PathParam("sf_id") String sfId, @RestQuery("organization_id") UUID organizationId) {
        return SalesforceId.parse(sfId).map(id -> records.find(organizationId, id.value()))
                .orElseThrow(() -> new NotFoundException("no Salesforce id"))
                .map(found -> found.orElseThrow(() -> new NotFoundException("no such record")));
    }

    /** Some ids of records that came to the CRM from Salesforce orgs other than the named one. */
    @GET
    @Path("/ids-of-other-orgs")
    public Uni<OtherOrgs.Sample> idsOfOtherOrgs(@RestQuery("organization_id") UUID organizationId,
            @RestQuery("sf_org_id") String sfOrgId) {
        return otherOrgs.sample(organizationId, sfOrgId);
    }

    private static String csv(List<Row> page) {
        StringWriter text = new StringWriter();
        // What is complete already needs no buffer, whose rest would be lost.
        CsvWriter writer = CsvWriter.builder().bufferSize(0).build(text);
        page.stream().map(Records::view).forEach(failure -> writer.writeRecord(cell(failure.sfId()),
                cell(failure.field()), cell(failure.code()), cell(failure.message()), cell(failure.hint()),
                String.valueOf(failure.attempts())));
        return text.toString();
    }

    private static String cell(String text) {
        return text != null && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
