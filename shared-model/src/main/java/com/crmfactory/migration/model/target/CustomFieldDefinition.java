package com.crmfactory.migration.model.target;

import java.util.List;

/**
 * A custom field that the CRM gets for a source field.
 *
 * @param fieldKey
 *            immutable, snake_case, at most 63 characters
 * @param picklistOptions
 *            null unless {@code dataType} is a picklist
 * @param sfField
 *            API name of the source field
 */
public record CustomFieldDefinition(String fieldKey, String label, CustomFieldType dataType,
        List<String> picklistOptions, boolean required, String description, String sfField) {
}
