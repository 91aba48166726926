package com.crmfactory.migration.salesforce;

/**
 * What a failed call showed, before it is understood.
 *
 * @param status
 *            HTTP status, or 0 if there was no answer
 * @param errorCode
 *            Salesforce's or OAuth's own word, or null
 * @param text
 *            what the answer said, for matching only; may hold customer data, so it goes nowhere else
 * @param thrown
 *            what the network threw, or null
 */
record Symptom(int status, String errorCode, String text, Throwable thrown) {

    static Symptom of(Throwable thrown) {
        return new Symptom(0, null, "", thrown);
    }

    @Override
    public String toString() {
        return "Symptom[status=%d, errorCode=%s]".formatted(status, errorCode);
    }
}
