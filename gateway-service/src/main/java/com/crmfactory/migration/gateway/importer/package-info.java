/** The only synchronous call to another service: reading what the importer alone knows. */
package com.crmfactory.migration.gateway.importer;
