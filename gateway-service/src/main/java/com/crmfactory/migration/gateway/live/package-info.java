/** Live progress: whichever replica changed a migration, PostgreSQL tells all of them, and they their clients. */
package com.crmfactory.migration.gateway.live;
