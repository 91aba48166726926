/** The analyzer's state in PostgreSQL. */
package com.crmfactory.migration.analyzer.store;
