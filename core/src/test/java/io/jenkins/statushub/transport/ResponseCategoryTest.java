package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCategoryTest {

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED,200,299",
    "HOOK_URL_INVALID,300,399",
    "REFUSED,400,400",
    "HOOK_URL_INVALID,401,401",
    "REFUSED,402,402",
    "HOOK_URL_INVALID,403,404",
    "REFUSED,405,407",
    "UNAVAILABLE,408,408",
    "REFUSED,409,409",
    "HOOK_URL_INVALID,410,410",
    "REFUSED,411,424",
    "UNAVAILABLE,425,425",
    "REFUSED,426,428",
    "UNAVAILABLE,429,429",
    "REFUSED,430,499",
    "UNAVAILABLE,500,599",
    "UNAVAILABLE,0,199",
    "UNAVAILABLE,600,1000",
    "UNAVAILABLE,-1,-1"
  })
  void everyStatusMeansSomething(ResponseCategory verdict, int first, int last) {
    for (int status = first; status <= last; status++) {
      assertThat(ResponseCategory.of(status)).as("%d", status).isEqualTo(verdict);
      assertThat(new TransportResult(status, null, "", true).category()).isEqualTo(verdict);
    }
  }
}
