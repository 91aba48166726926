/** Where a Salesforce field goes in the CRM: pure, from a describe to a suggestion. */
package com.crmfactory.migration.analyzer.mapping;
