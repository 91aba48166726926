/** The HTTP API. */
package com.crmfactory.migration.gateway.web;
