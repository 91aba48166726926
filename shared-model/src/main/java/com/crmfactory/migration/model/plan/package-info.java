/** The order in which objects are migrated. */
package com.crmfactory.migration.model.plan;
