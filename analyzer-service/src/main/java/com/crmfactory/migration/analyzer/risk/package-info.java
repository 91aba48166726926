/** What to know before the move: pure. {@code docs/risks.md} is its catalogue. */
package com.crmfactory.migration.analyzer.risk;
