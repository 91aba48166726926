/** The JSON that clients see; names are a contract. */
package com.crmfactory.migration.gateway.view;
