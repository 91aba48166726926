package com.crmfactory.migration.salesforce;

/** Whether a failed call may be repeated. */
enum Retry {
    NEVER,
    /** The call may have been carried out: repeat it only if that does no harm. */
    IF_IDEMPOTENT,
    /** The call was provably not carried out. */
    ALWAYS
}
