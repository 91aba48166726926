package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static com.crmfactory.migration.salesforce.LoopbackOrg.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class CompositeQueriesTest {
    private static final String ANSWER = """
                                         {"compositeResponse":[
                                           {"body":{"totalSize":7,"done":true,"records":[]},"httpHeaders":{},"httpStatusCode":200,"referenceId":"q1"},
                                           {"body":[{"errorCode":"QUERY_TIMEOUT","message":"Your query request was running for too long."}],
                                            "httpHeaders":{},"httpStatusCode":400,"referenceId":"q2"}]}""";

    @Test
    void severalQueriesAreOneCallAndARefusedOneLeavesTheOthersAlone() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(LoopbackOrg.Reply.json(ANSWER));
            SalesforceOrg org = server.org();

            List<Reply> replies = get(org.queryTogether(List.of(new Question("SELECT COUNT() FROM A & B", false),
                    new Question("SELECT COUNT() FROM Task", true))));

            assertThat(((Reply.Answered) replies.get(0)).page().totalSize()).isEqualTo(7);
            assertThat(((Reply.Refused) replies.get(1)).refusal().failure().code()).isEqualTo("sf_query_timeout");
            assertThat(server.seen).hasSize(1);
            assertThat(server.seen.get(0).body()).contains("/services/data/v67.0/query?q=SELECT+COUNT()+FROM+A+%26+B",
                    "/services/data/v67.0/queryAll?q=SELECT+COUNT()+FROM+Task", "\"allOrNone\":false");
            assertThat(org.usage().calls()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerWithoutEveryPartIsTriedAgainAndThenUnreadable() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.always(request -> LoopbackOrg.Reply.json("{\"compositeResponse\":[]}"));

            assertThat(failure(server.org().queryTogether(List.of(new Question("SELECT COUNT() FROM A", false))))
                    .failure().code()).isEqualTo("sf_unreadable_answer");
            assertThat(server.seen).hasSize(3);
        }
    }

    @Test
    void moreThanSalesforceAllowsIsNeverSent() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            List<Question> six = Collections.nCopies(6, new Question("SELECT COUNT() FROM A", false));

            assertThatThrownBy(() -> get(server.org().queryTogether(six)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.seen).isEmpty();
        }
    }

    @Test
    void theUsersIdIsReadOffTheIdentityUrl() throws IOException {
        try (LoopbackOrg server = new LoopbackOrg()) {
            server.reply(LoopbackOrg.Reply.json("{\"identity\":\"https://login.salesforce.com/id/00D000000000001EAA/"
                    + "005000000000001AAA\",\"query\":\"/services/data/v67.0/query\"}"),
                    LoopbackOrg.Reply.json("{\"query\":\"/services/data/v67.0/query\"}"));

            assertThat(get(server.org().userId())).contains("005000000000001AAA");
            assertThat(get(server.org().userId())).isEmpty();
        }
    }
}
