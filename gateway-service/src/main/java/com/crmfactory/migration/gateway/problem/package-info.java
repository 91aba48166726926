/** Every error of the API as a problem document. */
package com.crmfactory.migration.gateway.problem;
