package com.crmfactory.migration.analyzer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class ApiNamesTest {

    @Test
    void turnsApiNamesIntoSnakeCase() {
        assertThat(ApiNames.key("AccountNumber")).isEqualTo("account_number");
        assertThat(ApiNames.key("SLAExpirationDate__c")).isEqualTo("sla_expiration_date");
        assertThat(ApiNames.key("Preferred_Language__c")).isEqualTo("preferred_language");
    }

    @Test
    void keepsNamespacesAndTellsContactFieldsOfPersonAccountsApart() {
        assertThat(ApiNames.key("npsp__Foo__c")).isEqualTo("npsp_foo");
        assertThat(ApiNames.key("npo02__Best_Gift_Year__c")).isEqualTo("npo02_best_gift_year");
        assertThat(ApiNames.key("Level__pc")).isEqualTo("level_pc");
        assertThat(ApiNames.key("Place__Latitude__s")).isEqualTo("place_latitude");
    }

    @Property
    void everyKeyIsLegal(
            @ForAll @AlphaChars @NumericChars @Chars('_') @StringLength(min = 1, max = 120) String apiName) {
        assertThat(ApiNames.key(apiName)).matches("[a-z][a-z0-9_]{0,62}");
    }
}
