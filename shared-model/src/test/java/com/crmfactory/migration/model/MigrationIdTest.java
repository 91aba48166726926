package com.crmfactory.migration.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD", "mig_00000000000000000000000000",
            "mig_7ZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    void knowsItsOwnShape(String id) {
        assertThat(MigrationId.isWellFormed(id)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "mig_", "01JD5Z8YQ2N7R4T6V9W3X1ABCD", "mig_01JD5Z8YQ2N7R4T6V9W3X1ABC",
            "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCDE", "mig_01jd5z8yq2n7r4t6v9w3x1abcd", "MIG_01JD5Z8YQ2N7R4T6V9W3X1ABCD",
            "mig_8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCI", "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCL",
            "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCO", "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCU", "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD\n",
            "mig_01JD5Z8YQ2N7R4T6V9W3X1AB/D"})
    void refusesEverythingElse(String id) {
        assertThat(MigrationId.isWellFormed(id)).isFalse();
    }
}
