/** Measures the product from the outside, each figure beside its baseline in the same run. */
package com.crmfactory.migration.benchmarks;
