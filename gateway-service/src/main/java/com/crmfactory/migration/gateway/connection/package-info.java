/** Connections to Salesforce: logging in, renewing tokens before anybody else sees them, and revoking them. */
package com.crmfactory.migration.gateway.connection;
