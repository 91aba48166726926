/** How ready objects and the whole org are: pure, from mappings and findings to scores, level, plan and timeline. */
package com.crmfactory.migration.analyzer.readiness;
