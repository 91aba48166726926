/** Who may ask, and from where. */
package com.crmfactory.migration.gateway.access;
