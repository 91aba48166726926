/** How the services speak to one another: CloudEvents on Kafka, the transactional outbox, sealed tokens. */
package com.crmfactory.migration.messaging;
