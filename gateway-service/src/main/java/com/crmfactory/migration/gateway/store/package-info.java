/** The schema {@code migration}: rows and how they become domain objects. */
package com.crmfactory.migration.gateway.store;
