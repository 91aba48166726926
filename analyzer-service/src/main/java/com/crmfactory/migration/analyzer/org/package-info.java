/** Reads the Salesforce org: every call that the analyzer makes is in this package. */
package com.crmfactory.migration.analyzer.org;
