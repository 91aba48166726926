/** The readiness report as a page for people, and what changed between two of them. Pure: reports in, document out. */
package com.crmfactory.migration.gateway.report;
