/** Carries decisions out: state and messages in one transaction, then everybody is told. */
package com.crmfactory.migration.gateway.change;
