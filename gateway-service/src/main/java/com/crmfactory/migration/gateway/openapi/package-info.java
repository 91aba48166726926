/** What the OpenAPI document says beyond the resources' own annotations: conventions that hold for every operation. */
package com.crmfactory.migration.gateway.openapi;
