/** Disturbs migrations at random and compares what is in the CRM afterwards with an undisturbed migration. */
package com.crmfactory.migration.localstack.chaos;
