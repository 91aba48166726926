/** Carries an analysis through: who works on it, in which order, and what happens when something goes wrong. */
package com.crmfactory.migration.analyzer.run;
