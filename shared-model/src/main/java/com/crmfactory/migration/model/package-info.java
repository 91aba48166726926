/**
 * The words of the system: records and pure functions that every service shares. Nothing here does I/O, and nothing but
 * the JDK and Jackson's annotations is used. JSON names are the {@code snake_case} of the component names; each reader
 * and writer configures its mapper so.
 */
package com.crmfactory.migration.model;
