/** A POST that is sent again is carried out once: the header Idempotency-Key. */
package com.crmfactory.migration.gateway.idempotency;
