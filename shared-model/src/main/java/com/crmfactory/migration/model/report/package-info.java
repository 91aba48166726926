/** The readiness report, in the shape that the API publishes. */
package com.crmfactory.migration.model.report;
