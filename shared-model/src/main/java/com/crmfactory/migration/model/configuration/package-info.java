/** What will be migrated and how: the document that the user edits. */
package com.crmfactory.migration.model.configuration;
