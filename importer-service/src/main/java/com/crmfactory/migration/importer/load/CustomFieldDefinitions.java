package com.crmfactory.migration.importer.load;

import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Gives the CRM the custom fields that the rows will hold. A definition that is there already stays as its users have
 * made it.
 */
public final class CustomFieldDefinitions {
    /** The CRM has no definitions for these; values are kept in the rows all the same. */
    private static final String WITHOUT_DEFINITIONS = "activities";
    private static final String INSERT = "INSERT INTO crm.custom_field_definitions (id, organization_id, entity_type,"
            + " field_key, label, data_type, picklist_options, required, description, sf_field)"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            + " ON CONFLICT (organization_id, entity_type, field_key) DO NOTHING";

    private final Pool pool;

    public CustomFieldDefinitions(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> add(UUID organizationId, String table, List<CustomFieldDefinition> definitions) {
        if (definitions.isEmpty() || table.equals(WITHOUT_DEFINITIONS)) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(INSERT).executeBatch(
                definitions.stream().map(definition -> row(organizationId, table, definition)).toList())
                .replaceWithVoid();
    }

    private static Tuple row(UUID organizationId, String table, CustomFieldDefinition definition) {
        return Tuple.tuple().addUUID(UuidCreator.getTimeOrderedEpoch()).addUUID(organizationId).addString(table)
                .addString(definition.fieldKey()).addString(definition.label())
                .addString(definition.dataType().wire())
                .addValue(definition.picklistOptions() == null ? null : new JsonArray(definition.picklistOptions()))
                .addBoolean(definition.required()).addString(definition.description())
                .addString(definition.sfField());
    }
}
