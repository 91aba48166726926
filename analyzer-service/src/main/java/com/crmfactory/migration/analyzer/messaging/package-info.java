/** What the analyzer takes from Kafka. */
package com.crmfactory.migration.analyzer.messaging;
