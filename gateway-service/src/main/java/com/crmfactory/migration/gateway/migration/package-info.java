/** What a migration is and what may happen to it: pure decisions, no I/O. */
package com.crmfactory.migration.gateway.migration;
