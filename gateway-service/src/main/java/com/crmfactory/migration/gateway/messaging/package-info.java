/** What the other services tell: each message becomes one change of one migration. */
package com.crmfactory.migration.gateway.messaging;
