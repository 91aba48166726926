package com.crmfactory.migration.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CustomFieldTypeTest {

    @ParameterizedTest
    @CsvSource({"boolean,0,CHECKBOX", "currency,0,CURRENCY", "double,0,NUMBER", "int,0,NUMBER", "long,0,NUMBER",
            "percent,0,NUMBER", "date,0,DATE", "email,80,EMAIL", "url,255,URL", "picklist,255,PICKLIST",
            "textarea,255,LONG_TEXT", "textarea,32768,LONG_TEXT"})
    void givesSalesforceTypesTheirHome(String type, int length, CustomFieldType home) {
        assertThat(CustomFieldType.of(type, length)).isEqualTo(home);
    }

    @ParameterizedTest
    @CsvSource({"string,80", "string,255", "phone,40", "datetime,0", "time,0", "reference,18", "encryptedstring,175",
            "id,18", "location,0", "address,0", "a type of a later release,0"})
    void keepsTypesWithoutAHomeAsText(String type, int length) {
        assertThat(CustomFieldType.of(type, length)).isEqualTo(CustomFieldType.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"string,255,TEXT", "string,256,LONG_TEXT", "multipicklist,4099,LONG_TEXT", "string,1300,LONG_TEXT"})
    void keepsWhatIsLongerThan255CharactersAsLongText(String type, int length, CustomFieldType home) {
        assertThat(CustomFieldType.of(type, length)).isEqualTo(home);
    }

    @ParameterizedTest
    @EnumSource(CustomFieldType.class)
    void isNamedAsTheCrmNamesIt(CustomFieldType type) {
        assertThat(type.wire()).isIn("text", "long_text", "number", "currency", "date", "checkbox", "picklist", "url",
                "email");
    }
}
