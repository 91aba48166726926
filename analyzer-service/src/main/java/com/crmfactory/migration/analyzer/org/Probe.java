package com.crmfactory.migration.analyzer.org;

import java.util.function.BiConsumer;

import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.Question;

/**
 * One question about an object's records.
 *
 * @param about
 *            what nobody knows if Salesforce does not answer
 * @param reading
 *            enters the answer
 */
record Probe(String about, Question question, BiConsumer<ProfileDraft, QueryPage> reading) {

    static Probe of(String about, String soql, BiConsumer<ProfileDraft, QueryPage> reading) {
        return new Probe(about, new Question(soql, false), reading);
    }
}
