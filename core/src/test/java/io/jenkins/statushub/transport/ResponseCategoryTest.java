package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCategoryTest {

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED,200,299",
    "HOOK_URL_INVALID,300,399",
    "REJECTED,400,400",
    "HOOK_URL_INVALID,401,401",
    "REJECTED,402,402",
    "HOOK_URL_INVALID,403,404",
    "REJECTED,405,407",
    "UNAVAILABLE,408,408",
    "REJECTED,409,409",
    "HOOK_URL_INVALID,410,410",
    "REJECTED,411,424",
    "UNAVAILABLE,425,425",
    "REJECTED,426,428",
    "UNAVAILABLE,429,429",
    "REJECTED,430,499",
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
