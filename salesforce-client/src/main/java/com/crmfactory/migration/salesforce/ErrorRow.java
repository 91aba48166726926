package com.crmfactory.migration.salesforce;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.fasterxml.jackson.core.JacksonException;

/**
 * One row of the {@link ErrorTable}: a shape, what it means and what can be done. Empty parts of the shape match
 * anything. In the texts {@code {status}} and {@code {errorCode}} stand for what was seen, {@code {1}} and {@code {2}}
 * for groups of {@code text}, which admit API names only.
 *
 * @param endsToken
 *            the token is dead and is not sent again
 */
record ErrorRow(Set<Integer> statuses, Pattern errorCode, Pattern text, Class<? extends Throwable> thrown, String code,
        FailureType type, Retry retry, boolean endsToken, String message, String hint) {

    private static final int CAUSES = 10;

    static ErrorRow status(Integer... statuses) {
        return shape(Set.of(statuses), null, null);
    }

    static ErrorRow statuses(int first, int last) {
        return status(IntStream.rangeClosed(first, last).boxed().toArray(Integer[]::new));
    }

    static ErrorRow error(String errorCodeRegex) {
        return shape(Set.of(), Pattern.compile(errorCodeRegex), null);
    }

    static ErrorRow thrown(Class<? extends Throwable> type) {
        return shape(Set.of(), null, type);
    }

    static ErrorRow text(String regex) {
        return shape(Set.of(), null, null).saying(regex);
    }

    private static ErrorRow shape(Set<Integer> statuses, Pattern errorCode, Class<? extends Throwable> thrown) {
        return new ErrorRow(statuses, errorCode, null, thrown, null, null, Retry.NEVER, false, null, null);
    }

    ErrorRow saying(String regex) {
        return new ErrorRow(statuses, errorCode, Pattern.compile(regex, Pattern.CASE_INSENSITIVE), thrown, code, type,
                retry, endsToken, message, hint);
    }

    ErrorRow is(String meaning, FailureType kind, String sentence, String remedy) {
        return new ErrorRow(statuses, errorCode, text, thrown, meaning, kind, retry, endsToken, sentence, remedy);
    }

    ErrorRow retried(Retry rule) {
        return new ErrorRow(statuses, errorCode, text, thrown, code, type, rule, endsToken, message, hint);
    }

    ErrorRow endingToken() {
        return new ErrorRow(statuses, errorCode, text, thrown, code, type, retry, true, message, hint);
    }

    boolean matches(Symptom symptom) {
        return (statuses.isEmpty() || statuses.contains(symptom.status()))
                && (errorCode == null
                        || symptom.errorCode() != null && errorCode.matcher(symptom.errorCode()).matches())
                && (text == null || text.matcher(symptom.text()).find())
                && (thrown == null ? symptom.thrown() == null : causedBy(symptom.thrown()));
    }

    private boolean causedBy(Throwable seen) {
        Throwable cause = seen;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (thrown.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    SalesforceException explain(Symptom symptom, Duration retryAfter) {
        Failure failure = new Failure(code, type, filled(symptom), hint);
        // A parser's message quotes the body it choked on, so only the network's own exceptions come along.
        Throwable cause = symptom.thrown() instanceof com.fasterxml.jackson.core.JacksonException
                ? null
                : symptom.thrown();
        return new SalesforceException(failure, symptom.status(), symptom.errorCode(), retryAfter, cause, retry,
                endsToken);
    }

    private String filled(Symptom symptom) {
        String sentence = message.replace("{status}", Integer.toString(symptom.status())).replace("{errorCode}",
                symptom.errorCode() == null ? "no error code" : symptom.errorCode());
        if (text != null) {
            Matcher groups = text.matcher(symptom.text());
            for (int group = 1; groups.find(0) && group <= groups.groupCount(); group++) {
                sentence = sentence.replace("{" + group + "}", groups.group(group));
            }
        }
        return sentence;
    }
}
