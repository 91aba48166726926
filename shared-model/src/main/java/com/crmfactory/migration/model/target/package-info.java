/** The CRM's side: its tables, their columns, and its custom fields. */
package com.crmfactory.migration.model.target;
