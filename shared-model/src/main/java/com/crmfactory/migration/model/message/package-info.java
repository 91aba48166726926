/** What the services tell one another on Kafka. */
package com.crmfactory.migration.model.message;
